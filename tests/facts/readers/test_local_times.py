"""Local times as UTC, many at once, against the standard library one at a time."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from asagreed.facts.readers.local_times import FIRST_SECOND, LAST_SECOND, utc_of

ZONES = (
    "UTC", "Europe/Berlin", "America/Chicago", "Australia/Lord_Howe", "Asia/Kathmandu", "Africa/Cairo",
    "America/Asuncion", "Pacific/Apia", "Africa/Casablanca",
)  # fmt: skip
EPOCH = datetime(1970, 1, 1)  # noqa: DTZ001 -- a wall clock


def one_by_one(local: int, zone: str, *, second: bool) -> tuple[int, str]:
    """Return what the standard library says, and whether the time comes once, twice or never."""
    wall = EPOCH + timedelta(seconds=local)
    both = [wall.replace(tzinfo=ZoneInfo(zone), fold=fold) for fold in (0, 1)]
    seconds = [round(one.timestamp()) for one in both]
    exists = [one.astimezone(UTC).astimezone(ZoneInfo(zone)).replace(tzinfo=None) == wall for one in both]
    if seconds[0] == seconds[1]:
        return seconds[0], "once"
    if all(exists):
        return max(seconds) if second else min(seconds), "twice"
    return local - round(both[0].utcoffset().total_seconds()), "never"  # type: ignore[union-attr]


@given(st.lists(st.integers(FIRST_SECOND, LAST_SECOND - 1), max_size=5), st.sampled_from(ZONES), st.booleans())
def test_many_times_become_utc_as_one_would(seconds: list[int], zone: str, second: bool) -> None:
    _compare(seconds, zone, second=second)


@pytest.mark.parametrize("zone", ZONES)
@pytest.mark.parametrize("second", [False, True])
def test_every_quarter_of_an_hour_of_two_years_is_placed(zone: str, second: bool) -> None:
    start = 14_610 * 86_400  # 2010-01-01
    _compare(list(range(start, start + 2 * 366 * 86_400, 900)), zone, second=second)


def _compare(seconds: list[int], zone: str, *, second: bool) -> None:
    found = utc_of(np.array(seconds, dtype=np.int64), zone, second=second)

    expected = [one_by_one(local, zone, second=second) for local in seconds]
    assert found.seconds.tolist() == [utc for utc, _ in expected]
    assert found.twice.tolist() == [place for place, (_, comes) in enumerate(expected) if comes == "twice"]
    assert found.never.tolist() == [place for place, (_, comes) in enumerate(expected) if comes == "never"]
