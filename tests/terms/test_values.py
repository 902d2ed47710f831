"""Single values: what they mean, and that nothing is guessed."""

from __future__ import annotations

from datetime import date, datetime
from fractions import Fraction

import pytest
from pydantic_core import PydanticCustomError

from asagreed.open_time import Shift
from asagreed.terms.values.closures import Closure, NamedHolidays, parse_closing
from asagreed.terms.values.dates import parse_date, parse_moment
from asagreed.terms.values.days import parse_days
from asagreed.terms.values.durations import Duration, parse_duration, parse_length
from asagreed.terms.values.holiday_edges import parse_after, parse_before
from asagreed.terms.values.periods import Period, parse_period, parse_renewal
from asagreed.terms.values.pins import parse_pin, parse_place
from asagreed.terms.values.promises import parse_promise
from asagreed.terms.values.shares import Share, parse_share
from asagreed.terms.values.shifts import read_shifts
from asagreed.terms.values.vague import VAGUE_WORDS
from asagreed.terms.values.warning_steps import WarningStep, parse_warning


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("90 s", 90),
        ("30 min", 1_800),
        ("4 h", 14_400),
        ("1 h 30 min", 5_400),
        ("1.5 h", 5_400),
        ("2hours", 7_200),
        ("45 Minutes", 2_700),
    ],
)
def test_a_length_of_time_is_read_in_words(text: str, seconds: int) -> None:
    assert parse_length(text) == seconds


def test_working_days_wait_for_the_length_of_a_working_day() -> None:
    duration = parse_duration("2 working days")

    assert duration == Duration(0, Fraction(2))
    assert duration.in_seconds(working_day=9 * 3600) == 64_800
    assert parse_duration("0.5 business days").in_seconds(working_day=8 * 3600) == 14_400


def test_elapsed_days_pass_on_the_wall() -> None:
    assert parse_duration("2 elapsed days") == Duration(172_800, is_elapsed=True)
    assert parse_duration("48 elapsed hours") == Duration(172_800, is_elapsed=True)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "YML301"),
        ("h", "YML301"),
        ("-1 h", "YML301"),
        ("0.0001 h", "YML301"),
        ("4 hors", "YML301"),
        ("1 elapsed day 1 h", "YML301"),
        ("3 days", "YML303"),
        ("1 week", "YML303"),
        ("0 h", "YML304"),
        ("as soon as possible", "YML302"),
        ("within a reasonable time", "YML302"),
        ("to be agreed", "YML302"),
        ("dependent on the vendor", "YML302"),
    ],
)
def test_a_length_that_could_be_anything_is_refused(text: str, code: str) -> None:
    with pytest.raises(PydanticCustomError) as refused:
        parse_duration(text)

    assert refused.value.type == code


def test_every_vague_word_has_a_reason() -> None:
    assert all(len(reason) > 20 for reason in VAGUE_WORDS.values())


def test_a_promise_may_add_travel_or_be_a_guide_or_none() -> None:
    four_hours = Duration(14_400)

    assert parse_promise("4 h").duration == four_hours
    assert parse_promise("4 h plus travel").plus_travel
    assert parse_promise("4 h plus travel").duration == four_hours
    assert parse_promise("4 h as a guide").is_guide
    assert parse_promise("4 h plus travel as a guide").plus_travel
    assert parse_promise("none").duration is None


def test_dates_and_moments_are_local() -> None:
    assert parse_date("2028-02-29") == date(2028, 2, 29)
    assert parse_moment("2026-07-01") == datetime(2026, 7, 1)  # noqa: DTZ001 - local on purpose
    assert parse_moment("2026-07-01 15:30") == datetime(2026, 7, 1, 15, 30)  # noqa: DTZ001 - local on purpose
    assert parse_moment("2026-07-01T15:30:10") == datetime(2026, 7, 1, 15, 30, 10)  # noqa: DTZ001 - local on purpose


@pytest.mark.parametrize("text", ["2026-07-01 noon", "2026-07-01 24:00", "2026-07-01 15:30 CET"])
def test_a_moment_with_an_impossible_clock_time_is_refused(text: str) -> None:
    with pytest.raises(PydanticCustomError) as refused:
        parse_moment(text)

    assert refused.value.type == "YML307"


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("mon", (0,)),
        ("Tuesday", (1,)),
        ("fridays", (4,)),
        ("mon-thu", (0, 1, 2, 3)),
        ("fri-mon", (4, 5, 6, 0)),
        ("mon, wed and fri", (0, 2, 4)),
        ("weekdays", (0, 1, 2, 3, 4)),
        ("weekend", (5, 6)),
        ("every day", (0, 1, 2, 3, 4, 5, 6)),
    ],
)
def test_days_are_read_as_they_are_spoken(text: str, days: tuple[int, ...]) -> None:
    assert parse_days(text).days == days


def test_a_key_may_be_about_holidays_or_the_day_before_them() -> None:
    assert (parse_days("on illinois").when, parse_days("on illinois").holidays) == ("on", "illinois")
    assert (parse_days("day before illinois").when, parse_days("the day before illinois").holidays) == (
        "before",
        "illinois",
    )


def test_shifts_may_be_several_overnight_or_none() -> None:
    assert read_shifts("13:00-17:00, 08:00-12:00") == (Shift(28_800, 43_200), Shift(46_800, 61_200))
    assert read_shifts("22:00 - 06:00") == (Shift(79_200, 108_000),)
    assert read_shifts("00:00-24:00") == (Shift(0, 86_400),)
    assert read_shifts("closed") == ()


@pytest.mark.parametrize(
    ("text", "starts", "ends"),
    [
        ("2026-12-24 to 2026-12-26", "2026-12-24", "2026-12-27"),
        ("2026-07-03", "2026-07-03", "2026-07-04"),
        ("2026-07-03 12:00-17:00", "2026-07-03 12:00", "2026-07-03 17:00"),
        ("2026-07-03 12:00 to 2026-07-05 08:00", "2026-07-03 12:00", "2026-07-05 08:00"),
    ],
)
def test_a_closure_is_a_date_dates_or_hours(text: str, starts: str, ends: str) -> None:
    assert parse_closing(text) == Closure(datetime.fromisoformat(starts), datetime.fromisoformat(ends))


def test_a_closing_may_name_holidays() -> None:
    assert parse_closing("illinois") == NamedHolidays("illinois")


def test_a_holiday_may_close_from_the_evening_before_until_the_morning_after() -> None:
    assert parse_before("21:00 the evening before") == 3 * 3600
    assert parse_after("08:00 the morning after") == 8 * 3600
    assert parse_after("08:00 the day after") == 8 * 3600


@pytest.mark.parametrize("text", ["08:00", "25:00 the evening before", "08:00 the morning after"])
def test_an_evening_that_is_none_is_refused(text: str) -> None:
    with pytest.raises(PydanticCustomError):
        parse_before(text)


def test_periods_of_the_civil_calendar_keep_the_day_of_the_month() -> None:
    last_of_january = datetime(2026, 1, 31)  # noqa: DTZ001 - local on purpose

    assert parse_period("1 month").after(last_of_january).date() == date(2026, 2, 28)
    assert parse_period("for 1 year") == Period(months=12)
    assert parse_period("2 weeks") == Period(days=14)
    assert parse_period("60 days") == Period(days=60)
    assert parse_renewal("yearly") == Period(months=12)
    assert parse_renewal("for 6 months") == Period(months=6)
    assert parse_renewal("never") is None


def test_a_share_says_of_what_and_how_often() -> None:
    assert parse_share("95% of tickets a month") == Share(Fraction(19, 20), "month")
    assert parse_share("99.5 % of calls per quarter") == Share(Fraction(199, 200), "quarter")
    assert parse_share("none") == Share(None)


def test_a_warning_is_a_part_of_the_time_or_so_long_before_or_after() -> None:
    assert parse_warning("75%") == WarningStep(percent=Fraction(3, 4))
    assert parse_warning("15 min before") == WarningStep(before=900)
    assert parse_warning("1 h after") == WarningStep(after=3_600)


def test_pins_and_places_are_written_back_as_they_were() -> None:
    assert str(parse_pin("gold@2026-01")) == "gold@2026-01"
    assert str(parse_place("US-IL")) == "US-IL"
    assert str(parse_place("NL")) == "NL"
