"""From what monitors said of systems to facts that can be measured, and how sure a sampled outage is.

Readings are a set: order, repetition and lateness change nothing (docs/algorithms/availability.md).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from asagreed.facts.uptime import Outage, Reading, Unwatched, UptimeFacts, stretches_of_changes, stretches_of_looks

STALE_AFTER = 3
"""Nobody knows what happened between two looks that lie more intervals apart, where nothing else is said."""


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


def facts_of(
    readings: Mapping[str, Iterable[Reading]], *, every: int | None, since: int | None = None, as_of: int
) -> UptimeFacts:
    """Return the outages and the unwatched time that readings by system tell of, as they stood at a moment.

    `every` is how often somebody looks; None is for a log of changes, in which a state holds to the next one. Before
    its first reading a system was watched by nobody, from `since` on where that is given. The ids depend on the
    readings alone.
    """
    outages: list[Outage] = []
    unwatched: list[Unwatched] = []
    for system, said in sorted(readings.items()):
        known = [reading for reading in said if reading.at <= as_of]
        first = min((reading.at for reading in known), default=as_of)
        if since is not None and since < first:
            unwatched.append(_unwatched(system, since, first))
        found = (
            stretches_of_changes(known)
            if every is None
            else stretches_of_looks(known, stale_after=STALE_AFTER * every, as_of=as_of)
        )
        for each in found:
            if each.state == "unknown":
                unwatched.append(_unwatched(system, each.start, each.end))
                continue
            outages.append(
                Outage(
                    id=f"{system}@{each.start}",
                    system=system,
                    occurred_at=each.start,
                    detected_at=each.confirmed_at,
                    restored_at=each.end,
                    is_degraded=each.state == "degraded",
                )
            )
    return UptimeFacts(outages=tuple(outages), unwatched=tuple(unwatched))


def _unwatched(system: str, start: int, end: int | None) -> Unwatched:
    return Unwatched(id=f"{system}@{start}", system=system, start_at=start, end_at=end)
