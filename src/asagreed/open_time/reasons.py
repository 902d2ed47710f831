"""Why a calendar is closed at a moment, in plain words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from functools import singledispatch

from asagreed.open_time.calendars import AllOf, AnyOf, Calendar, Except
from asagreed.open_time.counting import OpenHours, in_zone
from asagreed.open_time.expansion import showings
from asagreed.open_time.rules import DayRules
from asagreed.open_time.shifts import DAY
from asagreed.open_time.spans import Span


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch in UTC seconds that is open throughout, or closed throughout for one reason."""

    start: int
    end: int
    is_open: bool
    why: str


def stretches(hours: OpenHours, start: int, end: int, *, zone: str) -> Iterator[Stretch]:
    """Yield [start, end) as open and closed stretches in order; closed ones are split where the reason changes.

    `zone` says where dates begin for a calendar that has no zone of its own.
    """
    at = start
    for span in hours.spans(start, end):
        yield from _closed(hours, at, span.start, zone)
        yield Stretch(span.start, span.end, is_open=True, why=f"within {hours.name}")
        at = span.end
    yield from _closed(hours, at, end, zone)


def _closed(hours: OpenHours, start: int, end: int, zone: str) -> Iterator[Stretch]:
    begin, at, why = start, start, ""
    while at < end:
        reason = why_closed(hours, at)
        if why and reason != why:
            yield Stretch(begin, at, is_open=False, why=why)
            begin = at
        why = reason
        at = min(end, next_midnight(at, zone), *(turn for turn in _turns(hours, at) if turn > at))
    if begin < end:
        yield Stretch(begin, end, is_open=False, why=why)


def next_midnight(moment: int, zone: str) -> int:
    """Return the first moment of the next local date."""
    first, _ = showings(_midnight_before(moment, zone) + timedelta(days=1), zone)
    return first


def _midnight_before(moment: int, zone: str) -> datetime:
    return datetime.combine(in_zone(moment, zone).date(), time())


@singledispatch
def why_closed(hours: OpenHours, moment: int) -> str:  # noqa: ARG001 -- what the calendars below are asked
    """Return why a calendar is closed at a moment in UTC seconds at which it is."""
    return f"outside {hours.name}"


@why_closed.register
def _calendar(hours: Calendar, moment: int) -> str:
    if any(moment in closure for closure in _closures(hours)):
        return f"{hours.name} is closed"
    local = in_zone(moment, hours.zone)
    rules = [rules for first, rules in hours.editions if first <= local.date()]
    if not rules:
        return f"{hours.name} had not begun"
    holiday = _holiday(rules[-1], local)
    return f"holiday: {holiday}" if holiday else f"outside {hours.name}"


def _closures(hours: Calendar) -> Iterator[Span]:
    for closure in hours.closures:
        span = closure if isinstance(closure, Span) else closure.in_zone(hours.zone)
        if span is not None:
            yield span


def _holiday(rules: DayRules, local: datetime) -> str | None:
    """Return the holiday that closes a local time: that of its date, or one beside it that closes wider."""
    day, face = local.date(), local.hour * 3600 + local.minute * 60 + local.second
    if rules.is_exempt(day):
        return None
    names = [rules.holiday_on(day)]
    for closed in rules.closed:
        if face >= DAY - closed.before:
            names.append(closed.holidays.name_on(day + timedelta(days=1)))
        if face < closed.after:
            names.append(closed.holidays.name_on(day - timedelta(days=1)))
    return next((name for name in names if name), None)


@why_closed.register
def _any_of(hours: AnyOf, moment: int) -> str:
    return why_closed(hours.parts[0], moment)


@why_closed.register
def _all_of(hours: AllOf, moment: int) -> str:
    return next(why_closed(part, moment) for part in hours.parts if not part.is_open_at(moment))


@why_closed.register
def _except(hours: Except, moment: int) -> str:
    if not hours.whole.is_open_at(moment):
        return why_closed(hours.whole, moment)
    return hours.without.name


def _turns(hours: OpenHours, moment: int) -> Iterator[int]:
    """Yield moments at which the reason may change, on the local date of a moment and at its end."""
    match hours:
        case Calendar():
            yield next_midnight(moment, hours.zone)
            yield from (edge for closure in _closures(hours) for edge in (closure.start, closure.end))
            yield from _edges(hours, moment)
        case AnyOf() | AllOf():
            yield from (turn for part in hours.parts for turn in _turns(part, moment))
            yield from _openings(hours.parts, moment)
        case Except():
            yield from (turn for part in (hours.whole, hours.without) for turn in _turns(part, moment))
            yield from _openings((hours.whole, hours.without), moment)


def _edges(hours: Calendar, moment: int) -> Iterator[int]:
    """Yield where on a local date a holiday beside it, which closes wider than its date, begins or ends to close."""
    midnight = _midnight_before(moment, hours.zone)
    for closed in (closed for _, rules in hours.editions for closed in rules.closed):
        for face in (closed.after, DAY - closed.before):
            yield showings(midnight + timedelta(seconds=face), hours.zone)[0]


def _openings(parts: tuple[OpenHours, ...], moment: int) -> Iterator[int]:
    """Yield where a part of a combined calendar opens or closes within a day."""
    for part in parts:
        for span in part.spans(moment, moment + DAY):
            yield from (span.start, span.end)
