"""Invoices and credit notes as they were issued, and how they stand; nothing is issued from here."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal

from django.http import HttpRequest
from ninja import Path, Query, Router
from pydantic import Field

from asagreed_web.doors.api.identity import asker_of
from asagreed_web.doors.api.problems import NotThere
from asagreed_web.doors.api.registering import question
from asagreed_web.doors.api.shapes import ById, CustomerWord, MoneyShown, Page, Shown
from asagreed_web.invoicing.pages import InvoiceLineView, InvoiceRow
from asagreed_web.invoicing.queries import invoice_view, invoices_page
from asagreed_web.invoicing.rules import invoices_for
from asagreed_web.people.passing import moment_of

router = Router(tags=["invoices"])
Number = Annotated[str, Path(pattern=r"^[ -~]{1,40}$", description="The number of the invoice, such as INV-00017.")]


class InvoicesAsked(ById):
    """Which invoices."""

    customer: CustomerWord | None = None
    state: Literal["open", "overdue", "paid", "credited", "to give back"] | None = None


class InvoiceShown(Shown):
    """An invoice or credit note in a list; `left` is what is still to pay, below zero what is to be given back."""

    number: str
    kind: str
    customer: str
    month: str = Field(description="The month that it states, 2026-05; empty for the correction of another invoice.")
    issued_on: date
    due_on: date
    gross: MoneyShown
    left: MoneyShown
    state: str
    corrects: str


class InvoiceLineShown(Shown):
    """A line as it was frozen; `why` is the whole trace of its figure."""

    number: int
    item: str
    description: str
    quantity: str
    unit: str
    unit_price: str
    net: MoneyShown
    tax: str
    because: str
    taken_back_by: str
    why: dict[str, Any]


class WholeInvoiceShown(InvoiceShown):
    """An invoice with its lines and sums, and the hash of what was frozen."""

    net: MoneyShown
    tax: MoneyShown
    why: str = Field(description="Why a credit note takes back what it does.")
    sha256: str
    versions: list[str]
    credit_notes: list[str]
    lines: list[InvoiceLineShown]


@question(router, "/invoices", Page[InvoiceShown])
def list_invoices(request: HttpRequest, asked: Query[InvoicesAsked]) -> Page[InvoiceShown]:
    """List invoices and credit notes, the last issued first."""
    found = invoices_for(asker_of(request).person)
    if asked.customer is not None:
        found = found.filter(customer__slug=asked.customer)
    rows, older = invoices_page(
        found, at=moment_of(request), state=asked.state or "", before=asked.after, size=asked.limit
    )
    next_page = None if older is None else str(older)
    return Page[InvoiceShown](items=[InvoiceShown.model_validate(_row(row)) for row in rows], next=next_page)


@question(router, "/invoices/{number}", WholeInvoiceShown)
def get_invoice(request: HttpRequest, number: Number) -> WholeInvoiceShown:
    """Show an invoice as it was issued, line by line with the reasons."""
    rows = invoices_for(asker_of(request).person).select_related("customer", "month", "corrects", "issued_by")
    found = rows.filter(number=number).first()
    if found is None:
        raise NotThere(f"invoice {number}")
    view = invoice_view(found, at=moment_of(request))
    more = {"net": view.frozen.net, "tax": view.frozen.tax, "why": view.why, "sha256": view.sha256,
            "versions": list(view.frozen.versions), "credit_notes": list(view.credit_notes),
            "lines": [_line(line) for line in view.lines]}  # fmt: skip
    return WholeInvoiceShown.model_validate({**_row(view.row), **more})


def _row(row: InvoiceRow) -> dict[str, Any]:
    named = {name: getattr(row, name) for name in InvoiceShown.model_fields if name != "customer"}
    return {**named, "customer": row.slug}


def _line(line: InvoiceLineView) -> dict[str, Any]:
    return {**{name: getattr(line, name) for name in InvoiceLineShown.model_fields}, "why": dict(line.why)}
