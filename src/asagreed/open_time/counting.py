"""Open time counted one at a time: elapsed, deadline, is-open, next opening.

W(t) is the open seconds from the first computed year to the moment t; what elapses between two moments is a
difference of W, and a deadline is the inverse of W (docs/algorithms/open_time.md).
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from bisect import bisect_left, bisect_right
from datetime import datetime, timedelta
from functools import cached_property
from math import floor
from typing import TYPE_CHECKING

from asagreed.errors import NaiveMoment, NoWorkingTime, OutOfRange
from asagreed.open_time.durations import OpenTime
from asagreed.open_time.shifts import DAY
from asagreed.open_time.spans import Span, Spans
from asagreed.open_time.zones import EPOCH, year_start, zone_named

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from asagreed.open_time.bulk import Table
    from asagreed.open_time.bulk_deadlines import Inverse

FIRST_YEAR, LAST_YEAR = 1900, 2999
HORIZON = 40 * 366 * DAY
"""Dates fall on the same weekdays again after 28 years, so what has not opened for forty years does not open."""


class OpenHours(ABC):
    """Anything that is open at some moments and closed at others.

    Moments are aware datetimes, or whole seconds in UTC since 1970 in the methods that name seconds. Every method
    raises OutOfRange for moments outside the years 1900 to 2999.
    """

    name: str

    @abstractmethod
    def open_spans_of_year(self, year: int) -> list[tuple[int, int]]:
        """Return the open spans of one UTC year, in order."""

    @abstractmethod
    def opens_again_after(self, year: int) -> bool:
        """Say whether anything can be open in the years after one."""

    def elapsed(self, start: datetime, end: datetime) -> OpenTime:
        """Return the open time from start to end; nothing when end is not after start."""
        return OpenTime(self.seconds_between(_seconds(start), _seconds(end)))

    def deadline(self, start: datetime, open_time: OpenTime) -> datetime:
        """Return the earliest moment at which so much open time has passed since start, in the zone of start.

        Raises NoWorkingTime when the calendar never opens for so long again.
        """
        moment = self.moment_after(_seconds(start), open_time.seconds)
        return (EPOCH + timedelta(seconds=moment)).astimezone(start.tzinfo)

    def is_open(self, moment: datetime) -> bool:
        """Say whether the calendar is open at a moment."""
        return self.is_open_at(_seconds(moment))

    def next_opening(self, moment: datetime) -> datetime:
        """Return the moment itself when open, else the next opening. Raises NoWorkingTime."""
        opening = self.opening_from(_seconds(moment))
        return (EPOCH + timedelta(seconds=opening)).astimezone(moment.tzinfo)

    def seconds_between(self, start: int, end: int) -> int:
        """Return the open seconds in [start, end); 0 when end is not after start."""
        if end <= start:
            return 0
        index = self._index
        if start < index.start or end > index.end:
            index.cover(start, end)
        return index.worked_until(end) - index.worked_until(start)

    def moment_after(self, start: int, seconds: int) -> int:
        """Return the earliest moment from start on at which so many open seconds have passed. Raises NoWorkingTime."""
        if seconds <= 0:
            return start
        index = self._index
        if start < index.start or start >= index.end:
            index.cover(start, start + 1)
        return index.moment_of(index.worked_until(start) + seconds, after=start)

    def is_open_at(self, moment: int) -> bool:
        """Say whether the calendar is open at a moment."""
        self._index.cover(moment, moment + 1)
        return self._index.is_open_at(moment)

    def opening_from(self, moment: int) -> int:
        """Return the moment itself when open, else the next opening. Raises NoWorkingTime."""
        if self.is_open_at(moment):
            return moment
        # The first open second ends one second after the opening.
        return self.moment_after(moment, 1) - 1

    def spans(self, start: int, end: int) -> Spans:
        """Return the open spans in [start, end)."""
        if end <= start:
            return Spans()
        self._index.cover(start, end)
        return self._index.spans(start, end)

    def seconds_between_many(self, starts: NDArray[np.int64], ends: NDArray[np.int64]) -> NDArray[np.int64]:
        """Return `seconds_between` for arrays of UTC seconds, pair by pair."""
        if not len(starts):
            return starts
        from asagreed.open_time.bulk import table_for  # noqa: PLC0415 -- NumPy is loaded only for work in bulk

        return table_for(self, (starts, ends)).elapsed(starts, ends)

    def moments_after_many(self, starts: NDArray[np.int64], seconds: NDArray[np.int64]) -> NDArray[np.int64]:
        """Return `moment_after` for arrays of UTC seconds and lengths, pair by pair. Raises NoWorkingTime."""
        from asagreed.open_time.bulk_deadlines import deadlines  # noqa: PLC0415 -- NumPy is loaded only for work in bulk

        return deadlines(self, starts, seconds)

    @cached_property
    def _index(self) -> _SpanIndex:
        return _SpanIndex(self)

    @cached_property
    def inverses(self) -> dict[tuple[int, int], Inverse]:
        """The inverses made so far for due moments in bulk, by first and last year."""
        return {}

    @cached_property
    def tables(self) -> dict[tuple[int, int], Table]:
        """The tables made so far for counting in bulk, by first and last year."""
        return {}


class _SpanIndex:
    """The open spans of the years asked for so far, with the open seconds up to the end of each."""

    def __init__(self, hours: OpenHours) -> None:
        self._hours = hours
        self._first_year = self._last_year = 0
        self.start = self.end = 0
        self._starts: list[int] = []
        self._ends: list[int] = []
        self._worked: list[int] = []

    def cover(self, start: int, end: int) -> None:
        """Make sure that the years of [start, end) are computed."""
        if self.start <= start and end <= self.end:
            return
        first, last = year_of(start), year_of(end - 1)
        if not self._last_year:
            self._begin(first)
        if first < self._first_year:
            last = max(last, self._last_year)
            self._begin(first)
        while self._last_year < last:
            self._append(self._last_year + 1)

    def _begin(self, year: int) -> None:
        self._starts, self._ends, self._worked = [], [], []
        self._first_year, self.start = year, year_start(year)
        self._append(year)

    def _append(self, year: int) -> None:
        worked = self._worked[-1] if self._worked else 0
        for start, end in self._hours.open_spans_of_year(year):
            worked += end - start
            if self._ends and self._ends[-1] == start:
                self._ends[-1], self._worked[-1] = end, worked
            else:
                self._starts.append(start)
                self._ends.append(end)
                self._worked.append(worked)
        self._last_year, self.end = year, year_start(year + 1)

    def worked_until(self, moment: int) -> int:
        """Return the open seconds from the first computed year to a moment within the computed years."""
        i = bisect_right(self._starts, moment) - 1
        if i < 0:
            return 0
        left = self._ends[i] - moment
        return self._worked[i] - left if left > 0 else self._worked[i]

    def moment_of(self, worked: int, *, after: int) -> int:
        """Return the earliest moment with so many open seconds before it. Raises NoWorkingTime."""
        while not self._worked or self._worked[-1] < worked:
            if self._is_barren(after) or not self._hours.opens_again_after(self._last_year):
                raise NoWorkingTime(calendar=self._hours.name, after=str(EPOCH + timedelta(seconds=after)))
            self._append(self._last_year + 1)
        i = bisect_left(self._worked, worked)
        return self._ends[i] - (self._worked[i] - worked)

    def _is_barren(self, after: int) -> bool:
        """Say whether nothing has opened for so long after a moment that nothing will."""
        last_open = self._ends[-1] if self._ends else after
        return self._last_year >= LAST_YEAR or self.end - max(last_open, after) > HORIZON

    def is_open_at(self, moment: int) -> bool:
        """Say whether a moment within the computed years is open."""
        i = bisect_right(self._starts, moment) - 1
        return i >= 0 and moment < self._ends[i]

    def spans(self, start: int, end: int) -> Spans:
        """Return the open spans in [start, end), which lies within the computed years."""
        first = max(bisect_right(self._starts, start) - 1, 0)
        last = bisect_left(self._starts, end)
        cut = ((max(self._starts[i], start), min(self._ends[i], end)) for i in range(first, last))
        return Spans(Span(opens, closes) for opens, closes in cut if opens < closes)


def year_of(moment: int) -> int:
    """Return the UTC year of a moment. Raises OutOfRange."""
    if not year_start(FIRST_YEAR) <= moment < year_start(LAST_YEAR + 1):
        raise OutOfRange(moment=f"The moment {_readable(moment)}")
    return (EPOCH + timedelta(seconds=moment)).year


def _readable(moment: int) -> str:
    try:
        return str(EPOCH + timedelta(seconds=moment))
    except OverflowError:
        return f"{moment} s after 1970"


def _seconds(moment: datetime) -> int:
    if moment.tzinfo is None:
        raise NaiveMoment(moment=moment.isoformat())
    return floor(moment.timestamp())


def in_zone(moment: int, zone: str) -> datetime:
    """Return UTC seconds as an aware datetime in an IANA zone."""
    return (EPOCH + timedelta(seconds=moment)).astimezone(zone_named(zone))
