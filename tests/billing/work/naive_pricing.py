"""What work costs, counted minute by minute off the clock on the wall: slow, and too simple to be wrong."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from fractions import Fraction
from zoneinfo import ZoneInfo

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
Shift = tuple[int, int]
"""Minutes of the day from which and to which; the end may lie on the next day, above 1440."""


@dataclass(frozen=True)
class Band:
    """Hours that are inside or outside a week, or whole days, at another price."""

    name: str
    hours: str = ""
    days: frozenset[int] = frozenset()
    is_outside: bool = False
    times: Fraction | None = None
    plus: Fraction | None = None
    rate: Fraction | None = None

    def price(self, normal: Fraction) -> Fraction:
        if self.rate is not None:
            return self.rate
        return normal * self.times if self.times is not None else normal + (self.plus or 0)


@dataclass(frozen=True)
class Card:
    """Weeks by name, a normal price an hour, bands, and the week in which a service is included."""

    weeks: Mapping[str, Mapping[int, Sequence[Shift]]]
    normal: Fraction
    bands: Sequence[Band]
    included_in: str | None
    closed: frozenset[str]
    zone: str

    def is_open(self, week: str, local: datetime) -> bool:
        """Say whether the clock on the wall shows a time within a shift, on a date that is not closed."""
        if local.date().isoformat() in self.closed:
            return False
        minute, day = local.hour * 60 + local.minute, local.weekday()
        today, yesterday = self.weeks[week].get(day, ()), self.weeks[week].get((day - 1) % 7, ())
        return any(start <= minute < end for start, end in today) or any(
            start <= minute + 1440 < end for start, end in yesterday
        )

    def is_in(self, band: Band, local: datetime) -> bool:
        if band.days:
            return local.weekday() in band.days
        return self.is_open(band.hours, local) != band.is_outside


def price_of(card: Card, start: int, end: int) -> tuple[int, Fraction]:
    """Return the minutes that are included, and what the others cost."""
    included, amount = 0, Fraction(0)
    for moment in range(start, end, 60):
        local = datetime.fromtimestamp(moment, UTC).astimezone(ZoneInfo(card.zone))
        if card.included_in and card.is_open(card.included_in, local):
            included += 1
            continue
        prices = [band.price(card.normal) for band in card.bands if card.is_in(band, local)]
        amount += max(prices, default=card.normal) / 60
    return included, amount


def as_yaml(card: Card) -> str:
    """Return the agreement that says the same."""
    lines = [
        "agreement: made-up",
        f"zone: {card.zone}",
        "currency: USD",
        "term: {from: 2025-01-01, for: 5 years}",
        "signed: 2024-12-01",
        "holidays: {closures: {" + ", ".join(f"{day}: closed" for day in sorted(card.closed)) + "}}",
        "calendars:",
    ]
    for name, week in card.weeks.items():
        shifts = (f'{DAYS[day]}: "{" ".join(_shift(*each) for each in told)}"' for day, told in week.items() if told)
        lines.append(f"  {name}: {{hours: {{{', '.join(shifts)}}}, closed: closures}}")
    hours = f"{{hours: {card.included_in}}}" if card.included_in else "{}"
    box = f"included: {{repair: {hours}}}, " if card.included_in else ""
    lines += [f"services: {{{box}otherwise: excluded}}", "rates:", f"  remote: {float(card.normal):.2f} USD per h"]
    lines += [f"  outside: {{of: {band.hours}, {_change(band)}}}" for band in card.bands if band.is_outside]
    lines.append("  bands:" if any(not band.is_outside for band in card.bands) else "  minimum: 1 min")
    for band in card.bands:
        if not band.is_outside:
            when = f"on: [{', '.join(DAYS[day] for day in band.days)}]" if band.days else f"during: {band.hours}"
            lines.append(f"    {band.name}: {{{when}, {_change(band)}}}")
    return "\n".join(lines) + "\n"


def _shift(start: int, end: int) -> str:
    return f"{start // 60:02d}:{start % 60:02d}-{_clock(end)}"


def _clock(minute: int) -> str:
    shown = minute if minute <= 1440 else minute - 1440
    return f"{shown // 60:02d}:{shown % 60:02d}"


def _change(band: Band) -> str:
    if band.rate is not None:
        return f"rate: {float(band.rate):.2f} USD per h"
    return f"times: {float(band.times):g}" if band.times is not None else f"plus: {float(band.plus or 0):.2f} USD per h"
