"""Money: an exact decimal amount with its currency, and the one rounding function.

Prices are worked out as fractions, for a third of an hour at 125.00 has no end in decimals; they become money where a
line is closed, by `round_half_up` and nowhere else.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from asagreed.errors import CurrenciesDiffer

_DIGITS = {
    **dict.fromkeys(("BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG", "RWF", "UGX", "UYI", "VND"), 0),
    **dict.fromkeys(("VUV", "XAF", "XOF", "XPF"), 0),
    **dict.fromkeys(("BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"), 3),
    **dict.fromkeys(("CLF", "UYW"), 4),
}
"""Currencies of ISO 4217 whose minor unit is not a hundredth."""


def digits_of(currency: str) -> int:
    """Return how many digits a currency has after the point (ISO 4217)."""
    return _DIGITS.get(currency, 2)


@dataclass(frozen=True, slots=True)
class Money:
    """An amount of a currency, exact to the digits that it was written or rounded to."""

    amount: Decimal
    currency: str

    def __add__(self, other: Money) -> Money:
        return Money(self.amount + self._same(other).amount, self.currency)

    def __sub__(self, other: Money) -> Money:
        return Money(self.amount - self._same(other).amount, self.currency)

    def __neg__(self) -> Money:
        return Money(-self.amount, self.currency)

    def __lt__(self, other: Money) -> bool:
        return self.amount < self._same(other).amount

    def __le__(self, other: Money) -> bool:
        return self.amount <= self._same(other).amount

    def __str__(self) -> str:
        digits = max(digits_of(self.currency), -int(self.amount.normalize().as_tuple().exponent))
        return f"{self.amount:,.{digits}f} {self.currency}"

    @property
    def exact(self) -> Fraction:
        """The amount as a fraction, to be multiplied without loss."""
        return Fraction(self.amount)

    @property
    def is_zero(self) -> bool:
        """Whether there is nothing to pay either way."""
        return not self.amount

    def _same(self, other: Money) -> Money:
        if other.currency != self.currency:
            raise CurrenciesDiffer(first=self.currency, second=other.currency)
        return other


def no_money(currency: str) -> Money:
    """Return zero in a currency, with its digits."""
    return round_half_up(Fraction(0), currency)


def round_half_up(exact: Fraction, currency: str) -> Money:
    """Return an exact amount as money of a currency, a half going away from zero (agreements.md, section 6).

    A charge and the credit that takes it back so round to the same number.
    """
    digits = digits_of(currency)
    scaled = abs(exact) * 10**digits
    whole = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
    return Money(Decimal(whole if exact >= 0 else -whole).scaleb(-digits), currency)


def total(amounts: Iterable[Money], currency: str) -> Money:
    """Return the sum of some money, zero for none. Raises CurrenciesDiffer."""
    found = no_money(currency)
    for amount in amounts:
        found += amount
    return found


def apportion(whole: Money, weights: Sequence[Fraction]) -> tuple[Money, ...]:
    """Return the parts of a rounded whole in proportion to some weights; the parts add up to the whole to the cent.

    Each part is the difference of two rounded running totals. Weights that add up to nothing give it all to the last.
    """
    of_all = sum(weights, Fraction(0))
    parts: list[Money] = []
    running, given = Fraction(0), no_money(whole.currency)
    for number, weight in enumerate(weights, start=1):
        running += weight
        is_last = number == len(weights)
        upto = whole if is_last or not of_all else round_half_up(whole.exact * running / of_all, whole.currency)
        if not of_all and not is_last:
            upto = given
        parts.append(upto - given)
        given = upto
    return tuple(parts)
