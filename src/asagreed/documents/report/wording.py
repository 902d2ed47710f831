"""How values are said in a report: shares cut, lengths and money in the language, moments to the minute."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor

from asagreed.documents.language import Language, language_named
from asagreed.measures.availability import in_percent
from asagreed.money import Money
from asagreed.open_time import in_words, in_zone
from asagreed.proof import ReportPeriod

NOTHING = "–"


@dataclass(frozen=True, slots=True)
class Wording:
    """The language of a report and the zone in which its moments are said."""

    spoken: Language
    zone: str

    def say(self, name: str, /, **values: object) -> str:
        """Return a sentence of reports with its values."""
        return self.spoken.say(f"report {name}", **values)

    def count(self, number: int, name: str) -> str:
        """Return a count of something."""
        return self.say(f"one {name}" if number == 1 else f"many {name}", count=self.number(number))

    def number(self, number: int) -> str:
        """Return a whole number with its thousands apart."""
        return self.spoken.value(f"{number:,}") if self.spoken.code == "en" else f"{number:,}".replace(",", ".")

    def percent(self, share: Fraction | None, *, promised: Fraction | None = None, least: int = 1) -> str:
        """Return a share in percent, cut and never rounded up, with the digits that its promise needs."""
        if share is None:
            return NOTHING
        digits = max(least, digits_of(promised))
        steps = floor(share * 100 * 10**digits)
        return self._percent(f"{steps // 10**digits}.{steps % 10**digits:0{digits}d}")

    def availability(self, share: Fraction | None) -> str:
        """Return an availability in percent with the digits that the status page shows."""
        return NOTHING if share is None else self._percent(in_percent(share).removesuffix("%"))

    def promised(self, share: Fraction) -> str:
        """Return a promised share with the digits that it was promised with."""
        digits = digits_of(share)
        return self._percent(f"{float(share * 100):.{digits}f}")

    def _percent(self, number: str) -> str:
        return f"{self.spoken.decimal(number)}\N{NO-BREAK SPACE}%"

    def length(self, seconds: int | Fraction) -> str:
        """Return a length; a part of a second counts as a whole one."""
        whole = ceil(seconds)
        if not whole:
            return "0\N{NO-BREAK SPACE}min"
        said = self.spoken.value(in_words(abs(whole))).replace(" ", "\N{NO-BREAK SPACE}")
        return f"−{said}" if whole < 0 else said

    def money(self, money: Money) -> str:
        """Return an amount with its currency."""
        said = self.spoken.value(str(-money if money.amount < 0 else money))
        return f"−{said}" if money.amount < 0 else said

    def amount(self, value: int | Money) -> str:
        """Return what a purse holds: time or money."""
        return self.money(value) if isinstance(value, Money) else self.length(value)

    def moment(self, at: int | None) -> str:
        """Return a moment in words, to the minute."""
        return NOTHING if at is None else self.spoken.moment(in_zone(at, self.zone))

    def day(self, at: int) -> str:
        """Return the local day of a moment."""
        return self.spoken.day(in_zone(at, self.zone).date())

    def month(self, number: int) -> str:
        """Return a month in words: May 2026."""
        return f"{self.spoken.months[number % 12]} {number // 12}"

    def period(self, period: ReportPeriod) -> str:
        """Return a month, quarter or year in words."""
        if period.every == "month":
            return self.month(period.first)
        if period.every == "year":
            return period.name
        return self.say("quarter", number=period.first % 12 // 3 + 1, year=period.first // 12)

    def clock(self, name: str) -> str:
        """Return what a clock is called; one that the agreement named itself stands as it is."""
        known = self.spoken.sentences.get(f"report clock {name}")
        return known or name[:1].upper() + name[1:]


def wording(language: str, zone: str) -> Wording:
    """Return how a report is worded in a language. Raises UnknownLanguage."""
    return Wording(language_named(language), zone)


def digits_of(promised: Fraction | None) -> int:
    """Return how many digits after the point a promised percentage has, at most six."""
    if promised is None:
        return 0
    return next((digits for digits in range(6) if (promised * 100 * 10**digits).denominator == 1), 6)
