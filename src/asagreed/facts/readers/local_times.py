"""Local times of a zone as UTC, many at once."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from asagreed.facts.event_table import Int64
from asagreed.open_time.zones import stretches_of_year, year_start

Flags: TypeAlias = NDArray[np.bool_]

DAY = 86_400
FIRST_SECOND = year_start(1900)
LAST_SECOND = year_start(3000)


@dataclass(frozen=True, slots=True, eq=False)
class Utc:
    """UTC seconds, and which of them came from a local time that comes twice, or never."""

    seconds: Int64
    twice: Int64
    never: Int64


def utc_of(local: Int64, zone: str, *, second: bool = False) -> Utc:
    """Turn local seconds of the years 1900 to 2999 into UTC seconds.

    A time that comes twice is taken as the first of the two (or the second); one that the clocks skip is counted on
    from the offset before the change. Both are reported by their positions.
    """
    nowhere = np.zeros(0, dtype=np.int64)
    if zone == "UTC" or not len(local):
        return Utc(local, nowhere, nowhere)
    starts, offsets = _offsets(zone, _year(int(local.min()) - DAY), _year(int(local.max()) + DAY))
    before = offsets[np.searchsorted(starts, local - DAY, side="right") - 1]
    after = offsets[np.searchsorted(starts, local + DAY, side="right") - 1]
    seconds = local - before
    near = np.flatnonzero(before != after)
    early, late = local[near] - before[near], local[near] - after[near]
    early_fits = offsets[np.searchsorted(starts, early, side="right") - 1] == before[near]
    late_fits = offsets[np.searchsorted(starts, late, side="right") - 1] == after[near]
    takes_late = late_fits & (~early_fits | second)
    seconds[near[takes_late]] = late[takes_late]
    return Utc(seconds, near[early_fits & late_fits], near[~early_fits & ~late_fits])


def _year(second: int) -> int:
    return int(np.datetime64(second, "s").astype("datetime64[Y]").astype(np.int64)) + 1970


@lru_cache(maxsize=64)
def _offsets(zone: str, first_year: int, last_year: int) -> tuple[Int64, Int64]:
    """Return from when on which offset holds, with margins around the years."""
    stretches = [one for year in range(first_year - 1, last_year + 2) for one in stretches_of_year(zone, year)]
    return (
        np.array([one.start for one in stretches], dtype=np.int64),
        np.array([one.offset for one in stretches], dtype=np.int64),
    )
