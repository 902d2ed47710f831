"""Open time as one would count it by hand: walk the local days, look each opening up, clip.

It shares no code with asagreed, only the dates of the holidays, and is what every result is held against.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta

from benchmarks.calendars import NEW_YORK, holiday_dates

DAY = timedelta(days=1)
FRIDAY = 4
MIDNIGHT = time(0)


class Reference:
    """Shifts of clock times that open on weekdays; one that closes before it opens runs overnight.

    A holiday is closed from midnight to midnight, as docs/algorithms/open_time.md has it: what runs over into it from
    the evening before is cut, what its own night shift does on the morning after is not.
    """

    def __init__(self, shifts: str) -> None:
        pairs = (part.split("-") for part in shifts.split())
        self._shifts = [(time.fromisoformat(opens), time.fromisoformat(closes)) for opens, closes in pairs]
        self._holidays = frozenset(holiday_dates())

    def elapsed(self, start: int, end: int) -> int:
        """Return the open seconds from start to end."""
        total = 0
        for opens, closes in self._openings_from(start):
            if opens >= end:
                break
            total += max(0, min(closes, end) - max(opens, start))
        return total

    def deadline(self, start: int, seconds: int) -> int:
        """Return the earliest moment at which so many open seconds have passed."""
        left = seconds
        for opens, closes in self._openings_from(start):
            begins = max(opens, start)
            if closes - begins >= left:
                return begins + left
            left -= max(0, closes - begins)
        raise AssertionError

    def next_opening(self, moment: int) -> int:
        """Return the first opening at or after a moment."""
        return next(opens for opens, _ in self._openings_from(moment) if opens >= moment)

    def _openings_from(self, moment: int) -> Iterator[tuple[int, int]]:
        # From the day before: its night shift may still be open.
        day = datetime.fromtimestamp(moment, NEW_YORK).date() - DAY
        while True:
            if day.weekday() <= FRIDAY:
                yield from self._shifts_of(day)
            day += DAY

    def _shifts_of(self, day: date) -> Iterator[tuple[int, int]]:
        after = day + DAY
        for opens, closes in self._shifts:
            is_overnight = closes <= opens
            if day not in self._holidays:
                yield _second(day, opens), _second(after, MIDNIGHT) if is_overnight else _second(day, closes)
            if is_overnight and after not in self._holidays:
                yield _second(after, MIDNIGHT), _second(after, closes)


def _second(day: date, clock: time) -> int:
    return int(datetime.combine(day, clock, NEW_YORK).astimezone(UTC).timestamp())
