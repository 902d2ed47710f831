"""The plain reference itself, to show what a loop over days costs."""

from __future__ import annotations

from benchmarks.calendars import ONE_SHIFT
from benchmarks.peers.peer import Given, Peer
from benchmarks.reference import Reference


def calls() -> tuple[Peer, ...]:
    """Return the reference; it takes seconds, one pair at a time."""
    plain = Reference(ONE_SHIFT)
    return (
        Peer(
            "plain reference",
            "day by day",
            Given.INTS,
            elapsed=lambda starts, ends: list(map(plain.elapsed, starts, ends)),
            deadlines=lambda starts, hours: [plain.deadline(s, 3600 * h) for s, h in zip(starts, hours, strict=True)],
        ),
    )
