"""business-duration: one function, local times, elapsed only."""

from __future__ import annotations

from business_duration import businessDuration  # type: ignore[import-not-found]  # peers live in .venv-bench only

from benchmarks.calendars import CLOSES, OPENS, holiday_dates
from benchmarks.peers.peer import Given, Peer, one_by_one


def calls() -> tuple[Peer, ...]:
    """Return it with the holidays in a set: it looks every day up."""
    days = frozenset(holiday_dates())
    return (
        Peer(
            "business-duration",
            "businessDuration",
            Given.LOCAL,
            elapsed=one_by_one(
                lambda start, end: businessDuration(
                    start, end, starttime=OPENS, endtime=CLOSES, holidaylist=days, unit="sec"
                )
            ),
        ),
    )
