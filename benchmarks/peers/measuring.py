"""One call on one workload: how long a pair takes, and how many results differ from the plain reference and from ours.

A slow peer gets a prefix of the workload that fits its time.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from benchmarks.calendars import ONE_SHIFT
from benchmarks.peers.peer import Columns, Floats, Peer, in_seconds
from benchmarks.reference import Reference
from benchmarks.timing import Timing, seconds_of, timed
from benchmarks.workloads import Pairs

RUNS = 3
SAMPLE = 20
TOLERANCE = 0.5
"""Seconds by which a result may differ."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """Seconds a pair, over how many pairs, and the results that differ; `next_opening` are no errors (README.md)."""

    timing: Timing
    pairs: int
    wrong: int
    unlike_ours: int
    next_opening: int


@dataclass(frozen=True, slots=True, eq=False)
class Expected:
    """What the results of a workload should be; `reopening` is the next opening after each deadline."""

    reference: Floats
    ours: Floats
    reopening: Floats | None


def expected(pairs: Pairs, ours: Peer) -> Expected:
    """Return the results of the plain reference and of one of our calls."""
    reference = Reference(ONE_SHIFT)
    starts, others = pairs.starts.tolist(), pairs.others.tolist()
    work = work_of(ours, pairs)
    assert work is not None
    own = in_seconds(work(ours.given.moments(pairs.starts), _others(ours, pairs, len(pairs.starts))))
    if pairs.name != "D":
        return Expected(_floats(reference.elapsed, starts, others), own, None)
    due = _floats(lambda start, hours: reference.deadline(start, hours * 3600), starts, others)
    reopening = np.array([reference.next_opening(int(moment)) for moment in due], np.float64)
    return Expected(due, own, reopening)


def measured(peer: Peer, pairs: Pairs, right: Expected, *, budget: float) -> Outcome | None:
    """Return what a call takes and gets wrong, or None when the library has no such call."""
    work = work_of(peer, pairs)
    if work is None:
        return None
    count = _affordable(peer, pairs, work, budget / RUNS)
    starts, others = peer.given.moments(pairs.starts[:count]), _others(peer, pairs, count)
    results = in_seconds(work(starts, others))
    timing = timed(lambda: work(starts, others), runs=RUNS)
    unlike = _differ(results, right.reference[:count])
    at_reopening = np.zeros(count, bool)
    if right.reopening is not None:
        at_reopening = unlike & ~_differ(results, right.reopening[:count])
    unlike_ours = _differ(results, right.ours[:count]) & ~at_reopening
    return Outcome(
        timing=Timing(timing.best / count, timing.median / count),
        pairs=count,
        wrong=int(np.sum(unlike & ~at_reopening)),
        unlike_ours=int(np.sum(unlike_ours)),
        next_opening=int(np.sum(at_reopening)),
    )


def work_of(peer: Peer, pairs: Pairs) -> Columns | None:
    """Return the call that a workload is for."""
    return peer.deadlines if pairs.name == "D" else peer.elapsed


def _affordable(peer: Peer, pairs: Pairs, work: Columns, budget: float) -> int:
    """Return how many pairs can be run in a budget of seconds, by the look of the first few."""
    total = len(pairs.starts)
    if peer.is_bulk:
        return total
    starts, others = peer.given.moments(pairs.starts[:SAMPLE]), _others(peer, pairs, SAMPLE)
    work(starts, others)  # Caches are filled, modules imported.
    taken = seconds_of(lambda: work(starts, others)) / SAMPLE
    return max(SAMPLE, min(total, int(budget / taken)))


def _others(peer: Peer, pairs: Pairs, count: int) -> object:
    form = peer.given.lengths if pairs.name == "D" else peer.given.moments
    return form(pairs.others[:count])


def _differ(ones: Floats, others: Floats) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    # NaN is no result, and is not within half a second of anything.
    return ~(np.abs(ones - others) <= TOLERANCE)


def _floats(call: Callable[[int, int], int], starts: list[int], others: list[int]) -> Floats:
    return np.fromiter(map(call, starts, others), np.float64)
