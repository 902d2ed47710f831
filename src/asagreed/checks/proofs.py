"""What cannot be kept whatever anybody does: proofs without statistics (semantics/feasibility.md, 6.1)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from asagreed.open_time import in_zone
from asagreed.open_time.counting import OpenHours
from asagreed.terms.sections.recovery import Backup, Recovery

DAY = 86_400
NEXT_DAY = re.compile(r"next (?:business|working) day", re.IGNORECASE)


def worst_loss(backup: Backup) -> int:
    """Return the most that can be lost, in seconds: the longest gap between two copies and the time that one takes.

    A copy holds what there was when it began, and can be used when it has ended. Where copies are made on some days
    of the week only, the longest gap spans the days between.
    """
    days = sorted(backup.on.days) if backup.on and backup.on.days else list(range(7))
    gaps = [(after - before) % 7 or 7 for before, after in zip(days, [*days[1:], days[0]], strict=True)]
    skipped = max(gaps) - 1
    return skipped * DAY + backup.every + (backup.takes or 0)


def restore_seconds(recovery: Recovery) -> int | None:
    """Return how long a restore takes: as measured, or as amount and speed make it; None where neither is known."""
    measured = recovery.backup.restore_took if recovery.backup else None
    moving = recovery.restoring
    computed = None
    if moving and moving.data and moving.at:
        computed = -(-moving.data // moving.at) + (moving.and_ or 0)
    known = [seconds for seconds in (measured, computed) if seconds is not None]
    return max(known, default=None)


@dataclass(frozen=True, slots=True)
class Fix:
    """The earliest possible end of a failure that needs a part, and how much agreed time has passed by then."""

    reported_at: int
    fixed_at: int
    open_seconds: int


def earliest_fix(recovery: Recovery, reported_at: int, *, hours: OpenHours, vendor: OpenHours, zone: str) -> Fix:
    """Return the best that can happen when a part comes on the next day on which its vendor is open.

    Diagnosis counts in the hours of the promise; then the vendor is called, and comes as it opens on a later date;
    repair and restore follow without a break, day and night.
    """
    repair = recovery.repair
    called_at = hours.moment_after(reported_at, (repair.diagnosis if repair else None) or 0)
    arrives_at = vendor.opening_from(_next_midnight(vendor.opening_from(called_at), zone))
    work = ((repair.repair if repair else None) or 0) + (restore_seconds(recovery) or 0)
    fixed_at = arrives_at + work
    return Fix(reported_at, fixed_at, hours.seconds_between(reported_at, fixed_at))


def fixes_of_a_fortnight(
    recovery: Recovery, from_at: int, *, hours: OpenHours, vendor: OpenHours, zone: str
) -> tuple[Fix, ...]:
    """Return the earliest fix of a failure at every hour of a fortnight, each hour moved into open time."""
    openings = sorted({hours.opening_from(from_at + 3600 * hour) for hour in range(14 * 24)})
    return tuple(earliest_fix(recovery, at, hours=hours, vendor=vendor, zone=zone) for at in openings)


def _next_midnight(moment: int, zone: str) -> int:
    day = in_zone(moment, zone).date() + timedelta(days=1)
    return int(datetime(day.year, day.month, day.day, tzinfo=ZoneInfo(zone)).timestamp())
