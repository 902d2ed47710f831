"""What is done about invoices: months are issued, invoices taken back; each is told in the chain."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Max

from asagreed.billing.exports.issued_file import issued_text
from asagreed.billing.ledger import hash_inputs
from asagreed.billing.statements.issuing import IssuedInvoice, issue_credit_note, issue_invoice
from asagreed.billing.work.boundaries import Month
from asagreed.open_time import in_zone
from asagreed_web.billing.facts import credits_kept, hash_of_text
from asagreed_web.billing.models import IssuedMonth
from asagreed_web.billing.standings import standing_of
from asagreed_web.chronicle.operations import Happening, append
from asagreed_web.customers.models import Customer
from asagreed_web.invoicing.credited import left_to_credit
from asagreed_web.invoicing.errors import NotReady
from asagreed_web.invoicing.facts import issued_invoice
from asagreed_web.invoicing.mailing import mail_invoice
from asagreed_web.invoicing.models import Invoice, NumberSeries
from asagreed_web.invoicing.posting import post_ledger
from asagreed_web.invoicing.readiness import Ready, readiness
from asagreed_web.people.models import Person
from asagreed_web.tickets.errors import NotPossible

INVOICES = "invoices"
LONGEST_REASON = 400


@transaction.atomic
def issue_month(
    *, customer_id: int, month: Month, by: Person, at: int, shown: str = "", with_open: bool = False
) -> Invoice:
    """Freeze the statement of a month as an invoice, number it, post it, and tell the customer. Twice is once.

    `shown` is the hash of the statement that was looked at. `with_open` issues it though something is still to be
    decided. Raises NotReady with every reason.
    """
    # One month after the other for each customer, so that two who press at once get one invoice.
    customer = Customer.objects.select_for_update(no_key=True).get(pk=customer_id)
    own = Invoice.objects.filter(customer=customer, month__year=month[0], month__month=month[1]).first()
    if own is not None:
        return own
    ready = readiness(customer, month, at=at)
    _check(ready, shown, with_open=with_open)
    number = _next_number()
    assert ready.statement is not None  # noqa: S101 – what may be issued has one
    day = in_zone(at, ready.statement.zone).date()
    issued = issue_invoice(ready.statement, number=number.text, issued_on=day, issued_at=at)
    stated = IssuedMonth.objects.create(
        customer=customer,
        year=month[0],
        month=month[1],
        issued_at=at,
        entries=sorted(issued.entries),
        credits=credits_kept(ready.statement),
    )
    inputs = _inputs(customer, issued)
    invoice = _kept(customer, number, issued, by=by, inputs=inputs, month=stated)
    _tell(invoice, "invoice issued", by, month=f"{month[0]}-{month[1]:02d}")
    post_ledger(customer.pk, at=at)
    mail_invoice(invoice, at=at)
    return invoice


def _check(ready: Ready, shown: str, *, with_open: bool) -> None:
    reasons = (*ready.hinders, *((ready.nothing,) if ready.nothing else ()))
    if reasons or ready.statement is None:
        raise NotReady(*reasons)
    if shown and shown != hash_of(ready):
        raise NotReady("What was shown has changed meanwhile. Look at what holds now, and issue it again.")
    if ready.open and not with_open:
        raise NotReady(*(f"{each.what}: {each.because}." + (f" Ask: {each.ask}." if each.ask else "")
                         for each in ready.open))  # fmt: skip


def hash_of(ready: Ready) -> str:
    """Return the hash of a statement as it is shown before it is issued."""
    stated = ready.statement
    lines = [] if stated is None else [[line.charge.description, line.net, line.tax.category] for line in stated.lines]
    said = {"month": list(ready.month), "lines": lines, "open": [[each.what, each.because] for each in ready.open]}
    return hash_inputs(said)


@transaction.atomic
def issue_credit(*, invoice_id: int, by: Person, why: str, at: int, lines: Iterable[int] | None = None) -> Invoice:
    """Take back an invoice, or some of its lines by their numbers, by a credit note that names it and says why.

    Raises NotPossible without a reason, for a line that was taken back before, and where nothing is left to take back.
    """
    corrected = Invoice.objects.select_related("customer").get(pk=invoice_id)
    customer = Customer.objects.select_for_update(no_key=True).get(pk=corrected.customer_id)
    if not why.strip():
        raise NotPossible("A credit note says why. Write the reason in a few words.")
    original = issued_invoice(corrected)
    wanted = left_to_credit(corrected, original, lines)
    number = _next_number()
    day = in_zone(at, customer.zone).date()
    note = issue_credit_note(original.invoice, number=number.text, issued_on=day, lines=wanted)
    issued = IssuedInvoice(note, original.month, at, frozenset())
    invoice = _kept(customer, number, issued, by=by, inputs={"corrects": corrected.sha256}, corrects=corrected,
                    why=why.strip()[:LONGEST_REASON])  # fmt: skip
    _tell(invoice, "credit note issued", by, corrects=corrected.number, lines=sorted(wanted))
    post_ledger(customer.pk, at=at)
    mail_invoice(invoice, at=at)
    return invoice


@dataclass(frozen=True, slots=True)
class _Number:
    serial: int
    text: str


def _next_number() -> _Number:
    """Return the next number of the provider. It is held until the transaction ends, so none is lost or given twice."""
    NumberSeries.objects.get_or_create(name=INVOICES)
    NumberSeries.objects.select_for_update().get(name=INVOICES)
    serial = (Invoice.objects.aggregate(last=Max("serial"))["last"] or 0) + 1
    first: int = settings.FIRST_INVOICE
    return _Number(serial, f"{settings.INVOICE_PREFIX}{first + serial - 1:05d}")


def _kept(
    customer: Customer,
    number: _Number,
    issued: IssuedInvoice,
    *,
    by: Person,
    inputs: Mapping[str, Any],
    month: IssuedMonth | None = None,
    corrects: Invoice | None = None,
    why: str = "",
) -> Invoice:
    frozen, text = issued.invoice, issued_text(issued)
    return Invoice.objects.create(
        customer=customer,
        serial=number.serial,
        number=number.text,
        kind=frozen.kind,
        month=month,
        corrects=corrects,
        why=why,
        issued_at=issued.issued_at,
        issued_on=frozen.issued_on,
        due_on=frozen.due_on,
        issued_by=by,
        currency=frozen.currency,
        net=frozen.net.amount,
        tax=frozen.tax.amount,
        gross=frozen.gross.amount,
        paid=frozen.paid.amount if frozen.paid else 0,
        text=text,
        sha256=hash_of_text(text),
        inputs=inputs,
    )


def _inputs(customer: Customer, issued: IssuedInvoice) -> dict[str, Any]:
    """Return the hashes of what an invoice was worked out from."""
    standing = standing_of(customer.pk)
    assert standing is not None  # noqa: S101 – a statement has an agreement
    work = sorted(repr(each) for each in standing.entries() if each.id in issued.entries)
    before = Invoice.objects.filter(customer=customer).order_by("serial").values_list("sha256", flat=True)
    return {
        "work": hash_inputs({"entries": work}),
        "books": hash_inputs({"books": repr(standing.books)}),
        "papers": list(issued.invoice.versions),
        "invoices": list(before),
    }


def _tell(invoice: Invoice, kind: str, by: Person, **says: Any) -> None:
    happening = Happening(
        subject="invoice",
        subject_id=invoice.pk,
        kind=kind,
        happened_at=invoice.issued_at,
        recorded_at=invoice.issued_at,
        actor=by.actor,
        says={
            "number": invoice.number,
            "sha256": invoice.sha256,
            "gross": f"{invoice.gross} {invoice.currency}",
            "due_on": invoice.due_on.isoformat(),
            **says,
        },
    )
    append(invoice.customer_id, happening)
