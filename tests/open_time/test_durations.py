"""Lengths of time in words."""

from __future__ import annotations

import pytest

from asagreed.open_time import ElapsedTime, OpenTime, in_words


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (0, "0 s"),
        (59, "59 s"),
        (60, "1 min"),
        (3600, "1 h"),
        (3900, "1 h 05 min"),
        (3661, "1 h 01 min 1 s"),
        (7205, "2 h 5 s"),
        (360_000, "100 h"),
        (-3900, "-1 h 05 min"),
    ],
)
def test_a_length_is_told_in_words_and_not_rounded(seconds: int, words: str) -> None:
    assert in_words(seconds) == words
    assert str(OpenTime(seconds)) == words
    assert str(ElapsedTime(seconds)) == words


def test_lengths_of_one_kind_are_ordered() -> None:
    assert sorted([OpenTime(2), OpenTime(1)]) == [OpenTime(1), OpenTime(2)]


def test_open_time_and_elapsed_time_do_not_mix() -> None:
    with pytest.raises(TypeError):
        OpenTime(1) < ElapsedTime(2)  # type: ignore[operator]  # noqa: B015 -- the comparison must fail
