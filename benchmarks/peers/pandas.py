"""pandas: an offset that knows deadlines, and the idiom that many use for elapsed hours."""

from __future__ import annotations

import pandas as pd  # type: ignore[import-untyped]  # peers live in .venv-bench only

from benchmarks.calendars import CLOSES, OPENS, holiday_dates
from benchmarks.peers.peer import Given, Peer, one_by_one


def calls() -> tuple[Peer, ...]:
    """Return the deadline, and elapsed time as the number of hours in a range."""
    hour = pd.offsets.CustomBusinessHour(start=OPENS, end=CLOSES, holidays=holiday_dates())
    return (
        Peer(
            "pandas",
            "Timestamp + n * CustomBusinessHour",
            Given.LOCAL,
            deadlines=one_by_one(lambda start, hours: pd.Timestamp(start) + hours * hour),
        ),
        Peer(
            "pandas",
            "len(date_range(freq=CustomBusinessHour))",
            Given.LOCAL,
            elapsed=one_by_one(lambda start, end: 3600 * len(pd.date_range(start, end, freq=hour))),
        ),
    )
