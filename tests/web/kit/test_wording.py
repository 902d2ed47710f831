"""Moments, lengths and promises in words."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from django.utils import translation

from asagreed.money import Money
from asagreed_web.kit import wording
from asagreed_web.kit.parts import PromiseCell

ZONE = "Europe/Amsterdam"
NOW = 1772462820  # Mon 2 March 2026, 15:47
MINUTE, HOUR, DAY = 60, 3600, 86400
CELL = PromiseCell("response", "running", NOW + 38 * MINUTE, 38 * MINUTE, 22 * MINUTE, HOUR)


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (0, "0 min"),
        (45, "45 s"),
        (38 * MINUTE + 59, "38 min"),
        (2 * HOUR + 10 * MINUTE, "2 h 10 min"),
        (3 * DAY + 4 * HOUR + 59 * MINUTE, "3 d 4 h"),
        (2 * DAY, "2 d"),
        (-12 * MINUTE, "12 min"),
    ],
)
def test_a_length_is_told_by_its_two_largest_units(seconds: int, words: str) -> None:
    assert wording.duration(seconds) == words


def test_open_time_is_never_told_in_days() -> None:
    assert wording.open_duration(27 * HOUR + 10 * MINUTE) == "27 h 10 min"


@pytest.mark.parametrize(("seconds", "words"), [(67 * MINUTE, "1:07"), (3661, "1:01:01"), (65 * HOUR, "65:00")])
def test_a_length_in_a_table_leaves_nothing_out(seconds: int, words: str) -> None:
    assert wording.exact_duration(seconds) == words


@pytest.mark.parametrize(
    ("at", "words"),
    [
        (NOW + HOUR, "16:47"),
        (NOW + 18 * HOUR, "tomorrow 09:47"),
        (NOW - DAY, "yesterday 15:47"),
        (NOW + 4 * DAY, "Fri 15:47"),
        (NOW - 3 * DAY, "Fri 27 Feb, 15:47"),
        (NOW + 11 * DAY, "Fri 13 Mar, 15:47"),
        (NOW + 365 * DAY, "Tue 2 Mar 2027, 15:47"),
    ],
)
def test_a_moment_is_told_as_shortly_as_it_stays_clear(at: int, words: str) -> None:
    assert wording.near_moment(at, ZONE, NOW) == words


def test_a_moment_has_its_day_time_and_zone() -> None:
    assert wording.moment(NOW, "America/Chicago") == "Mon 2 Mar 2026, 08:47"
    assert wording.zone_note(NOW, "America/Chicago") == "CST, America/Chicago"
    assert wording.machine_moment(NOW) == "2026-03-02T14:47:00Z"


def test_a_stretch_names_its_day_once() -> None:
    assert wording.stretch(NOW - 7 * HOUR, NOW - 5 * HOUR, ZONE, NOW) == "08:47–10:47"
    assert wording.stretch(NOW - 3 * DAY, NOW - 7 * HOUR, ZONE, NOW) == "Fri 27 Feb, 15:47 – today 08:47"
    assert wording.stretch(NOW - 3 * DAY, NOW - DAY, ZONE, NOW) == "Fri 27 Feb, 15:47 – yesterday 15:47"


@pytest.mark.parametrize(("at", "words"), [(NOW - 30, "just now"), (NOW - 7200, "2 h ago"), (NOW + 90, "in 1 min")])
def test_a_moment_is_so_far_from_now(at: int, words: str) -> None:
    assert wording.relative(at, NOW) == words


@pytest.mark.parametrize(
    ("cell", "words"),
    [
        (CELL, ("Respond by 16:25", "38 min left")),
        (replace(CELL, name="on-call", state="at risk"), ("Due 16:25", "38 min left")),
        (replace(CELL, state="paused", remaining=7800), ("Paused", "2 h 10 min left")),
        (replace(CELL, state="paused", hold_reason="waiting for parts"), ("Paused: waiting for parts", "38 min left")),
        (replace(CELL, state="breached", remaining=-720), ("Missed by 12 min", "")),
        (replace(CELL, state="breached", remaining=-5), ("Missed by less than a minute", "")),
        (replace(CELL, state="met"), ("Met in 22 min", "")),
        (replace(CELL, state="none"), ("No promise", "")),
    ],
)
def test_a_promise_says_first_what_matters_most(cell: PromiseCell, words: tuple[str, str]) -> None:
    assert wording.promise_words(cell, zone=ZONE, now=NOW) == words


def test_a_customer_reads_what_they_will_get() -> None:
    assert wording.promise_words(CELL, zone=ZONE, now=NOW, to_customer=True)[0] == "Answer by 16:25"


def test_the_bar_ends_at_all_of_the_time() -> None:
    assert wording.used_share(CELL) == 36
    assert wording.used_share(replace(CELL, elapsed=2 * HOUR)) == 100
    assert wording.used_share(replace(CELL, budget=0)) == 0


@pytest.mark.parametrize(("name", "words"), [("update", "Next update"), ("on-call", "On-call")])
def test_a_clock_has_a_name_for_people(name: str, words: str) -> None:
    assert wording.promise_name(name) == words


def test_an_amount_stays_on_one_line_with_its_currency() -> None:
    assert wording.money(Money(Decimal("1252.00"), "USD")) == "1,252.00\u00a0USD"


@pytest.mark.parametrize(("size", "words"), [(640, "640\u00a0B"), (12_040, "12\u00a0kB"), (3_449_000, "3.4\u00a0MB")])
def test_a_file_has_a_size(size: int, words: str) -> None:
    assert wording.file_size(size) == words


def test_days_of_the_week_follow_the_language() -> None:
    with translation.override("de"):
        assert wording.day(NOW, ZONE).startswith("Mo")


def test_a_quarter_is_told_as_it_is_typed_elsewhere() -> None:
    assert (wording.period_words("2026-Q2"), wording.period_words("2026-05")) == ("Q2 2026", "May 2026")
