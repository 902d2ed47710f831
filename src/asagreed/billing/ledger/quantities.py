"""Quantities of a ledger: money to its last digit and whole seconds, both counted in whole units."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Context, Decimal, Inexact, InvalidOperation

from asagreed.money import Money, digits_of

SECONDS = "SECONDS"
"""The commodity of time; no currency has seven letters."""

LARGEST_DIGITS = 24
"""How many digits a quantity may have in all, so that sums of them stay far from any rounding."""

_CURRENCY = re.compile(r"[A-Z]{3}")
_EXACT = Context(prec=LARGEST_DIGITS, traps=[Inexact, InvalidOperation])


@dataclass(frozen=True, order=True, slots=True)
class Seconds:
    """Whole seconds of granted or prepaid time; below zero they go the other way."""

    count: int

    def __neg__(self) -> Seconds:
        return Seconds(-self.count)

    def __str__(self) -> str:
        return f"{self.count:,} s"


Quantity = Money | Seconds


def commodity_of(quantity: Quantity) -> str:
    """Return the currency of money, SECONDS of time."""
    return quantity.currency if isinstance(quantity, Money) else SECONDS


def units_of(quantity: Quantity) -> int:
    """Return a quantity in the smallest unit of its commodity: cents, yen, seconds.

    Raises ValueError, with the reason as its text, for what is no whole number of them or has too many digits.
    """
    if isinstance(quantity, Money):
        return _minor_units(quantity)
    if abs(quantity.count) >= 10**LARGEST_DIGITS:
        raise ValueError(f"it has more than {LARGEST_DIGITS} digits")
    return quantity.count


def _minor_units(money: Money) -> int:
    if not _CURRENCY.fullmatch(money.currency):
        raise ValueError("a currency is written as three capital letters (ISO 4217)")
    if not money.amount.is_finite():
        raise ValueError("it is no number")
    digits = digits_of(money.currency)
    try:
        exact = money.amount.quantize(Decimal((0, (1,), -digits)), context=_EXACT)
    except (Inexact, InvalidOperation):
        raise ValueError(
            f"it is finer than {digits} digits after the point or has more than {LARGEST_DIGITS} in all"
        ) from None
    return int(exact.scaleb(digits, context=_EXACT))


def quantity_of(units: int, commodity: str) -> Quantity:
    """Return a count of smallest units as money with all its digits, or as seconds."""
    if commodity == SECONDS:
        return Seconds(units)
    return Money(Decimal(f"{units}e-{digits_of(commodity)}"), commodity)


def written(units: int, commodity: str) -> str:
    """Return a count of smallest units as a plain decimal number, with every digit of its commodity: `-12.00`."""
    digits = 0 if commodity == SECONDS else digits_of(commodity)
    return f"{Decimal(f'{units}e-{digits}'):f}"
