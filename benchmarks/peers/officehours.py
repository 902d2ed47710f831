"""officehours: local times, one shift a day."""

from __future__ import annotations

import officehours as peer  # type: ignore[import-not-found]  # peers live in .venv-bench only

from benchmarks.calendars import CLOSES, OPENS, holiday_dates
from benchmarks.peers.peer import Given, Peer, one_by_one


def calls() -> tuple[Peer, ...]:
    """Return its two calls."""
    office = peer.Calculator(f"{OPENS:%H:%M}", f"{CLOSES:%H:%M}", holidays=holiday_dates())
    return (
        Peer(
            "officehours",
            "working_seconds, due_date",
            Given.LOCAL,
            elapsed=one_by_one(office.working_seconds),
            deadlines=one_by_one(lambda start, hours: office.due_date(hours, start)),
        ),
    )
