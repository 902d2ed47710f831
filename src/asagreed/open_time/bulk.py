"""Open time counted in bulk: arrays of UTC seconds in, arrays of seconds out.

Time is cut into slots of one length, chosen so that no slot meets more than one open span. Within a slot, then,
W(t) = clip(t + shift, low, high) with three numbers a slot, and the slot of a moment is a division away. Work goes in
chunks that stay in the cache (docs/algorithms/open_time.md; figures in benchmarks/README.md).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

import numpy as np
from numpy.typing import NDArray

from asagreed.open_time.counting import year_of
from asagreed.open_time.zones import year_start

if TYPE_CHECKING:
    from asagreed.open_time.counting import OpenHours

Moments = NDArray[np.int64]
CHUNK = 65_536
SLOT_LENGTHS = (86_400, 43_200, 28_800, 21_600, 14_400, 10_800, 7_200, 3_600, 1_800, 900, 600, 300, 60)
MOST_SLOTS = 8_000_000
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
        for part in chunks(len(starts)):
            before = self._worked_until(starts[part], work, work.first)
            after = self._worked_until(ends[part], work, work.second)
            np.subtract(after, before, out=result[part])
        return np.maximum(result, 0, out=result)

    def worked_until(self, moments: Moments) -> Moments:
        """Return W for each moment."""
        result = np.empty(len(moments), np.int64)
        work = _Workspace(self.shift.dtype)
        for part in chunks(len(moments)):
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


@dataclass(frozen=True, slots=True, eq=False)
class SearchTable:
    """W(t) of some years by binary search, ten times slower than slots.

    For spans that no slot keeps apart: gaps of seconds at odd times, or centuries with gaps of minutes.
    """

    first_year: int
    last_year: int
    opens: Moments
    closes: Moments
    worked: Moments

    def elapsed(self, starts: Moments, ends: Moments) -> Moments:
        """Return the open seconds of each pair; 0 where the end is not after the start."""
        result = self.worked_until(ends)
        result -= self.worked_until(starts)
        return np.maximum(result, 0, out=result)

    def worked_until(self, moments: Moments) -> Moments:
        """Return W for each moment."""
        result = np.empty(len(moments), np.int64)
        for part in chunks(len(moments)):
            result[part] = _worked_at(moments[part], self.opens, self.closes, self.worked)
        return result


Table: TypeAlias = SlotTable | SearchTable


def chunks(count: int) -> Iterable[slice]:
    """Yield the parts of a work that each stay in the cache."""
    return (slice(begin, begin + CHUNK) for begin in range(0, count, CHUNK))


def table_for(hours: OpenHours, moments: Sequence[Moments]) -> Table:
    """Return a table that covers all moments, of which there are some: one made before, or a new one.

    Raises OutOfRange.
    """
    first, last = year_of(min(int(some.min()) for some in moments)), year_of(max(int(some.max()) for some in moments))
    made = hours.tables
    for table in made.values():
        if table.first_year <= first and last <= table.last_year:
            return table
    made[first, last] = table = _make_table(hours, first, last)
    return table


def spans_between(hours: OpenHours, start: int, end: int) -> tuple[Moments, Moments]:
    """Return when the open spans in [start, end) open, and when they close."""
    spans = list(hours.spans(start, end))
    opens = np.fromiter((span.start for span in spans), np.int64, len(spans))
    closes = np.fromiter((span.end for span in spans), np.int64, len(spans))
    return opens, closes


def _make_table(hours: OpenHours, first_year: int, last_year: int) -> Table:
    start, end = year_start(first_year), year_start(last_year + 1)
    opens, closes = spans_between(hours, start, end)
    worked = np.concatenate(([0], np.cumsum(closes - opens)))
    slots = _find_slots(opens, closes, end - start)
    if slots is None:
        return SearchTable(first_year, last_year, opens, closes, worked)
    length, phase = slots
    origin = start - (start - phase) % length
    borders = np.arange(origin, end + 2 * length, length, dtype=np.int64)
    kind = np.int32 if last_year - first_year < YEARS_OF_INT32 else np.int64
    # The one span that a slot can meet is the first that closes after the slot begins.
    span = np.searchsorted(closes, borders, side="right")
    padded_opens = np.concatenate((opens, [end + 2 * length]))
    low = _worked_at(borders, opens, closes, worked)
    high = np.concatenate((low[1:], low[-1:]))
    within = np.maximum(padded_opens[span], borders)
    shift = low - (within - origin)
    return SlotTable(first_year, last_year, origin, length, shift.astype(kind), low.astype(kind), high.astype(kind))


def _worked_at(moments: Moments, opens: Moments, closes: Moments, worked: Moments) -> Moments:
    if not len(opens):
        return np.zeros(len(moments), np.int64)
    span = np.searchsorted(opens, moments, side="right") - 1
    inside = np.clip(moments - opens[span], 0, (closes - opens)[span])
    return np.where(span < 0, 0, worked[span] + inside)


def _find_slots(opens: Moments, closes: Moments, covered: int) -> tuple[int, int] | None:
    """Return the longest slot, and where slots begin, such that no slot meets two open spans; None if there is none."""
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
    return None


def _phases(ends: Moments, length: int) -> list[int]:
    """Return where slots could begin: at closing times, of which a year has few."""
    return [int(phase) for phase in np.unique(ends % length)[:8]]
