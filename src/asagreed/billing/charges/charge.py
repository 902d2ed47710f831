"""One reason to pay: how much of what, at which price, with the figure that unfolds to clauses and events."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Literal

from asagreed.figures import Figure

Unit = Literal["h", "piece", "month", "visit", "km"]
Item = Literal["fee", "work", "travel", "material", "credit", "top-up"]
TAX_KEYS: dict[Item, str] = {
    "fee": "fees",
    "work": "work",
    "travel": "travel",
    "material": "materials",
    "credit": "credits",
    "top-up": "top-ups",
}
"""The words by which `billing: tax` knows each kind of charge."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Charge:
    """A priced reason to pay; `quantity` and `unit_price` are exact, the price in the currency of the agreement.

    Both dates of the period are part of it. `version_hash` is the version of the agreement that it rests on. `about` is
    the system of a service credit.
    """

    item: Item
    description: str
    quantity: Fraction
    unit: Unit
    unit_price: Fraction
    first_on: date
    last_on: date
    figure: Figure
    version_hash: str
    about: str = ""

    @property
    def exact(self) -> Fraction:
        """The amount before the one rounding."""
        return self.quantity * self.unit_price


@dataclass(frozen=True, slots=True, kw_only=True)
class Unsettled:
    """Something that nobody can charge yet, with the reason and whom to ask."""

    what: str
    because: str
    figure: Figure
    ask: str = ""
    seconds: int = 0
