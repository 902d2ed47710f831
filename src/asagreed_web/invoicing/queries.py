"""Questions about invoices: lists, one of them with its reasons, what a month would be, and what came in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from asagreed.billing.statements.invoice import InvoiceLine
from asagreed.billing.statements.issuing import IssuedInvoice, differences
from asagreed.billing.work.boundaries import Month
from asagreed.documents.statement_data import price_text, quantity_text
from asagreed.errors import AsagreedError
from asagreed.figures import Clause
from asagreed.money import Money
from asagreed_web.billing.facts import exact
from asagreed_web.billing.models import MoneyReceived
from asagreed_web.billing.standings import standing_of
from asagreed_web.billing.statements import statement_so_far
from asagreed_web.customers.models import Customer
from asagreed_web.invoicing.credited import credited_lines
from asagreed_web.invoicing.facts import issued_invoice
from asagreed_web.invoicing.models import Invoice
from asagreed_web.invoicing.open_items import invoice_rows
from asagreed_web.invoicing.pages import InvoiceLineView, InvoiceRow, InvoiceView, Receipt
from asagreed_web.invoicing.readiness import Ready, readiness

STATES = ("open", "overdue", "paid", "credited", "to give back")


def with_names(invoices: QuerySet[Invoice]) -> QuerySet[Invoice]:
    """Return invoices with what their rows print, the last issued first, without their texts."""
    rows = invoices.select_related("customer", "month", "corrects", "issued_by").defer("text", "corrects__text")
    return rows.order_by("-serial")


def invoices_page(
    invoices: QuerySet[Invoice], *, at: int, state: str = "", before: int | None = None, size: int
) -> tuple[list[InvoiceRow], int | None]:
    """Return so many rows of some invoices, the last issued first, and the serial before which the next ones are."""
    found: list[InvoiceRow] = []
    while True:
        asked = with_names(invoices if before is None else invoices.filter(serial__lt=before))
        some = list(asked[: size + 1])
        kept = some[:size]
        rows = zip(kept, invoice_rows(kept, at=at), strict=True)
        for invoice, row in rows:
            before = invoice.serial
            if not state or row.state == state:
                found.append(row)
            if len(found) == size:
                break
        is_last = len(some) <= size and (not some or before == some[-1].serial)
        if is_last or len(found) == size:
            return found, None if is_last else before


def invoice_view(invoice: Invoice, *, at: int) -> InvoiceView:
    """Return an invoice as it was issued, and how it stands at a moment. Raises UnreadableInvoice where damaged."""
    (row,) = invoice_rows([invoice], at=at)
    issued = issued_invoice(invoice)
    gone = credited_lines(invoice)
    return InvoiceView(
        row=row,
        frozen=issued.invoice,
        zone=invoice.customer.zone,
        issued_at=invoice.issued_at,
        issued_by=invoice.issued_by.name,
        sha256=invoice.sha256,
        why=invoice.why,
        lines=tuple(_line(line, gone.get(line.number, "")) for line in issued.invoice.lines),
        credit_notes=tuple(invoice.credit_notes.order_by("serial").values_list("number", flat=True)),
        receipts=tuple(receipts(MoneyReceived.objects.filter(customer=invoice.customer, purpose=invoice.number))),
        differences=_differences(invoice, issued, at),
        inputs=invoice.inputs,
    )


def _line(line: InvoiceLine, taken_back_by: str) -> InvoiceLineView:
    why: Mapping[str, Any] = line.because
    clauses = [*why.get("clauses", ()), *(each for part in why.get("parts", ()) for each in part["clauses"])]
    return InvoiceLineView(
        number=line.number,
        item=line.item,
        description=line.description,
        quantity=quantity_text(line.quantity),
        unit=line.unit,
        unit_price=price_text(line.unit_price, line.net.currency),
        net=line.net,
        tax=str(line.tax),
        because=str(why.get("because", "")),
        clause=Clause(**clauses[0]) if clauses else None,
        why=why,
        taken_back_by=taken_back_by,
    )


def _differences(invoice: Invoice, issued: IssuedInvoice, at: int) -> tuple[str, ...]:
    if invoice.month is None:
        return ()
    standing = standing_of(invoice.customer_id)
    if standing is None:
        return ()
    try:
        again = statement_so_far(invoice.customer_id, standing, (invoice.month.year, invoice.month.month), at=at)
    except AsagreedError as error:
        return (str(error),)
    return differences(again, issued)


def receipts(rows: QuerySet[MoneyReceived]) -> Iterator[Receipt]:
    """Yield money that came in as it is printed, the newest first."""
    for row in rows.select_related("recorded_by", "reversed_by").order_by("-recorded_at", "-pk"):
        yield Receipt(
            id=row.pk,
            purpose=row.purpose,
            amount=Money(exact(row.amount, row.currency), row.currency),
            happened_at=row.happened_at,
            recorded_by=row.recorded_by.name,
            note=row.note,
            is_reversal=row.reverses_id is not None,
            was_reversed=hasattr(row, "reversed_by"),
        )


@dataclass(frozen=True, slots=True)
class MonthPreview:
    """What issuing a month for everybody would do: what is ready, what waits for somebody, what is nothing."""

    ready: tuple[Ready, ...]
    waiting: tuple[Ready, ...]
    nothing: tuple[Ready, ...]


def month_preview(month: Month, *, at: int) -> MonthPreview:
    """Return how the month of every customer that is served stands."""
    found = [readiness(each, month, at=at) for each in Customer.objects.filter(is_served=True).order_by("name")]
    return MonthPreview(
        ready=tuple(each for each in found if each.is_ready),
        waiting=tuple(each for each in found if not each.is_ready and not each.nothing),
        nothing=tuple(each for each in found if each.nothing),
    )
