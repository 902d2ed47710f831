"""A measured figure, its target, and whether the target was kept."""

from __future__ import annotations

from dataclasses import dataclass

from benchmarks.timing import Timing


@dataclass(frozen=True, slots=True)
class Target:
    """What a figure should be: at most a limit, or at least."""

    limit: float
    at_least: bool = False

    def kept(self, value: float) -> bool:
        return value >= self.limit if self.at_least else value <= self.limit

    def __str__(self) -> str:
        return f"{'≥' if self.at_least else '≤'} {self.limit:g}"


@dataclass(frozen=True, slots=True)
class Figure:
    """One line of a table. The target is held against the median, not against the best run."""

    what: str
    unit: str
    best: float
    median: float
    target: Target | None = None

    @property
    def outcome(self) -> str:
        """`kept` or `missed`; empty where there is no target."""
        if self.target is None:
            return ""
        return "kept" if self.target.kept(self.median) else "missed"


def seconds(what: str, timing: Timing, target: Target | None = None) -> Figure:
    """Return seconds."""
    return Figure(what, "s", timing.best, timing.median, target)


def each(what: str, timing: Timing, count: int, unit: str, target: Target | None = None) -> Figure:
    """Return the time that one of `count` takes, in `ms`, `µs` or `ns`."""
    factor = {"ms": 1e3, "µs": 1e6, "ns": 1e9}[unit] / count
    return Figure(what, unit, timing.best * factor, timing.median * factor, target)


def rate(what: str, timing: Timing, count: int, target: Target | None = None) -> Figure:
    """Return how many millions are done in a second."""
    return Figure(what, "M/s", count / timing.best / 1e6, count / timing.median / 1e6, target)


def ratio(what: str, timing: Timing, limit: Timing, target: Target | None = None) -> Figure:
    """Return how many times as long as the limit something takes: best to best, median to median."""
    return Figure(what, "×", timing.best / limit.best, timing.median / limit.median, target)
