"""What pages print of invoices: frozen values, read from what was issued. Money is exact, moments are UTC seconds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from asagreed.billing.statements.invoice import Invoice
from asagreed.figures import Clause
from asagreed.money import Money

State = Literal["open", "overdue", "paid", "credited", "to give back"]


@dataclass(frozen=True, slots=True, kw_only=True)
class InvoiceRow:
    """An invoice in a list. `left` is what is still to pay, below zero where the customer has more with us."""

    number: str
    kind: str
    customer: str
    slug: str
    month: str
    issued_on: date
    due_on: date
    gross: Money
    left: Money
    state: State
    corrects: str


@dataclass(frozen=True, slots=True, kw_only=True)
class InvoiceLineView:
    """A line as it was frozen, with its clause and whole trace, and the credit note that took it back."""

    number: int
    item: str
    description: str
    quantity: str
    unit: str
    unit_price: str
    net: Money
    tax: str
    because: str
    clause: Clause | None
    why: Mapping[str, Any]
    taken_back_by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """Money that came in, or was taken back, as it was recorded."""

    id: int
    purpose: str
    amount: Money
    happened_at: int
    recorded_by: str
    note: str
    is_reversal: bool
    was_reversed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class InvoiceView:
    """An invoice as it was issued, how it stands, and what a computation of today would say otherwise."""

    row: InvoiceRow
    frozen: Invoice
    zone: str
    issued_at: int
    issued_by: str
    sha256: str
    why: str
    lines: tuple[InvoiceLineView, ...]
    credit_notes: tuple[str, ...]
    receipts: tuple[Receipt, ...]
    differences: tuple[str, ...]
    inputs: Mapping[str, Any]
