"""Zones as stretches of constant offset."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asagreed.errors import UnknownZone
from asagreed.open_time.zones import stretches_of_year, year_start, zone_named

ZONES = sorted({"Africa/Casablanca", "America/Sao_Paulo", "Antarctica/Troll", "Asia/Gaza", "Australia/Lord_Howe"})


def test_a_year_in_berlin_has_three_stretches() -> None:
    stretches = stretches_of_year("Europe/Berlin", 2026)

    changes = [datetime(2026, 3, 29, 1, tzinfo=UTC), datetime(2026, 10, 25, 1, tzinfo=UTC)]
    assert [one.offset for one in stretches] == [3600, 7200, 3600]
    assert [one.start for one in stretches[1:]] == [int(change.timestamp()) for change in changes]


def test_lord_howe_changes_by_half_an_hour() -> None:
    assert [one.offset for one in stretches_of_year("Australia/Lord_Howe", 2025)] == [39_600, 37_800, 39_600]


def test_apia_jumped_over_a_day() -> None:
    assert [one.offset for one in stretches_of_year("Pacific/Apia", 2011)] == [-36_000, -39_600, -36_000, 50_400]


@given(zone=st.sampled_from(ZONES), year=st.integers(1905, 2150), second=st.integers(0, 365 * 86_400 - 1))
def test_every_moment_of_a_year_lies_in_the_stretch_with_its_offset(zone: str, year: int, second: int) -> None:
    moment = year_start(year) + second
    stretches = stretches_of_year(zone, year)
    offset = datetime.fromtimestamp(moment, ZoneInfo(zone)).utcoffset() or timedelta(0)

    assert [stretches[0].start, *(one.end for one in stretches)] == [
        *(one.start for one in stretches),
        year_start(year + 1),
    ]
    assert [one.offset for one in stretches if one.start <= moment < one.end] == [offset.total_seconds()]


@pytest.mark.parametrize("name", ["Mars/Phobos", "", "../etc/passwd", "CEST", "Europe"])
def test_an_unknown_zone_is_refused_by_name(name: str) -> None:
    with pytest.raises(UnknownZone, match="is not an IANA time zone") as caught:
        zone_named(name)

    assert caught.value.zone == name
