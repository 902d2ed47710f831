"""asagreed itself, by every door."""

from __future__ import annotations

from asagreed.open_time import OpenTime
from benchmarks.calendars import ONE_SHIFT, calendar
from benchmarks.peers.peer import Given, Peer, one_by_one


def calls() -> tuple[Peer, ...]:
    """Return one call of each kind; the calendar is computed by whoever comes first."""
    hours = calendar(ONE_SHIFT)
    elapsed = one_by_one(lambda start, end: hours.elapsed(start, end).seconds)
    deadlines = one_by_one(lambda start, length: hours.deadline(start, OpenTime(length * 3600)))
    return (
        Peer("asagreed", "elapsed, deadline", Given.UTC, elapsed, deadlines),
        Peer("asagreed", "elapsed, deadline", Given.ZONED, elapsed, deadlines),
        Peer(
            "asagreed",
            "seconds_between_many, moments_after_many",
            Given.SECONDS,
            elapsed=hours.seconds_between_many,
            deadlines=hours.moments_after_many,
        ),
    )
