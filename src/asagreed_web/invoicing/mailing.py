"""Mails about money: to whom they go, and that an invoice or a low balance is told."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction

from asagreed.money import Money
from asagreed_web.billing.facts import exact
from asagreed_web.chronicle.operations import Happening, append
from asagreed_web.customers.models import Customer
from asagreed_web.invoicing.models import Invoice, InvoiceMail
from asagreed_web.kit.outbox import put_mail
from asagreed_web.people.models import Person, Role
from asagreed_web.tickets.errors import NotPossible


def recipients(customer_id: int) -> Iterator[tuple[str, str, str]]:
    """Yield name, address and language of everybody of a customer to whom mails about money go."""
    setting = InvoiceMail.objects.filter(customer_id=customer_id).first()
    goes_to = setting.goes_to if setting else InvoiceMail.Goes.APPROVERS
    if setting and goes_to == InvoiceMail.Goes.ADDRESS:
        yield setting.customer.name, setting.address, ""
    if goes_to == InvoiceMail.Goes.APPROVERS:
        people = Person.objects.filter(customer_id=customer_id, role=Role.APPROVER, is_active=True).order_by("pk")
        yield from ((each.name, each.email, each.language) for each in people)


def mail_invoice(invoice: Invoice, *, at: int) -> None:
    """Tell a customer of an invoice or credit note."""
    says: dict[str, Any] = {
        "kind": invoice.kind,
        "number": invoice.number,
        "corrects": invoice.corrects.number if invoice.corrects else "",
        "why": invoice.why,
        "gross": str(Money(exact(invoice.gross, invoice.currency), invoice.currency)),
        "due_on": invoice.due_on.isoformat(),
        "link": f"{settings.ADDRESS}/portal/invoices/{invoice.number}/",
    }
    mail_about_money("invoice", f"invoice {invoice.number}", says, customer=invoice.customer, at=at)


def mail_about_money(template: str, key: str, says: dict[str, Any], *, customer: Customer, at: int) -> None:
    """Put one mail to each who is told of money; the same key leaves once to each address."""
    for name, address, language in recipients(customer.pk):
        put_mail(
            key=f"{key} to {address}"[:200],
            template=template,
            to=address,
            says={"name": name, "customer": customer.name, "zone": customer.zone, **says},
            customer_id=customer.pk,
            at=at,
            language=language,
        )


def mail_setting(customer: Customer) -> InvoiceMail:
    """Return to whom mails about money go: what was set, or else what holds without a setting."""
    return InvoiceMail.objects.filter(customer=customer).first() or InvoiceMail(customer=customer)


@transaction.atomic
def set_mail_setting(customer: Customer, *, goes_to: str, address: str, by: Person, at: int) -> None:
    """Keep to whom mails about money go. Raises NotPossible without an address where one is asked for."""
    if goes_to not in InvoiceMail.Goes.values:
        raise NotPossible("Mails go to the approvers, to an address, or to nobody. Choose one of them.")
    address = address.strip()
    if goes_to == InvoiceMail.Goes.ADDRESS or address:
        try:
            validate_email(address)
        except ValidationError:
            raise NotPossible(f"«{address[:80]}» is no e-mail address. Write one, or choose somebody else.") from None
    InvoiceMail.objects.update_or_create(customer=customer, defaults={"goes_to": goes_to, "address": address})
    told = Happening(
        subject="customer",
        subject_id=customer.pk,
        kind="invoice mail set",
        happened_at=at,
        recorded_at=at,
        actor=by.actor,
        says={"goes_to": goes_to},
        personal={"address": address},
    )
    append(customer.pk, told)
