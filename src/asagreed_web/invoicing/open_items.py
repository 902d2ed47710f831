"""What is still to pay: of each invoice its gross, less what was paid ahead, came in, and was taken back."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal

from django.db.models import Sum

from asagreed.money import Money
from asagreed.open_time import in_zone
from asagreed_web.billing.facts import books_of, exact
from asagreed_web.invoicing.models import Invoice
from asagreed_web.invoicing.pages import InvoiceRow, State


def invoice_rows(invoices: Iterable[Invoice], *, at: int) -> list[InvoiceRow]:
    """Return invoices as rows of a list, each with what is left to pay as of a moment."""
    found = list(invoices)
    paid, credited = _paid(found), _credited(found)
    return [_row(each, paid[each.customer_id, each.number], credited[each.pk], at) for each in found]


def _paid(invoices: Sequence[Invoice]) -> dict[tuple[int, str], Decimal]:
    """Return what came in under the number of an invoice, by customer and number."""
    sums: dict[tuple[int, str], Decimal] = defaultdict(Decimal)
    for customer_id, zone in {each.customer_id: each.customer.zone for each in invoices}.items():
        for payment in books_of(customer_id, zone=zone).payments:
            sums[customer_id, payment.for_] += payment.amount.amount
    return sums


def _credited(invoices: Sequence[Invoice]) -> dict[int, Decimal]:
    """Return what was taken back of each invoice."""
    notes = Invoice.objects.filter(corrects__in=[each.pk for each in invoices]).order_by()
    sums = notes.values_list("corrects_id").annotate(gross=Sum("gross"))
    return defaultdict(Decimal, {pk: gross for pk, gross in sums if pk is not None})


def _row(invoice: Invoice, paid: Decimal, credited: Decimal, at: int) -> InvoiceRow:
    left = _left(invoice, paid, credited)
    return InvoiceRow(
        number=invoice.number,
        kind=invoice.kind,
        customer=invoice.customer.name,
        slug=invoice.customer.slug,
        month=f"{invoice.month.year}-{invoice.month.month:02d}" if invoice.month else "",
        issued_on=invoice.issued_on,
        due_on=invoice.due_on,
        gross=_money(invoice.gross, invoice.currency),
        left=_money(left, invoice.currency),
        state=_state(invoice, left, credited, in_zone(at, invoice.customer.zone).date()),
        corrects=invoice.corrects.number if invoice.corrects else "",
    )


def _left(invoice: Invoice, paid: Decimal, credited: Decimal) -> Decimal:
    if invoice.corrects_id is not None:
        # What it takes back counts against the invoice that it names.
        return Decimal(0)
    sign = 1 if invoice.kind == Invoice.Kind.INVOICE else -1
    return sign * (invoice.gross - invoice.paid) - paid - credited


def _state(invoice: Invoice, left: Decimal, credited: Decimal, today: date) -> State:
    if left < 0:
        return "to give back"
    if left == 0:
        return "credited" if invoice.corrects_id is not None or (credited and credited == invoice.gross) else "paid"
    return "overdue" if invoice.due_on < today else "open"


def _money(amount: Decimal, currency: str) -> Money:
    return Money(exact(amount, currency), currency)
