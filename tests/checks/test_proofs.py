"""What cannot be kept: the worked examples of semantics/feasibility.md, 6.1 (F10 to F12)."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from asagreed.checks.proofs import earliest_fix, restore_seconds, worst_loss
from asagreed.open_time import Calendar, parse_shifts, weekly_calendar
from asagreed.terms.sections.recovery import Backup, Recovery

HOUR, ZONE = 3600, "Europe/London"


def weekdays(hours: str) -> Calendar:
    """Return hours from Monday to Friday in London."""
    return weekly_calendar(name=hours, zone=ZONE, weekly=(parse_shifts(hours),) * 5 + ((), ()))


@pytest.mark.parametrize(
    ("backup", "hours"),
    [
        ({"every": "24 h", "takes": "2 h"}, 26),
        ({"every": "24 h", "takes": "2 h", "on": "mon-fri"}, 74),
        ({"every": "1 h", "takes": "15 min"}, 1.25),
        ({"every": "24 h"}, 24),
        ({"every": "24 h", "on": "sun"}, 168),
        ({"every": "6 h", "takes": "1 h", "on": "sat, sun"}, 5 * 24 + 7),
    ],
)
def test_a_failure_can_lose_what_lies_between_two_backups_and_the_time_that_one_takes(
    backup: dict[str, str], hours: float
) -> None:
    assert worst_loss(Backup.model_validate(backup)) == hours * HOUR


@pytest.mark.parametrize(
    ("recovery", "seconds"),
    [
        ({"restoring": {"data": "800 GB", "at": "80 MB/s", "and": "2 h"}}, 17_200),
        ({"restoring": {"data": "800 GB", "at": "80 MB/s"}}, 10_000),
        ({"restoring": {"data": "1 GB", "at": "3 MB/s"}}, 334),
        ({"backup": {"every": "24 h", "restore took": "5 h"}, "restoring": {"data": "1 GB", "at": "1 GB/s"}}, 18_000),
        ({"restoring": {"data": "800 GB"}}, None),
        ({"backup": {"every": "24 h"}}, None),
        ({}, None),
    ],
)
def test_a_restore_takes_what_was_measured_or_what_amount_and_speed_make_it(
    recovery: dict[str, object], seconds: int | None
) -> None:
    assert restore_seconds(Recovery.model_validate(recovery)) == seconds


def test_a_part_of_the_next_business_day_takes_thirteen_and_a_half_hours_at_best() -> None:
    repair = {"repair": {"diagnosis": "1 h", "repair": "2 h"}, "backup": {"every": "24 h", "restore took": "4 h"}}
    failed = datetime(2026, 4, 17, 16, 30, tzinfo=ZoneInfo(ZONE))
    fix = earliest_fix(
        Recovery.model_validate(repair),
        int(failed.timestamp()),
        hours=weekdays("09:00-17:00"),
        vendor=weekdays("08:00-17:00"),
        zone=ZONE,
    )
    assert fix.fixed_at - fix.reported_at == 93.5 * HOUR
    assert fix.open_seconds == 13.5 * HOUR
    assert datetime.fromtimestamp(fix.fixed_at, ZoneInfo(ZONE)) == failed + timedelta(hours=93.5)


def test_without_a_word_on_repair_only_the_wait_for_the_part_counts() -> None:
    failed = int(datetime(2026, 4, 14, 9, 30, tzinfo=ZoneInfo(ZONE)).timestamp())
    hours = weekdays("09:00-17:00")
    fix = earliest_fix(Recovery.model_validate({}), failed, hours=hours, vendor=hours, zone=ZONE)
    assert fix.open_seconds == 7.5 * HOUR
