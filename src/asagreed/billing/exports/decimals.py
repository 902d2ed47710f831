"""Exact numbers as decimals: with the digits of a currency, or as many as they need; nothing is rounded here."""

from __future__ import annotations

from fractions import Fraction

from asagreed.money import Money, digits_of


def amount_text(money: Money) -> str:
    """Return an amount with the digits of its currency, or more where it has more: 12.00, 1200, 12.000."""
    whole, _, rest = f"{money.amount.copy_abs():f}".partition(".")
    digits = rest.rstrip("0").ljust(digits_of(money.currency), "0")
    return f"{'-' if money.amount < 0 else ''}{whole}{'.' if digits else ''}{digits}"


def decimal_text(exact: Fraction, *, digits: int) -> str | None:
    """Return a number as a decimal of at most so many digits after the point; None where it needs more or has no end.

    Zeros at the end are left out: 1/8 is 0.125, 3 is 3.
    """
    scaled = exact * 10**digits
    if scaled.denominator != 1:
        return None
    whole, rest = divmod(abs(scaled.numerator), 10**digits)
    text = f"{whole}.{rest:0{digits}d}".rstrip("0").rstrip(".")
    return f"-{text}" if exact < 0 else text
