"""How long work takes: the best and the median of several runs.

Work in this process is one thread and is measured in processor time, which the other users of a shared machine disturb
less; on a quiet machine it is the time on the wall.
"""

from __future__ import annotations

import gc
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from statistics import median

Work = Callable[[], object]


@dataclass(frozen=True, slots=True)
class Timing:
    """Seconds of the best run, and of the median one."""

    best: float
    median: float


def timing_of(seconds: list[float]) -> Timing:
    """Return the best and the median of some runs."""
    return Timing(min(seconds), median(seconds))


def timed(work: Work, *, runs: int) -> Timing:
    """Run something several times."""
    return timing_of([seconds_of(work) for _ in range(runs)])


def timed_in_turns(works: Mapping[str, Work], *, runs: int) -> dict[str, Timing]:
    """Run several things in turns, so that a busy moment of the machine meets each of them; the first turn is lost."""
    seconds: dict[str, list[float]] = {name: [] for name in works}
    for turn in range(runs + 1):
        for name, work in works.items():
            taken = seconds_of(work)
            if turn:
                seconds[name].append(taken)
    return {name: timing_of(each) for name, each in seconds.items()}


def seconds_of(work: Work) -> float:
    """Return the processor seconds of one run, without pauses of the garbage collector, as timeit does."""
    gc.collect()
    gc.disable()
    try:
        began = time.process_time()
        work()
        return time.process_time() - began
    finally:
        gc.enable()
