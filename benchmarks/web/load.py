"""Clients in processes of their own, each with one connection that stays open, and what they saw."""

from __future__ import annotations

import http.client
import multiprocessing
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

TICKS = 100
"""Of processor time in a second, as Linux counts it in /proc."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What clients saw: seconds of each answer, wrong answers, seconds on the wall, processor seconds of the server."""

    took: tuple[float, ...]
    wrong: int
    wall: float
    processor: float

    @property
    def per_second(self) -> float:
        """Answers in a second."""
        return len(self.took) / self.wall

    @property
    def processor_each(self) -> float:
        """Processor milliseconds of the server for one answer."""
        return 1000 * self.processor / max(len(self.took), 1)

    def percentile(self, share: int) -> float:
        """Return the milliseconds within which so many percent were answered."""
        ordered = sorted(self.took)
        return 1000 * ordered[min(len(ordered) * share // 100, len(ordered) - 1)]


def processor_seconds(pids: Sequence[int]) -> float:
    """Return what processes have used of the processor."""
    used = 0
    for pid in pids:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        used += int(fields[11]) + int(fields[12])
    return used / TICKS


def get_many(address: tuple[str, int], paths: Sequence[str], cookie: str, *, clients: int, seconds: float,
             pids: Sequence[int]) -> Seen:  # fmt: skip
    """Ask for pages in turn for some seconds, by several clients at once."""
    return _measured(_get, [(address, tuple(paths), cookie, seconds)] * clients, pids)


def _get(address: tuple[str, int], paths: Sequence[str], cookie: str, seconds: float) -> tuple[list[float], int]:
    connection = http.client.HTTPConnection(*address)
    took: list[float] = []
    wrong, ends = 0, time.perf_counter() + seconds
    while (began := time.perf_counter()) < ends:
        connection.request("GET", paths[len(took) % len(paths)], headers={"Cookie": cookie})
        answer = connection.getresponse()
        answer.read()
        took.append(time.perf_counter() - began)
        wrong += answer.status != http.HTTPStatus.OK
    return took, wrong


def _measured(
    work: Callable[..., tuple[list[float], int]], each: Sequence[tuple[object, ...]], pids: Sequence[int]
) -> Seen:
    before = processor_seconds(pids)
    with multiprocessing.get_context("spawn").Pool(len(each)) as pool:
        found = pool.starmap(work, each)
    wall = max(sum(took) for took, _ in found)
    used = processor_seconds(pids) - before
    return Seen(tuple(one for took, _ in found for one in took), sum(wrong for _, wrong in found), wall, used)
