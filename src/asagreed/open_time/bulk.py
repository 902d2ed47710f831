"""Open time counted in bulk: arrays of UTC seconds in, arrays of seconds out.

Time is cut into slots of one length, chosen so that no slot meets more than one open span. Within a slot, then,
W(t) = clip(t + shift, low, high) with three numbers a slot, and the slot of a moment is a division away. Work goes in
chunks that stay in the cache (docs/algorithms/open_time.md; figures in benchmarks/README.md).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from asagreed.errors import NoWorkingTime, OutOfRange
from asagreed.open_time.counting import FIRST_YEAR, LAST_YEAR, year_of
from asagreed.open_time.zones import year_start

if TYPE_CHECKING:
    from asagreed.open_time.counting import OpenHours

Moments = NDArray[np.int64]
CHUNK = 65_536
SLOT_LENGTHS = (86_400, 43_200, 28_800, 21_600, 14_400, 10_800, 7_200, 3_600, 1_800, 900, 600, 300, 60, 1)
MOST_SLOTS = 20_000_000
MOST_STEPS = 2_000_000
YEARS_OF_INT32 = 60


@dataclass(frozen=True, slots=True, eq=False)
class SlotTable:
    """W(t) of some years: per slot the shift, the least and the greatest value that W takes in it.

    Moments count from `origin`. `first_year` and `last_year` are inside.
    """

    first_year: int
    last_year: int
    origin: int
    length: int
    shift: NDArray[np.signedinteger]
    low: NDArray[np.signedinteger]
    high: NDArray[np.signedinteger]

    def elapsed(self, starts: Moments, ends: Moments) -> Moments:
        """Return the open seconds of each pair; 0 where the end is not after the start."""
        result = np.empty(len(starts), np.int64)
        work = _Workspace(self.shift.dtype)
        for begin in range(0, len(starts), CHUNK):
            part = slice(begin, begin + CHUNK)
            before = self._worked_until(starts[part], work, work.first)
            after = self._worked_until(ends[part], work, work.second)
            np.subtract(after, before, out=result[part])
        return np.maximum(result, 0, out=result)

    def worked_until(self, moments: Moments) -> Moments:
        """Return W for each moment."""
        result = np.empty(len(moments), np.int64)
        work = _Workspace(self.shift.dtype)
        for begin in range(0, len(moments), CHUNK):
            part = slice(begin, begin + CHUNK)
            result[part] = self._worked_until(moments[part], work, work.first)
        return result

    def _worked_until(
        self, moments: Moments, work: _Workspace, into: NDArray[np.signedinteger]
    ) -> NDArray[np.signedinteger]:
        n = len(moments)
        t, slot, looked_up = work.moment[:n], work.slot[:n], work.looked_up[:n]
        np.subtract(moments, self.origin, out=t, casting="unsafe")
        np.floor_divide(t, t.dtype.type(self.length), out=slot, casting="unsafe")
        # «clip» spares a check of bounds and a copy; the table covers every moment that it is made for.
        self.shift.take(slot, out=looked_up, mode="clip")
        np.add(t, looked_up, out=t)
        self.low.take(slot, out=looked_up, mode="clip")
        np.maximum(t, looked_up, out=t)
        self.high.take(slot, out=looked_up, mode="clip")
        worked = into[:n]
        np.minimum(t, looked_up, out=worked)
        return worked


class _Workspace:
    """Buffers of one chunk, so that nothing is allocated in the loop."""

    def __init__(self, kind: np.dtype[np.signedinteger]) -> None:
        self.moment, self.looked_up, self.first, self.second = (np.empty(CHUNK, kind) for _ in range(4))
        self.slot = np.empty(CHUNK, np.intp)


def slot_table(hours: OpenHours, made: dict[tuple[int, int], SlotTable], moments: Iterable[Moments]) -> SlotTable:
    """Return a table that covers all moments: one made before, or a new one. Raises OutOfRange."""
    spread = [(int(some.min()), int(some.max())) for some in moments if len(some)]
    if not spread:
        spread = [(0, 0)]
    first, last = year_of(min(low for low, _ in spread)), year_of(max(high for _, high in spread))
    for table in made.values():
        if table.first_year <= first and last <= table.last_year:
            return table
    made[first, last] = table = _make_table(hours, first, last)
    return table


def _make_table(hours: OpenHours, first_year: int, last_year: int) -> SlotTable:
    start, end = year_start(first_year), year_start(last_year + 1)
    opens, closes = _arrays(hours, start, end)
    length, phase = _slot_length(opens, closes, end - start)
    origin = start - (start - phase) % length
    borders = np.arange(origin, end + 2 * length, length, dtype=np.int64)
    kind = np.int32 if last_year - first_year < YEARS_OF_INT32 else np.int64
    worked = np.concatenate(([0], np.cumsum(closes - opens)))
    # The one span that a slot can meet is the first that closes after the slot begins.
    span = np.searchsorted(closes, borders, side="right")
    padded_opens = np.concatenate((opens, [end + 2 * length]))
    low = _worked_at(borders, opens, closes, worked)
    high = np.concatenate((low[1:], low[-1:]))
    within = np.maximum(padded_opens[span], borders)
    shift = low - (within - origin)
    return SlotTable(first_year, last_year, origin, length, shift.astype(kind), low.astype(kind), high.astype(kind))


def _arrays(hours: OpenHours, start: int, end: int) -> tuple[Moments, Moments]:
    spans = list(hours.spans(start, end))
    opens = np.fromiter((span.start for span in spans), np.int64, len(spans))
    closes = np.fromiter((span.end for span in spans), np.int64, len(spans))
    return opens, closes


def _worked_at(moments: Moments, opens: Moments, closes: Moments, worked: Moments) -> Moments:
    if not len(opens):
        return np.zeros(len(moments), np.int64)
    span = np.searchsorted(opens, moments, side="right") - 1
    inside = np.clip(moments - opens[span], 0, (closes - opens)[span])
    return np.where(span < 0, 0, worked[span] + inside)


def _slot_length(opens: Moments, closes: Moments, covered: int) -> tuple[int, int]:
    """Return the longest slot, and where slots begin, such that no slot meets two open spans."""
    ends, starts = closes[:-1], opens[1:]
    if not len(ends):
        return SLOT_LENGTHS[0], 0
    for length in SLOT_LENGTHS:
        if covered // length > MOST_SLOTS:
            break
        for phase in _phases(ends, length):
            border = starts - (starts - phase) % length
            if bool(np.all(border >= ends)):
                return length, phase
    raise OutOfRange(moment=f"A stretch of {covered // 86_400} days with openings this close together")


def _phases(ends: Moments, length: int) -> list[int]:
    """Return where slots could begin: at closing times, the latest in use first."""
    return [int(phase) for phase in np.unique(ends % length)[:8]]


def deadlines(hours: OpenHours, starts: Moments, seconds: Moments) -> Moments:
    """Return the earliest moments at which so many open seconds have passed. Raises NoWorkingTime, OutOfRange."""
    if not len(starts):
        return np.empty(0, np.int64)
    inverse = _inverse(hours, starts, seconds)
    return inverse.moments(starts, seconds)


@dataclass(frozen=True, slots=True, eq=False)
class _Inverse:
    """The inverse of W: spans by the open seconds before them, found through a table of equal steps of W.

    Steps are no longer than the shortest span, so that a step meets at most two spans. A step of 0 says that the
    table would be too long, and that spans are searched for instead.
    """

    table: SlotTable
    step: int
    first_span: NDArray[np.intp]
    worked: Moments
    offset: Moments

    def moments(self, starts: Moments, seconds: Moments) -> Moments:
        """Return the moment of each pair."""
        result = np.empty(len(starts), np.int64)
        for begin in range(0, len(starts), CHUNK):
            part = slice(begin, begin + CHUNK)
            wanted = self.table.worked_until(starts[part]) + seconds[part]
            moment = wanted + self.offset.take(self._span_of(wanted), mode="clip")
            result[part] = np.where(seconds[part] > 0, moment, starts[part])
        return result

    def _span_of(self, wanted: Moments) -> NDArray[np.intp]:
        if not self.step:
            return np.searchsorted(self.worked, wanted)
        # The moment wanted ends the second before it: look up the second, not its end.
        span = self.first_span.take((wanted - 1) // self.step, mode="clip")
        span += self.worked.take(span, mode="clip") < wanted
        return span


def _inverse(hours: OpenHours, starts: Moments, seconds: Moments) -> _Inverse:
    first, last, most = int(starts.min()), int(starts.max()), int(seconds.max())
    # One scalar deadline of the longest from the latest start says how far the years must reach.
    reach = hours.moment_after(last, most)
    low, high = year_start(year_of(first)), year_start(min(year_of(reach) + 1, LAST_YEAR + 1))
    opens, closes = _arrays(hours, low, high)
    if not len(opens):
        raise NoWorkingTime(calendar=hours.name, after=f"the year {max(year_of(first), FIRST_YEAR)}")
    table = slot_table(hours, hours.slot_tables, (np.array([first, reach]),))
    return _invert(table, opens, closes, low)


def _invert(table: SlotTable, opens: Moments, closes: Moments, low: int) -> _Inverse:
    before = int(table.worked_until(np.array([low]))[0])
    worked = before + np.cumsum(closes - opens)
    step = int((closes - opens).min())
    total = int(worked[-1])
    if total // step > MOST_STEPS:
        return _Inverse(table, 0, np.empty(0, np.intp), worked, closes - worked)
    steps = np.arange(0, total // step + 2, dtype=np.int64) * step
    first_span = np.minimum(np.searchsorted(worked, steps, side="right"), len(worked) - 1)
    return _Inverse(table, step, first_span, worked, closes - worked)
