"""Shifts of a day: from one clock time to another, overnight too."""

from __future__ import annotations

import re
from dataclasses import dataclass

from asagreed.errors import InvalidHours

DAY = 86_400
"""Seconds of a local day on the clock face; a day of a clock change has other real seconds."""
YEAR = 366 * DAY
"""Seconds of a leap year: so long, and every holiday has come once."""

_CLOCK = re.compile(r"(\d{1,2}):(\d{2})(?::(\d{2}))?")


@dataclass(frozen=True, order=True, slots=True)
class Shift:
    """Opening on one local date, in seconds of the clock face after its midnight.

    `closes` lies after `opens` and at most 24 hours later; above 86,400 the shift runs into the next date, and
    belongs to the date on which it opens.
    """

    opens: int
    closes: int

    def __post_init__(self) -> None:
        if not (0 <= self.opens < DAY and self.opens < self.closes <= self.opens + DAY):
            raise InvalidHours(
                given=f"{clock_face(self.opens)}-{clock_face(self.closes)}",
                why="a shift opens between 00:00 and 23:59 and lasts more than nothing and at most 24 hours",
            )

    def __str__(self) -> str:
        return f"{clock_face(self.opens)}-{clock_face(self.closes if self.closes <= DAY else self.closes - DAY)}"


def shift(opens: str, closes: str) -> Shift:
    """Return the shift between two clock times; a close at or before the opening is on the next date.

    `24:00` may close a shift. Raises InvalidHours.
    """
    start, end = seconds_of_day(opens), seconds_of_day(closes)
    if start == DAY:
        raise InvalidHours(given=f"{opens}-{closes}", why="24:00 ends a day and cannot open one; write 00:00")
    return Shift(start, end if end > start else end + DAY)


def parse_shifts(text: str) -> tuple[Shift, ...]:
    """Return the shifts of a text such as `08:00-12:00 13:00-17:00`. Raises InvalidHours."""
    parts = text.replace("–", "-").replace(",", " ").split()
    if not parts:
        raise InvalidHours(given=text, why="no shift is named")
    return tuple(_parse_shift(part) for part in parts)


def _parse_shift(text: str) -> Shift:
    opens, dash, closes = text.partition("-")
    if not (dash and opens and closes):
        raise InvalidHours(given=text, why="a shift has two clock times with a dash between them")
    return shift(opens, closes)


def seconds_of_day(text: str) -> int:
    """Return the seconds after midnight of `HH:MM` or `HH:MM:SS`, 24:00 included. Raises InvalidHours."""
    match = _CLOCK.fullmatch(text)
    if match is None:
        raise InvalidHours(given=text, why="a clock time has the form HH:MM")
    hours, minutes, seconds = (int(part or 0) for part in match.groups())
    total = hours * 3600 + minutes * 60 + seconds
    if minutes > 59 or seconds > 59 or total > DAY:
        raise InvalidHours(given=text, why="clock times run from 00:00 to 24:00")
    return total


def clock_face(seconds: int) -> str:
    """Return `HH:MM`, with seconds where there are any."""
    hours, rest = divmod(seconds, 3600)
    minutes, odd = divmod(rest, 60)
    return f"{hours:02d}:{minutes:02d}" + (f":{odd:02d}" if odd else "")
