"""businesstime: local times, one shift a day, elapsed only."""

from __future__ import annotations

from businesstime import BusinessTime  # type: ignore[import-not-found]  # peers live in .venv-bench only

from benchmarks.calendars import CLOSES, OPENS, holiday_dates
from benchmarks.peers.peer import Given, Peer, one_by_one


def calls() -> tuple[Peer, ...]:
    """Return its call for hours, with the holidays in a set: it looks every day up."""
    office = BusinessTime(business_hours=(OPENS, CLOSES), holidays=frozenset(holiday_dates()))
    return (Peer("businesstime", "businesstime_hours", Given.LOCAL, elapsed=one_by_one(office.businesstime_hours)),)
