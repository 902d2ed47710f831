"""Shifts as people write them."""

from __future__ import annotations

import pytest

from asagreed.errors import InvalidHours
from asagreed.open_time import Shift, parse_shifts, shift
from asagreed.open_time.shifts import clock_face

HOUR = 3600


@pytest.mark.parametrize(
    ("text", "shifts"),
    [
        ("08:00-17:00", [(8, 17)]),
        ("08:00-12:00 13:00-17:00", [(8, 12), (13, 17)]),
        ("08:00–12:00, 13:00–17:00", [(8, 12), (13, 17)]),
        ("9:00-17:00", [(9, 17)]),
        ("00:00-24:00", [(0, 24)]),
        ("22:00-06:00", [(22, 30)]),
        ("16:00-00:00", [(16, 24)]),
        ("18:00-18:00", [(18, 42)]),
    ],
)
def test_a_text_is_read_as_shifts(text: str, shifts: list[tuple[int, int]]) -> None:
    assert parse_shifts(text) == tuple(Shift(opens * HOUR, closes * HOUR) for opens, closes in shifts)


def test_seconds_can_be_written() -> None:
    assert parse_shifts("08:00:01-23:59:59") == (Shift(8 * HOUR + 1, 24 * HOUR - 1),)


@pytest.mark.parametrize("text", ["08:00-17:00", "22:00-06:00", "00:00-24:00", "08:00:01-09:00"])
def test_a_shift_is_shown_as_it_is_written(text: str) -> None:
    assert [str(one) for one in parse_shifts(text)] == [text]


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "no shift is named"),
        ("08:00", "a shift has two clock times with a dash between them"),
        ("08:00-", "a shift has two clock times with a dash between them"),
        ("8-17", "a clock time has the form HH:MM"),
        ("08:00-25:00", "clock times run from 00:00 to 24:00"),
        ("08:00-24:01", "clock times run from 00:00 to 24:00"),
        ("08:60-17:00", "clock times run from 00:00 to 24:00"),
        ("08:00:60-17:00", "clock times run from 00:00 to 24:00"),
        ("24:00-08:00", "24:00 ends a day and cannot open one; write 00:00"),
    ],
)
def test_hours_that_cannot_be_are_explained(text: str, why: str) -> None:
    with pytest.raises(InvalidHours) as caught:
        parse_shifts(text)

    assert caught.value.why == why
    assert str(caught.value) == (
        f"The hours «{caught.value.given}» cannot be: {why}. Write shifts as «08:00-12:00 13:00-17:00»."
    )


@pytest.mark.parametrize(
    ("opens", "closes"), [(HOUR, HOUR), (2 * HOUR, HOUR), (0, 24 * HOUR + 1), (-1, 5), (24 * HOUR, 25 * HOUR)]
)
def test_a_shift_is_neither_empty_nor_longer_than_a_day(opens: int, closes: int) -> None:
    with pytest.raises(InvalidHours, match="more than nothing and at most 24 hours"):
        Shift(opens, closes)


def test_two_clock_times_make_a_shift() -> None:
    assert shift("22:00", "24:00") == Shift(22 * HOUR, 24 * HOUR)


def test_a_clock_face_shows_seconds_only_when_there_are_any() -> None:
    assert [clock_face(seconds) for seconds in (0, 3660, 3661, 86_400)] == ["00:00", "01:01", "01:01:01", "24:00"]
