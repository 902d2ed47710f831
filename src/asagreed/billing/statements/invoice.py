"""An invoice or credit note: what was computed, frozen when it is issued."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any, Literal

from asagreed.billing.charges.charge import Unit
from asagreed.money import Money
from asagreed.terms.values.parties import Party
from asagreed.terms.values.taxes import TaxClass


@dataclass(frozen=True, slots=True, kw_only=True)
class InvoiceLine:
    """One line: how much of what, at which price, and the reasons.

    `net` is rounded once, from `quantity × unit_price`, both of them exact (`unit_price` in the invoice's currency);
    it is negative for what is given back. `item` is the kind of charge: fee, work, travel, material, credit, top-up.
    `because` is the whole trace as plain data.
    """

    number: int
    item: str
    description: str
    quantity: Fraction
    unit: Unit
    unit_price: Fraction
    net: Money
    tax: TaxClass
    first_on: date
    last_on: date
    because: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class TaxTotal:
    """The tax of one category and rate, computed once from the sum of its lines."""

    tax: TaxClass
    taxable: Money
    amount: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class Invoice:
    """A frozen invoice, or with `corrects` the credit note of one; both dates of a period are part of it.

    `net`, `tax`, `gross`: of a credit note too they are what is given back, above zero. `versions` are the hashes of
    the versions of the agreement that the lines rest on. `paid` is what was paid ahead, such as from a retainer; what
    is left to pay is `gross` less it.
    """

    number: str
    kind: Literal["invoice", "credit note"]
    agreement: str
    issued_on: date
    due_on: date
    first_on: date
    last_on: date
    provider: Party
    customer: Party
    currency: str
    payment_terms: str
    lines: tuple[InvoiceLine, ...]
    tax_totals: tuple[TaxTotal, ...]
    net: Money
    tax: Money
    gross: Money
    versions: tuple[str, ...]
    corrects: str | None = None
    paid: Money | None = None
