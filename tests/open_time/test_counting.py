"""Elapsed open time, due moments, openings and spans, one at a time."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.open_time.desk import desk, local, week

from asagreed.errors import NaiveMoment, NoWorkingTime, OutOfRange
from asagreed.open_time import DayRules, OpenTime, Span, Spans, always, in_zone
from asagreed.open_time.zones import year_start

DESK = desk()
HOUR = 3600
MONDAY = int(local("2026-03-02").timestamp())


def test_a_ticket_of_friday_1655_answered_on_monday_0905_took_ten_minutes() -> None:
    assert DESK.elapsed(local("2026-11-20 16:55"), local("2026-11-23 09:05")).seconds == 70 * 60
    nine_to_five = desk(("0001-01-01", DayRules(week("09:00-17:00"))))
    assert nine_to_five.elapsed(local("2026-11-20 16:55"), local("2026-11-23 09:05")) == OpenTime(600)


def test_nothing_elapses_backwards() -> None:
    assert DESK.elapsed(local("2026-03-03 12:00"), local("2026-03-02 12:00")) == OpenTime(0)
    assert DESK.elapsed(local("2026-03-03 12:00"), local("2026-03-03 12:00")) == OpenTime(0)


def test_parts_of_a_second_are_dropped_on_both_sides() -> None:
    start, end = local("2026-03-02 12:00:00.9"), local("2026-03-02 12:00:02.1")

    assert DESK.elapsed(start, end) == OpenTime(2)


def test_what_runs_out_at_closing_is_due_at_closing() -> None:
    assert DESK.deadline(local("2026-03-02 13:00"), OpenTime(4 * HOUR)) == local("2026-03-02 17:00")
    assert DESK.deadline(local("2026-03-02 13:00"), OpenTime(4 * HOUR + 1)) == local("2026-03-03 08:00:01")


def test_a_due_moment_is_told_in_the_zone_of_the_start() -> None:
    due = DESK.deadline(datetime(2026, 3, 2, 12, tzinfo=UTC), OpenTime(HOUR))

    assert due.isoformat() == "2026-03-02T13:00:00+00:00"


def test_no_time_at_all_has_passed_at_once() -> None:
    assert DESK.moment_after(5, 0) == 5
    assert DESK.moment_after(5, -1) == 5


def test_the_opening_second_is_open_and_the_closing_second_is_not() -> None:
    moments = ["07:59:59", "08:00:00", "16:59:59", "17:00:00"]

    assert [DESK.is_open(local(f"2026-03-02 {time}")) for time in moments] == [False, True, True, False]


def test_the_next_opening_of_an_open_desk_is_now() -> None:
    assert DESK.next_opening(local("2026-03-02 12:00")) == local("2026-03-02 12:00")
    assert DESK.next_opening(local("2026-03-06 17:00")) == local("2026-03-09 08:00")


def test_spans_are_cut_to_what_was_asked() -> None:
    noon, tomorrow_noon = MONDAY + 12 * HOUR, MONDAY + 36 * HOUR

    assert DESK.spans(noon, tomorrow_noon) == Spans(
        [Span(noon, noon + 5 * HOUR), Span(MONDAY + 32 * HOUR, tomorrow_noon)]
    )
    assert DESK.spans(noon, noon) == Spans()


def test_a_calendar_that_never_closes_is_one_span_across_years() -> None:
    start, end = year_start(2025), year_start(2028)

    assert list(always().spans(start, end)) == [Span(start, end)]


def test_earlier_years_can_be_asked_after_later_ones() -> None:
    calendar = desk()
    later = calendar.seconds_between(MONDAY, MONDAY + 86_400)
    earlier = calendar.seconds_between(MONDAY - 3 * 365 * 86_400, MONDAY)

    assert later == 9 * HOUR
    assert earlier == desk().seconds_between(MONDAY - 3 * 365 * 86_400, MONDAY)
    assert calendar.moment_after(MONDAY - 9 * 365 * 86_400, HOUR) == desk().moment_after(
        MONDAY - 9 * 365 * 86_400, HOUR
    )


def test_before_the_first_opening_nothing_has_passed() -> None:
    calendar = desk(("2026-03-02", DayRules(week())))

    assert calendar.seconds_between(MONDAY - 86_400, MONDAY + 9 * HOUR) == HOUR
    assert not calendar.is_open_at(MONDAY - 86_400)


@pytest.mark.parametrize(
    ("moment", "shown"),
    [
        (year_start(1900) - 1, "1899-12-31 23:59:59+00:00"),
        (year_start(3000), "3000-01-01 00:00:00+00:00"),
        (10**15, "1000000000000000 s after 1970"),
    ],
)
def test_moments_outside_the_computed_years_are_refused(moment: int, shown: str) -> None:
    with pytest.raises(OutOfRange) as caught:
        DESK.is_open_at(moment)

    assert str(caught.value).startswith(f"The moment {shown} lies outside the years 1900 to 2999")


def test_the_first_and_the_last_second_that_can_be_computed() -> None:
    first, last = year_start(1900), year_start(3000)
    early, late = always("early"), always("late")

    assert early.seconds_between(first, first + 10) == 10
    assert late.seconds_between(last - 10, last) == 10
    with pytest.raises(NoWorkingTime):
        late.moment_after(last - 10, 11)
    assert late.moment_after(last - 10, 10) == last


def test_a_moment_without_a_zone_is_refused() -> None:
    with pytest.raises(NaiveMoment, match="The moment 2026-03-02T12:00:00 has no time zone"):
        DESK.is_open(datetime(2026, 3, 2, 12))  # noqa: DTZ001 -- it is what is refused


def test_seconds_are_shown_on_the_clock_of_a_zone() -> None:
    assert in_zone(MONDAY, "America/Chicago").isoformat() == "2026-03-01T17:00:00-06:00"


moments = st.integers(year_start(2020), year_start(2030))


@given(moments, moments, moments)
def test_open_time_adds_up(a: int, b: int, c: int) -> None:
    first, second, third = sorted((a, b, c))

    assert DESK.seconds_between(first, third) == (
        DESK.seconds_between(first, second) + DESK.seconds_between(second, third)
    )


@given(moments, st.integers(1, 400 * HOUR))
def test_a_due_moment_is_the_earliest_at_which_the_time_has_passed(start: int, seconds: int) -> None:
    due = DESK.moment_after(start, seconds)

    assert DESK.seconds_between(start, due) == seconds
    assert DESK.seconds_between(start, due - 1) == seconds - 1


@given(moments, moments)
def test_the_open_seconds_are_those_of_the_spans(a: int, b: int) -> None:
    start, end = sorted((a, b))

    assert DESK.seconds_between(start, end) == DESK.spans(start, end).total


@given(moments)
def test_a_desk_opens_next_at_the_start_of_a_span(moment: int) -> None:
    spans = list(DESK.spans(moment, moment + 7 * 86_400))

    assert DESK.opening_from(moment) == spans[0].start
    assert DESK.is_open_at(moment) == (spans[0].start == moment)


def test_a_week_of_deadlines_agrees_with_the_wall() -> None:
    start = local("2026-03-27 16:00")

    # Over the change to summer: one hour on Friday, the rest on Monday.
    assert DESK.deadline(start, OpenTime(2 * HOUR)) - start == timedelta(days=2, hours=17)
    assert (DESK.deadline(start, OpenTime(2 * HOUR)).timestamp() - start.timestamp()) / HOUR == 64
