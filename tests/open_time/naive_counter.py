"""Open time counted minute by minute: for every minute in UTC, ask the clock on the wall. Shares no code with asagreed.

A moment is open when the clock of the zone shows a time within a shift. So an hour that the clock skips is never open,
and one that it repeats is open twice.

- A shift belongs to the date on which it opens, and runs over into the next when it closes at or before its opening.
- A holiday closes its local date, with what runs over into it from the date before.
- An override replaces the shifts that open on its date, and keeps them open on a holiday.
- A closure closes everything from the first to the last minute at which the clock shows a time in it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo

import numpy as np
from numpy.typing import NDArray

Minutes = NDArray[np.int64]
Shifts = tuple[tuple[int, int], ...]
"""Opening and closing in minutes after midnight; 1440 is midnight at the end of the date."""
DAY = 1440


@dataclass(frozen=True)
class NaiveHours:
    """Weekly hours from Monday to Sunday, and what differs from them."""

    zone: str
    weekly: tuple[Shifts, ...]
    holidays: frozenset[date] = frozenset()
    overrides: Mapping[date, Shifts] = field(default_factory=dict)
    closures: tuple[tuple[datetime, datetime], ...] = ()


@cache
def wall_clock(zone: str, first: int, count: int) -> Minutes:
    """Return what the clock shows in each of so many minutes after 1970, in minutes since the date 1."""
    tz = ZoneInfo(zone)
    shown = (datetime.fromtimestamp(minute * 60, tz) for minute in range(first, first + count))
    return np.fromiter((on_wall(local) for local in shown), np.int64, count)


def on_wall(local: datetime) -> int:
    return local.toordinal() * DAY + local.hour * 60 + local.minute


def open_minutes(hours: NaiveHours, first: int, count: int) -> NDArray[np.bool_]:
    """Say for each minute whether it is open."""
    shown = wall_clock(hours.zone, first, count)
    first_date = int(shown.min()) // DAY
    dates = range(first_date, int(shown.max()) // DAY + 1)
    faces = np.concatenate([_face(hours, date.fromordinal(day)) for day in dates])
    is_open: NDArray[np.bool_] = faces[shown - first_date * DAY]
    for starts, ends in hours.closures:
        begun, unfinished = np.flatnonzero(shown >= on_wall(starts)), np.flatnonzero(shown < on_wall(ends))
        if len(begun) and len(unfinished):
            is_open[begun[0] : unfinished[-1] + 1] = False
    return is_open


def _face(hours: NaiveHours, day: date) -> NDArray[np.bool_]:
    """Say for each minute of a clock face whether it is open on a date."""
    face = np.zeros(DAY, np.bool_)
    if day in hours.holidays and day not in hours.overrides:
        return face
    for opens, closes in _opening_on(hours, day):
        face[opens : closes if closes > opens else DAY] = True
    if day in hours.holidays:
        return face
    for opens, closes in _opening_on(hours, day - timedelta(days=1)):
        if closes <= opens:
            face[:closes] = True
    return face


def _opening_on(hours: NaiveHours, day: date) -> Shifts:
    return hours.overrides.get(day, hours.weekly[day.weekday()])


def seconds_between(is_open: NDArray[np.bool_], first: int, start: int, end: int) -> int:
    """Return the open seconds between two moments (seconds after 1970) within the minutes given."""
    until = np.concatenate(([0], np.cumsum(is_open))) * 60

    def worked(moment: int) -> int:
        minute, odd = divmod(moment - first * 60, 60)
        return int(until[minute]) + (odd if odd and is_open[minute] else 0)

    return max(worked(end) - worked(start), 0)


def moment_after(is_open: NDArray[np.bool_], first: int, start: int, seconds: int) -> int:
    """Return the moment at which so many open seconds have passed since another, walking minute by minute."""
    minute, odd = divmod(start - first * 60, 60)
    for number in range(minute, len(is_open)):
        left = 60 - (odd if number == minute else 0)
        if is_open[number] and seconds <= left:
            return (first + number) * 60 + 60 - left + seconds
        seconds -= left if is_open[number] else 0
    raise AssertionError("the window is too short for this deadline")
