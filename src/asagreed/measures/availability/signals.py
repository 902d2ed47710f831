"""From signals to stretches: what monitors saw at moments, as the time that a system was down or watched by nobody.

Signals are a set: order, repetition and lateness change nothing (docs/algorithms/availability.md).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from asagreed.facts.uptime import Outage, Unwatched, UptimeFacts

Says = Literal["up", "degraded", "unknown", "down"]
WORSE: dict[Says, int] = {"up": 0, "degraded": 1, "unknown": 2, "down": 3}
STALE_AFTER = 3
"""After so many intervals without a sample nobody knows, where the agreement says nothing else."""


@dataclass(frozen=True, slots=True, order=True)
class Signal:
    """What somebody saw of a system at a moment, in UTC seconds."""

    system: str
    at: int
    says: Says


@dataclass(frozen=True, slots=True)
class Seen:
    """A stretch in which a system was seen in one state."""

    start: int
    end: int
    says: Says


@dataclass(frozen=True, slots=True, kw_only=True)
class Bracket:
    """The four probes around an outage that was sampled, in UTC seconds."""

    last_good: int
    first_bad: int
    last_bad: int
    first_good: int

    @property
    def recommended(self) -> int:
        """From the first bad to the first good probe."""
        return self.first_good - self.first_bad

    @property
    def strict(self) -> int:
        """From the last good to the first good probe."""
        return self.first_good - self.last_good

    @property
    def lenient(self) -> int:
        """From the first bad to the last bad probe."""
        return self.last_bad - self.first_bad

    @property
    def uncertainty(self) -> int:
        """How far from the truth the recommended length may lie: the longer of the intervals at its two ends."""
        return max(self.first_bad - self.last_good, self.first_good - self.last_bad)


def seen(signals: Iterable[Signal], *, stale_after: int | None, until: int) -> tuple[Seen, ...]:
    """Return what was seen of one system from its first signal to `until`, each stretch in one state.

    `stale_after` is how many seconds a sample holds at most; None is for a log of changes, in which a state holds to
    the next one. Signals from `until` on are not looked at.
    """
    worst: dict[int, Says] = {}
    for signal in signals:
        known = worst.get(signal.at)
        if signal.at < until and (known is None or WORSE[signal.says] > WORSE[known]):
            worst[signal.at] = signal.says
    return tuple(_joined(_held(worst, stale_after, until)))


def _held(worst: dict[int, Says], stale_after: int | None, until: int) -> Iterator[Seen]:
    moments = sorted(worst)
    for at, after in pairwise((*moments, until)):
        fresh_until = after if stale_after is None else min(after, at + stale_after)
        yield Seen(at, fresh_until, worst[at])
        if fresh_until < after:
            yield Seen(fresh_until, after, "unknown")


def _joined(stretches: Iterable[Seen]) -> Iterator[Seen]:
    current: Seen | None = None
    for each in stretches:
        if current is not None and current.says == each.says:
            current = Seen(current.start, each.end, current.says)
            continue
        if current is not None:
            yield current
        current = each
    if current is not None:
        yield current


def facts_of(
    signals: Iterable[Signal], *, stale_after: int | None, since: int | None = None, until: int
) -> UptimeFacts:
    """Return the outages and unwatched time of all systems that signals tell of, with ids that depend on them alone.

    Before its first signal a system was watched by nobody, from `since` on where that is given. What is still down at
    `until` has no end yet.
    """
    by_system: dict[str, list[Signal]] = {}
    for signal in signals:
        by_system.setdefault(signal.system, []).append(signal)
    outages: list[Outage] = []
    unwatched: list[Unwatched] = []
    for system in sorted(by_system):
        stretches = seen(by_system[system], stale_after=stale_after, until=until)
        if since is not None and stretches and stretches[0].start > since:
            stretches = (Seen(since, stretches[0].start, "unknown"), *stretches)
        outages += _outages(system, stretches, until)
        unwatched += _unwatched(system, stretches, until)
    return UptimeFacts(outages=tuple(outages), unwatched=tuple(unwatched))


def _outages(system: str, stretches: Iterable[Seen], until: int) -> Iterator[Outage]:
    for each in stretches:
        if each.says in {"down", "degraded"}:
            yield Outage(
                id=f"{system}@{each.start}",
                system=system,
                occurred_at=each.start,
                detected_at=each.start,
                restored_at=None if each.end == until else each.end,
                is_degraded=each.says == "degraded",
            )


def _unwatched(system: str, stretches: Iterable[Seen], until: int) -> Iterator[Unwatched]:
    for each in stretches:
        if each.says == "unknown":
            end = None if each.end == until else each.end
            yield Unwatched(id=f"{system}@{each.start}", system=system, start_at=each.start, end_at=end)
