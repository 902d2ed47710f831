"""When each paper takes effect: the moments at which a new version begins, and papers that cannot take effect."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from asagreed.reading.papers import Paper
from asagreed.versions.moments import moment_of, signatures_of, utc_seconds
from asagreed.versions.signatures import Signatures


@dataclass(frozen=True)
class InForce:
    """A paper and the moments, in UTC seconds, from which and until which it counts."""

    paper: Paper
    from_at: int
    until_at: int | None = None

    def holds(self, moment: int) -> bool:
        """Say whether the paper counts at a moment."""
        return self.from_at <= moment and (self.until_at is None or moment < self.until_at)


def own_moment(paper: Paper) -> datetime | None:
    """Return the local moment from which a paper says that it is in force."""
    return moment_of(paper.tree.get("in force from"))


def in_force(papers: Iterable[Paper], *, zone: str, signatures: Signatures) -> tuple[InForce, ...]:
    """Return when papers count, in order of effect: from the later of their own moment and the last signature."""
    found: list[InForce] = []
    for paper in papers:
        begins = own_moment(paper)
        if begins is None:
            continue
        until = moment_of(paper.tree.get("until"))
        from_at = counts_from(paper, begins, zone=zone, signatures=signatures)
        found.append(InForce(paper, from_at, utc_seconds(until, zone) if until else None))
    return tuple(sorted(found, key=lambda each: each.from_at))


def counts_from(paper: Paper, begins: datetime, *, zone: str, signatures: Signatures) -> int:
    """Return from when a paper counts: from its own moment or its last signature, in UTC seconds."""
    from_at = utc_seconds(max([begins, *signatures_of(paper.tree).values()]), zone)
    return max(from_at, signatures.last_under(paper, otherwise=from_at))


def beginnings(first: int, papers: Sequence[InForce]) -> Iterator[int]:
    """Yield the moments at which a new version begins, the agreement's own beginning first."""
    moments = {each.from_at for each in papers} | {each.until_at for each in papers if each.until_at is not None}
    yield first
    yield from sorted(moment for moment in moments if moment > first)
