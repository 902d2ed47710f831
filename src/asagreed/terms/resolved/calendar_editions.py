"""From the calendars of a paper to calendars that count: weekly hours, holidays, openings, changes, combinations."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time

from asagreed.open_time import AllOf, AnyOf, Calendar, ClosedDays, DayRules, Except, Holidays, LocalSpan, Shift, always
from asagreed.open_time.counting import OpenHours
from asagreed.terms.resolved.holiday_lists import closed_days, holidays_of
from asagreed.terms.sections.calendars import CalendarEdition, CalendarPart, HolidayList
from asagreed.terms.values.closures import Closing, Closure, NamedHolidays

Shifts = tuple[Shift, ...]
NEVER: tuple[Shifts, ...] = ((),) * 7


@dataclass(frozen=True)
class CalendarBook:
    """The calendars and holidays of one version as they were written."""

    calendars: Mapping[str, CalendarPart]
    holidays: Mapping[str, HolidayList]
    zone: str

    def calendar(self, name: str) -> OpenHours:
        """Return a calendar by name; that names lead somewhere, and not in a circle, was checked before."""
        part = self.calendars.get(name)
        if part is None:
            return always(name)
        if part.any_of or part.all_of:
            return self._combined(name, part)
        plain = self._plain(name, part)
        return self._without(name, plain, part)

    def _combined(self, name: str, part: CalendarPart) -> OpenHours:
        whole: OpenHours
        if part.any_of:
            whole = AnyOf(name, tuple(self.calendar(each) for each in part.any_of))
        else:
            whole = AllOf(name, tuple(self.calendar(each) for each in part.all_of))
        return self._without(name, whole, part)

    def _without(self, name: str, whole: OpenHours, part: CalendarPart) -> OpenHours:
        if not part.except_:
            return whole
        return Except(name, whole, AnyOf(name, tuple(self.calendar(each) for each in part.except_)))

    def _plain(self, name: str, part: CalendarPart) -> Calendar:
        editions: list[tuple[date, DayRules]] = []
        closures: list[LocalSpan] = []
        rules, closed = DayRules(weekly=NEVER), tuple[Closing, ...]()
        dated = part.dated
        for number, (first, edition) in enumerate(dated):
            until = dated[number + 1][0] if number + 1 < len(dated) else date.max
            rules = self._changed(rules, edition)
            closed = closed if edition.closed is None else edition.closed
            editions.append((first, rules))
            closures += _closures(closed, first, until)
        return Calendar(name=name, zone=part.zone or self.zone, editions=tuple(editions), closures=tuple(closures))

    def _changed(self, rules: DayRules, edition: CalendarEdition) -> DayRules:
        weekly = list(rules.weekly)
        for key, shifts in (edition.hours or {}).items():
            for day in key.days:
                weekly[day] = shifts
        return replace(
            rules,
            weekly=tuple(weekly),
            # The newest hours of a holiday stand first, and the first that fits is taken.
            on_holiday=self._special(edition, "on") + rules.on_holiday,
            before_holiday=self._special(edition, "before") + rules.before_holiday,
            closed=rules.closed if edition.closed is None else self._closed(edition.closed),
            openings={**rules.openings, **(edition.open or {})},
        )

    def _special(self, edition: CalendarEdition, when: str) -> tuple[tuple[Holidays, Shifts], ...]:
        hours = (edition.hours or {}).items()
        return tuple((holidays_of(self.holidays[key.holidays]), shifts) for key, shifts in hours if key.when == when)

    def _closed(self, closings: tuple[Closing, ...]) -> tuple[ClosedDays, ...]:
        named = (each.name for each in closings if isinstance(each, NamedHolidays))
        return tuple(closed_days(self.holidays[name]) for name in named)


def _closures(closings: tuple[Closing, ...], first: date, until: date) -> Iterator[LocalSpan]:
    """Yield the closures of its own that an edition has, cut to the dates on which it is in force."""
    begins, ends = datetime.combine(first, time()), datetime.combine(until, time())
    for each in closings:
        if isinstance(each, Closure) and max(each.starts, begins) < min(each.ends, ends):
            yield LocalSpan(max(each.starts, begins), min(each.ends, ends))
