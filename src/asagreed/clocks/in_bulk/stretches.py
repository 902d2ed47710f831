"""Running stretches of many clocks: what they add up to, and when they reach a target."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from asagreed.clocks.in_bulk.columns import NO_MOMENT
from asagreed.clocks.in_bulk.targets import TargetTable
from asagreed.facts.event_table import Int64


@dataclass(frozen=True, slots=True, eq=False)
class Stretches:
    """Stretches on the wall, each of one clock: `owner` is the clock's row, in order; UTC seconds, end after start."""

    owner: Int64
    starts: Int64
    ends: Int64
    clocks: int

    def until(self, moments: Int64) -> Stretches:
        """Return the stretches cut off at a moment of each clock."""
        return Stretches(self.owner, self.starts, np.minimum(self.ends, moments.take(self.owner)), self.clocks)

    def worked(self, targets: TargetTable) -> Int64:
        """Return the open seconds of each stretch, by the hours of its clock's target; 0 where there is none."""
        worked = np.zeros(len(self.owner), np.int64)
        for hours, chosen in targets.by_hours():
            rows = slice(None) if chosen.all() else np.flatnonzero(chosen[self.owner])
            worked[rows] = hours.seconds_between_many(self.starts[rows], self.ends[rows])
        return worked

    def elapsed(self, targets: TargetTable) -> Int64:
        """Return the open seconds of each clock."""
        total = np.concatenate(([0], np.cumsum(self.worked(targets))))
        borders = np.searchsorted(self.owner, np.arange(self.clocks + 1))
        return total[borders[1:]] - total[borders[:-1]]

    def reached(self, targets: TargetTable) -> Int64:
        """Return when each clock reached its target within its stretches, NO_MOMENT where it did not."""
        moments = np.full(self.clocks, NO_MOMENT, np.int64)
        worked = self.worked(targets)
        need = targets.within[self.owner] - _worked_before(self.owner, worked)
        crosses = (need > 0) & (need <= worked)
        for hours, chosen in targets.by_hours():
            rows = np.flatnonzero(crosses & chosen[self.owner])
            moments[self.owner[rows]] = hours.moments_after_many(self.starts[rows], need[rows])
        return moments


def _worked_before(owner: Int64, worked: Int64) -> Int64:
    """Return for each stretch what the earlier stretches of its clock add up to."""
    if not len(owner):
        return worked
    running = np.cumsum(worked) - worked
    is_first = np.concatenate(([True], owner[1:] != owner[:-1]))
    base = np.maximum.accumulate(np.where(is_first, np.arange(len(owner)), 0))
    return running - running[base]
