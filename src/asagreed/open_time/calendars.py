"""What a calendar says: weekly hours, holidays, extra openings and closures, from dates on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

from asagreed.open_time.counting import OpenHours
from asagreed.open_time.expansion import LocalSpan, expand_year
from asagreed.open_time.holidays import ClosedDays, Holidays
from asagreed.open_time.rules import DayRules
from asagreed.open_time.shifts import DAY, Shift
from asagreed.open_time.spans import Span, Spans

__all__ = ["AllOf", "AnyOf", "Calendar", "ClosedDays", "DayRules", "Except", "Holidays", "always"]


@dataclass(frozen=True)
class Calendar(OpenHours):
    """When something is open: dated rules in a zone, and closures by the clock.

    `editions` are rules with the first local date on which each is in force, in order; the first is usually
    `date.min`. Before the first edition the calendar is closed. A moment is open when the clock on the wall of the
    zone shows a time within a shift: an hour that the clock skips is never open, an hour that it repeats is open twice.
    """

    name: str
    zone: str
    editions: tuple[tuple[date, DayRules], ...]
    closures: tuple[Span | LocalSpan, ...] = field(default=())

    def open_spans_of_year(self, year: int) -> list[tuple[int, int]]:
        """Return the open spans of one UTC year, in order."""
        return expand_year(self, year)

    def opens_again_after(self, year: int) -> bool:
        """Say whether anything can be open in the years after one."""
        last = self.editions[-1][1]
        if any(last.weekly) or any(shifts for _, shifts in (*last.on_holiday, *last.before_holiday)):
            return True
        dated = [opening.year for _, rules in self.editions for opening in rules.openings]
        starts = [first.year for first, _ in self.editions]
        # A shift of the last local date of a year can reach into the next year in UTC.
        return max(dated + starts) >= year


@dataclass(frozen=True)
class AnyOf(OpenHours):
    """Open while at least one of several calendars is."""

    name: str
    parts: tuple[OpenHours, ...]

    def open_spans_of_year(self, year: int) -> list[tuple[int, int]]:
        """Return the open spans of one UTC year, in order."""
        union = Spans()
        for part in self.parts:
            union |= _spans_of(part, year)
        return [(span.start, span.end) for span in union]

    def opens_again_after(self, year: int) -> bool:
        """Say whether anything can be open in the years after one."""
        return any(part.opens_again_after(year) for part in self.parts)


@dataclass(frozen=True)
class AllOf(OpenHours):
    """Open while each of several calendars is."""

    name: str
    parts: tuple[OpenHours, ...]

    def open_spans_of_year(self, year: int) -> list[tuple[int, int]]:
        """Return the open spans of one UTC year, in order."""
        common = _spans_of(self.parts[0], year)
        for part in self.parts[1:]:
            common &= _spans_of(part, year)
        return [(span.start, span.end) for span in common]

    def opens_again_after(self, year: int) -> bool:
        """Say whether anything can be open in the years after one."""
        return all(part.opens_again_after(year) for part in self.parts)


@dataclass(frozen=True)
class Except(OpenHours):
    """Open while one calendar is and another is not."""

    name: str
    whole: OpenHours
    without: OpenHours

    def open_spans_of_year(self, year: int) -> list[tuple[int, int]]:
        """Return the open spans of one UTC year, in order."""
        left = _spans_of(self.whole, year) - _spans_of(self.without, year)
        return [(span.start, span.end) for span in left]

    def opens_again_after(self, year: int) -> bool:
        """Say whether anything can be open in the years after one."""
        return self.whole.opens_again_after(year)


def _spans_of(hours: OpenHours, year: int) -> Spans:
    return Spans(Span(start, end) for start, end in hours.open_spans_of_year(year))


@lru_cache
def always(name: str = "always") -> Calendar:
    """Return the calendar that never closes; the same object for the same name, so that it is computed once."""
    rules = DayRules(weekly=((Shift(0, DAY),),) * 7)
    return Calendar(name=name, zone="UTC", editions=((date.min, rules),))


def weekly_calendar(
    *,
    name: str,
    zone: str,
    weekly: tuple[tuple[Shift, ...], ...],
    closed: tuple[ClosedDays, ...] = (),
    openings: Mapping[date, tuple[Shift, ...]] | None = None,
    closures: tuple[Span | LocalSpan, ...] = (),
) -> Calendar:
    """Return a calendar with one edition; `weekly` holds the shifts of Monday to Sunday."""
    rules = DayRules(weekly=weekly, closed=closed, openings=openings or {})
    return Calendar(name=name, zone=zone, editions=((date.min, rules),), closures=closures)
