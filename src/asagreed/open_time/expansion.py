"""From clock times on the wall to spans in UTC, day by day.

A moment is open when the local clock shows a time within a shift (docs/algorithms/open_time.md). So each stretch of
constant offset is walked over the local dates that it covers: what the clock skips is in no stretch, what it repeats
is in two.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from asagreed.open_time.shifts import DAY
from asagreed.open_time.spans import Span, Spans
from asagreed.open_time.zones import EPOCH, Stretch, change_between, stretches_of_year, zone_named

if TYPE_CHECKING:
    from asagreed.open_time.calendars import Calendar
    from asagreed.open_time.rules import DayRules

ORDINAL_OF_EPOCH = date(1970, 1, 1).toordinal()
SECOND = timedelta(seconds=1)
Faces = list[tuple[int, int]]
"""Open stretches of one date, in seconds of the clock face from 0 to 86,400, in order and apart."""


@dataclass(frozen=True, slots=True)
class LocalSpan:
    """A stretch between two local clock times (naive datetimes) of the calendar's zone.

    It lasts from the first to the last moment at which the clock shows a time in it: an hour that the clock repeats is
    in it twice, and a start or end within an hour that the clock skips lies at the change.
    """

    start: datetime
    end: datetime

    def in_zone(self, zone: str) -> Span | None:
        """Return the stretch in UTC, or None when nothing is left of it."""
        start, _ = showings(self.start, zone)
        _, last = showings(self.end - SECOND, zone)
        return Span(start, last + 1) if start <= last else None


def showings(local: datetime, zone: str) -> tuple[int, int]:
    """Return the first and the last second in which the clock shows a time; around the change if it skips it."""
    first, last = (_utc(local.replace(tzinfo=zone_named(zone), fold=fold)) for fold in (0, 1))
    if first <= last:
        return first, last
    # Python reads a time that the clock skips with the offset before the change as fold 0, with that after as fold 1.
    change = change_between(zone_named(zone), last, first)
    return change, change - 1


def _utc(moment: datetime) -> int:
    elapsed = moment.astimezone(EPOCH.tzinfo) - EPOCH
    return elapsed.days * DAY + elapsed.seconds


def expand_year(calendar: Calendar, year: int) -> list[tuple[int, int]]:
    """Return the open spans of a calendar in one UTC year, in order and apart."""
    found: list[tuple[int, int]] = []
    days = _Days(calendar)
    for stretch in stretches_of_year(calendar.zone, year):
        _expand_stretch(days, stretch, found)
    closures = Spans(span for span in (_in_utc(one, calendar.zone) for one in calendar.closures) if span)
    if not closures:
        return found
    left = Spans(Span(*pair) for pair in found) - closures
    return [(span.start, span.end) for span in left]


def _in_utc(closure: Span | LocalSpan, zone: str) -> Span | None:
    return closure if isinstance(closure, Span) else closure.in_zone(zone)


def _expand_stretch(days: _Days, stretch: Stretch, found: list[tuple[int, int]]) -> None:
    first, last = stretch.start + stretch.offset, stretch.end + stretch.offset
    for day in range(first // DAY, (last - 1) // DAY + 1):
        midnight = day * DAY
        for opens, closes in days.faces(day):
            start = max(midnight + opens, first) - stretch.offset
            end = min(midnight + closes, last) - stretch.offset
            if start >= end:
                continue
            if found and found[-1][1] == start:
                found[-1] = (found[-1][0], end)
            else:
                found.append((start, end))


class _Days:
    """Open stretches of a date, with those of ordinary weeks worked out once."""

    def __init__(self, calendar: Calendar) -> None:
        self._editions = [(first.toordinal() - ORDINAL_OF_EPOCH, rules) for first, rules in calendar.editions]
        self._ordinary: dict[tuple[int, int], Faces] = {}
        self._borders = {first for first, _ in self._editions}

    def faces(self, day: int) -> Faces:
        """Return the open stretches on the date that lies `day` days after 1970-01-01."""
        edition = self._edition_on(day)
        if edition < 0:
            return []
        rules = self._editions[edition][1]
        today = date.fromordinal(day + ORDINAL_OF_EPOCH)
        if day not in self._borders and _is_ordinary(rules, today):
            key = (edition, day % 7)
            if key not in self._ordinary:
                self._ordinary[key] = _tidy([*_own(rules, today), *_spilt(rules, today - timedelta(days=1))])
            return self._ordinary[key]
        return self._special(day, rules, today)

    def _special(self, day: int, rules: DayRules, today: date) -> Faces:
        before = self._edition_on(day - 1)
        spilt = _spilt(self._editions[before][1], today - timedelta(days=1)) if before >= 0 else []
        own, closed = _own(rules, today), _closed(rules, today)
        if rules.is_exempt(today):
            return _tidy([*own, *_without(spilt, closed)])
        return _without([*own, *spilt], closed)

    def _edition_on(self, day: int) -> int:
        found = -1
        for index, (first, _) in enumerate(self._editions):
            if first <= day:
                found = index
        return found


def _is_ordinary(rules: DayRules, today: date) -> bool:
    """Say whether neither this date nor its neighbours differ from the weekly hours."""
    yesterday, tomorrow = today - timedelta(days=1), today + timedelta(days=1)
    if today in rules.openings or yesterday in rules.openings:
        return False
    lists = [closed.holidays for closed in rules.closed]
    lists += [holidays for holidays, _ in (*rules.on_holiday, *rules.before_holiday)]
    return not any(one.name_on(day) for one in lists for day in (yesterday, today, tomorrow))


def _own(rules: DayRules, day: date) -> Faces:
    return [(one.opens, min(one.closes, DAY)) for one in rules.shifts_on(day)]


def _spilt(rules: DayRules, yesterday: date) -> Faces:
    return [(0, one.closes - DAY) for one in rules.shifts_on(yesterday) if one.closes > DAY]


def _closed(rules: DayRules, today: date) -> Faces:
    """Return what holidays close of a date: all of it on the day itself, the edges that a wider closing reaches."""
    masks: Faces = []
    for closed in rules.closed:
        if closed.holidays.name_on(today):
            masks.append((0, DAY))
        if closed.before and closed.holidays.name_on(today + timedelta(days=1)):
            masks.append((DAY - closed.before, DAY))
        if closed.after and closed.holidays.name_on(today - timedelta(days=1)):
            masks.append((0, closed.after))
    return masks


def _tidy(faces: Faces) -> Faces:
    return [(span.start, span.end) for span in Spans(Span(*face) for face in faces)]


def _without(faces: Faces, masks: Faces) -> Faces:
    left = Spans(Span(*face) for face in faces) - Spans(Span(*mask) for mask in masks)
    return [(span.start, span.end) for span in left]
