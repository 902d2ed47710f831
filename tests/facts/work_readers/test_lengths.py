"""Lengths and distances, as exports write them."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asagreed.facts.work_readers.lengths import read_length, read_meters, read_number


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("1 h 30 min", 5400),
        ("1h30m", 5400),
        ("1 hour, 30 minutes", 5400),
        ("90 min", 5400),
        ("1.5 h", 5400),
        ("PT1H30M", 5400),
        ("PT45S", 45),
        ("1:30", 5400),
        ("01:30:05", 5405),
        ("-0:30", -1800),
        ("1.5", 5400),
        ("1,5", 5400),
        (".25", 900),
        ("-1", -3600),
        ("0.00014", 1),
        ("0.000138", 0),
        ("-0.00014", -1),
        ("1e-1", 360),
        ("", None),
        ("h", None),
        ("1:5", None),
        ("a while", None),
        ("1e99", None),
        ("-999999999999", None),
        ("1 day", None),
    ],
)
def test_a_length_is_read_as_seconds(text: str, seconds: int | None) -> None:
    assert read_length(text, unit=3600) == seconds


def test_a_bare_number_without_a_unit_is_no_length() -> None:
    assert read_length("1.5", unit=None) is None
    assert read_length("1.5 h", unit=None) == 5400


@given(st.integers(0, 999_999))
def test_hours_minutes_and_seconds_come_back(seconds: int) -> None:
    hours, minutes, rest = seconds // 3600, seconds % 3600 // 60, seconds % 60

    assert read_length(f"{hours}:{minutes:02}:{rest:02}", unit=None) == seconds
    assert read_length(f"{hours} h {minutes} min {rest} s", unit=None) == seconds
    assert read_length(str(seconds), unit=1) == seconds


@pytest.mark.parametrize(
    ("text", "meters"), [("12.5", 12_500), ("12,5 km", 12_500), ("-1", None), ("1e60", None), ("far", None)]
)
def test_a_distance_is_read_as_meters(text: str, meters: int | None) -> None:
    assert read_meters(text) == meters


def test_a_number_is_exact() -> None:
    assert read_number(" 0.1 ") == Fraction(1, 10)
    assert read_number("1.2.3") is None
