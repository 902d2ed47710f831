"""Due moments in bulk: the inverse of W(t) for arrays (docs/algorithms/open_time.md)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from asagreed.open_time.bulk import Moments, chunks, spans_between, table_for
from asagreed.open_time.counting import year_of
from asagreed.open_time.zones import year_start

if TYPE_CHECKING:
    from asagreed.open_time.counting import OpenHours

MOST_STEPS = 2_000_000


def deadlines(hours: OpenHours, starts: Moments, seconds: Moments) -> Moments:
    """Return the earliest moments at which so many open seconds have passed. Raises NoWorkingTime, OutOfRange."""
    counts = seconds > 0
    if not counts.any():
        return starts.astype(np.int64)
    table = table_for(hours, (starts,))
    wanted = table.worked_until(starts) + seconds
    # One scalar deadline, of the pair that is due last, says how far the years must reach.
    last = int(np.argmax(np.where(counts, wanted, -1)))
    reach = hours.moment_after(int(starts[last]), int(seconds[last]))
    inverse = _inverse(hours, year_of(int(starts.min())), year_of(reach - 1))
    before = int(table.worked_until(np.array([inverse.start]))[0])
    return np.where(counts, inverse.moments(wanted - before), starts)


def _inverse(hours: OpenHours, first: int, last: int) -> Inverse:
    """Return the inverse from one year to another at least: one made before, or a new one."""
    made = hours.inverses
    for (begin, end), known in made.items():
        if begin == first and last <= end:
            return known
    start = year_start(first)
    opens, closes = spans_between(hours, start, year_start(last + 1))
    made[first, last] = inverse = _invert(start, opens, closes)
    return inverse


@dataclass(frozen=True, slots=True, eq=False)
class Inverse:
    """The inverse of W from `start` on: spans by the open seconds before them, found through equal steps of W.

    Steps are no longer than the shortest span, so that a step meets at most two spans. A step of 0 says that the
    table would be too long, and that spans are searched for instead.
    """

    start: int
    step: int
    first_span: NDArray[np.intp]
    worked: Moments
    offset: Moments

    def moments(self, wanted: Moments) -> Moments:
        """Return the earliest moments with so many open seconds between the start and them."""
        result = np.empty(len(wanted), np.int64)
        for part in chunks(len(wanted)):
            result[part] = wanted[part] + self.offset.take(self._span_of(wanted[part]), mode="clip")
        return result

    def _span_of(self, wanted: Moments) -> NDArray[np.intp]:
        if not self.step:
            return np.searchsorted(self.worked, wanted)
        # The moment wanted ends the second before it: look up the second, not its end.
        span = self.first_span.take((wanted - 1) // self.step, mode="clip")
        span += self.worked.take(span, mode="clip") < wanted
        return span


def _invert(start: int, opens: Moments, closes: Moments) -> Inverse:
    worked = np.cumsum(closes - opens)
    step = int((closes - opens).min())
    total = int(worked[-1])
    if total // step > MOST_STEPS:
        return Inverse(start, 0, np.empty(0, np.intp), worked, closes - worked)
    steps = np.arange(0, total // step + 2, dtype=np.int64) * step
    first_span = np.minimum(np.searchsorted(worked, steps, side="right"), len(worked) - 1)
    return Inverse(start, step, first_span, worked, closes - worked)
