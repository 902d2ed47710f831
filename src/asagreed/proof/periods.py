"""The month, quarter or year that a report is about, in the zone of an agreement."""

from __future__ import annotations

import re
from dataclasses import dataclass

from asagreed.errors import NotAPeriod
from asagreed.foresight.months import month_name, month_start, period_of_month
from asagreed.open_time import Span

_NAMED = re.compile(r"(\d{4})(?:-(\d{2})|-Q([1-4]))?")
_MONTHS = {"month": 1, "quarter": 3, "year": 12}


@dataclass(frozen=True, slots=True, order=True)
class ReportPeriod:
    """So many calendar months from a first one on; months are numbered as 12 × year + month − 1."""

    first: int
    length: int = 1

    @property
    def every(self) -> str:
        """What it is: a month, a quarter or a year."""
        return next(every for every, months in _MONTHS.items() if months == self.length)

    @property
    def name(self) -> str:
        """The period as it is typed: `2026-05`, `2026-Q2` or `2026`."""
        return period_of_month(self.first, self.every)

    @property
    def months(self) -> range:
        """The numbers of its months."""
        return range(self.first, self.first + self.length)

    @property
    def calendar_months(self) -> tuple[tuple[int, int], ...]:
        """Its months as year and month, from 1 to 12."""
        return tuple((number // 12, number % 12 + 1) for number in self.months)

    @property
    def month_names(self) -> tuple[str, ...]:
        """Its months as they are typed."""
        return tuple(month_name(number) for number in self.months)

    def span(self, zone: str) -> Span:
        """Return the period in UTC seconds."""
        return Span(month_start(self.first, zone), month_start(self.first + self.length, zone))

    def overlaps(self, other: ReportPeriod) -> bool:
        """Say whether two periods have a month in common."""
        return self.first < other.first + other.length and other.first < self.first + self.length


def period_named(text: str) -> ReportPeriod:
    """Return the period of `2026-05`, `2026-Q2` or `2026`. Raises NotAPeriod."""
    found = _NAMED.fullmatch(text.strip())
    month = int(found[2]) if found and found[2] else 1
    if found is None or not 1 <= month <= 12:
        raise NotAPeriod(text=text)
    year = 12 * int(found[1])
    if found[3]:
        return ReportPeriod(year + 3 * (int(found[3]) - 1), _MONTHS["quarter"])
    return ReportPeriod(year + month - 1) if found[2] else ReportPeriod(year, _MONTHS["year"])


def period_around(month: int, every: str) -> ReportPeriod:
    """Return the month, quarter or year that a month lies in."""
    length = _MONTHS[every]
    return ReportPeriod(month - month % length, length)
