"""Each local date by the calendar in force on it: the calendars of all versions, joined at the dates of change.

A running clock keeps the targets of its version, but an amendment that changes the support hours changes them for
everyone from its date on. A version that begins after midnight has its calendars from the next local date.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cached_property
from types import MappingProxyType
from typing import NamedTuple

from asagreed.open_time import AllOf, AnyOf, Calendar, DayRules, LocalSpan, Shift, in_zone
from asagreed.open_time.counting import OpenHours
from asagreed.versions.drafts import Draft

_ALL_DAY = ((Shift(0, 86_400),),) * 7
_NEVER: tuple[tuple[Shift, ...], ...] = ((),) * 7


class Stretch(NamedTuple):
    """A calendar and the local dates on which it is the one in force."""

    first: date
    until: date
    hours: OpenHours


@dataclass(frozen=True)
class DatedCalendars:
    """The calendars of all versions together."""

    drafts: tuple[Draft, ...]
    zone: str

    @cached_property
    def by_name(self) -> MappingProxyType[str, OpenHours]:
        """Every calendar that any version knows."""
        names = dict.fromkeys(name for draft in self.drafts for name in draft.terms.calendars)
        return MappingProxyType({name: _joined(name, self._stretches(name), self.zone) for name in names})

    def _stretches(self, name: str) -> list[Stretch]:
        found: list[Stretch] = []
        for draft in self.drafts:
            hours = draft.terms.calendars.get(name)
            if hours is None or (found and found[-1].hours == hours):
                continue
            first = _first_date(draft.from_at, self.zone) if found else date.min
            if found:
                found[-1] = found[-1]._replace(until=first)
            found.append(Stretch(first, date.max, hours))
        return found


def _first_date(moment: int, zone: str) -> date:
    local = in_zone(moment, zone)
    return local.date() if local.time() == time() else local.date() + timedelta(days=1)


def _joined(name: str, stretches: Sequence[Stretch], zone: str) -> OpenHours:
    if len(stretches) == 1:
        return stretches[0].hours
    plain = [(stretch, stretch.hours) for stretch in stretches if isinstance(stretch.hours, Calendar)]
    if len(plain) == len(stretches) and len({hours.zone for _, hours in plain}) == 1:
        return _one_calendar(name, plain)
    return AnyOf(name, tuple(AllOf(name, (_window(name, stretch, zone), stretch.hours)) for stretch in stretches))


def _one_calendar(name: str, plain: Sequence[tuple[Stretch, Calendar]]) -> Calendar:
    editions: list[tuple[date, DayRules]] = []
    closures: list[LocalSpan] = []
    for stretch, hours in plain:
        started = [rules for first, rules in hours.editions if first <= stretch.first]
        editions.append((stretch.first, started[-1]))
        editions += [(first, rules) for first, rules in hours.editions if stretch.first < first < stretch.until]
        # The calendars of an agreement are closed by the clock on the wall, never by spans of UTC.
        local = (closure for closure in hours.closures if isinstance(closure, LocalSpan))
        closures += [cut for closure in local if (cut := _cut(closure, stretch))]
    return Calendar(name=name, zone=plain[0][1].zone, editions=tuple(editions), closures=tuple(closures))


def _cut(closure: LocalSpan, stretch: Stretch) -> LocalSpan | None:
    start = max(closure.start, datetime.combine(stretch.first, time()))
    end = min(closure.end, datetime.combine(stretch.until, time()))
    return LocalSpan(start, end) if start < end else None


def _window(name: str, stretch: Stretch, zone: str) -> Calendar:
    """Return the calendar that is open on the dates of a stretch, day and night."""
    editions = [(stretch.first, DayRules(weekly=_ALL_DAY))]
    if stretch.until != date.max:
        editions.append((stretch.until, DayRules(weekly=_NEVER)))
    return Calendar(name=name, zone=zone, editions=tuple(editions))
