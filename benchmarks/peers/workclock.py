"""workclock: the only peer with calls in bulk; in Rust."""

from __future__ import annotations

from datetime import timedelta
from zoneinfo import ZoneInfo

import workclock  # type: ignore[import-not-found]  # peers live in .venv-bench only

from benchmarks.calendars import CLOSES, OPENS, ZONE, holiday_dates
from benchmarks.peers.peer import Given, Peer, one_by_one


def calls() -> tuple[Peer, ...]:
    """Return the call of one pair, and those of many in lists and in arrays."""
    schedule = workclock.Schedule(
        [workclock.WorkDay(OPENS, CLOSES), workclock.Holidays(holiday_dates())], time_zone=ZoneInfo(ZONE)
    )
    return (
        Peer(
            "workclock",
            "between, add",
            Given.UTC,
            elapsed=one_by_one(schedule.between),
            deadlines=one_by_one(lambda start, hours: schedule.add(start, hours=hours)),
        ),
        Peer(
            "workclock",
            "between_many, add_many",
            Given.UTC,
            elapsed=schedule.between_many,
            deadlines=lambda starts, hours: schedule.add_many(starts, [timedelta(hours=hour) for hour in hours]),
            takes_list=True,
        ),
        Peer(
            "workclock",
            "between_many, add_many",
            Given.DATETIME64,
            elapsed=schedule.between_many,
            deadlines=schedule.add_many,
        ),
    )
