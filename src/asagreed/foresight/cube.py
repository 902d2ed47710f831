"""Verdicts counted by everything that a replay tells apart: the one source of all its tables."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple, TypeVar

import numpy as np

from asagreed.clocks import Verdict
from asagreed.clocks.in_bulk.columns import VERDICTS, ClockColumns
from asagreed.clocks.in_bulk.numbering import numbered
from asagreed.facts.event_table import Int32, Int64
from asagreed.measures import Attainment

ROWS_AT_A_TIME = 131_072
"""Small enough for the codes to stay near the processor."""

Group = TypeVar("Group", bound=Hashable)


class Cell(NamedTuple):
    """What the clocks of one count have in common; codes are positions of words, -1 for nothing."""

    clock: str
    target: int
    priority: int
    kind: int
    site: int
    month: int
    verdict: int
    is_restated: int


@dataclass(frozen=True, slots=True)
class Cube:
    """How many clocks there are of each kind."""

    counts: Counter[Cell]

    def attainments(self, key: Callable[[Cell], Group | None]) -> dict[Group, Attainment]:
        """Return the attainment of each group of cells; cells whose key is None are left out."""
        grouped: dict[Group, Counter[int]] = {}
        for cell, count in self.counts.items():
            group = key(cell)
            if group is not None:
                grouped.setdefault(group, Counter())[cell.verdict] += count
        return {group: _attainment(verdicts) for group, verdicts in grouped.items()}

    def restated(self) -> int:
        """Return how many clocks were met when they first stopped, and breached after a reopening."""
        return sum(count for cell, count in self.counts.items() if cell.is_restated)


def _attainment(verdicts: Counter[int]) -> Attainment:
    count = {verdict: verdicts[VERDICTS.index(verdict)] for verdict in Verdict}
    return Attainment(count[Verdict.MET], count[Verdict.BREACHED], count[Verdict.OPEN], count[Verdict.NONE])


def count_cells(columns: ClockColumns, keys: Iterable[Int32 | Int64]) -> Counter[Cell]:
    """Count the rows of a clock by target, the given keys (priority, kind, site, month), verdict and restatement."""
    restated = (
        (columns.verdict == VERDICTS.index(Verdict.BREACHED))
        & (columns.first_stopped_at < columns.breached_at)
        & (columns.first_stopped_at > np.iinfo(np.int64).min)
    )
    parts = [columns.target, *keys, columns.verdict, restated]
    counts: Counter[Cell] = Counter()
    for begin in range(0, len(columns.target), ROWS_AT_A_TIME):
        rows = slice(begin, begin + ROWS_AT_A_TIME)
        judged = np.flatnonzero(columns.target[rows] >= 0)
        for codes, count in _counted([np.asarray(part[rows])[judged].astype(np.int64) for part in parts]):
            counts[Cell._make((columns.name, *codes))] += count
    return counts


def _counted(parts: list[Int64]) -> Iterator[tuple[tuple[int, ...], int]]:
    """Yield each combination of codes with its count."""
    if not len(parts[0]):
        return
    code = np.zeros(len(parts[0]), np.int64)
    distinct: list[Int64] = []
    for part in parts:
        values, number = numbered(part)
        distinct.append(values)
        code = code * len(values) + number
    for combined, count in zip(*np.unique(code, return_counts=True), strict=True):
        yield _taken_apart(int(combined), distinct), int(count)


def _taken_apart(code: int, distinct: list[Int64]) -> tuple[int, ...]:
    found: list[int] = []
    for values in reversed(distinct):
        code, number = divmod(code, len(values))
        found.append(int(values[number]))
    return tuple(reversed(found))
