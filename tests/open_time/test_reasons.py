"""Why a calendar is closed."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st
from tests.open_time.desk import BERLIN, closure, days, desk, hours, local, week

from asagreed.open_time import (
    AllOf,
    AnyOf,
    ClosedDays,
    DayRules,
    Except,
    ListedHolidays,
    OpenHours,
    Span,
    Spans,
    always,
)
from asagreed.open_time.reasons import next_midnight, stretches, why_closed
from asagreed.open_time.zones import year_start

FIRST = "0001-01-01"
CHRISTMAS = ListedHolidays(days({"2026-12-25": "Christmas Day"}))
WIDER = ClosedDays(CHRISTMAS, before=3 * 3600, after=8 * 3600)
ALL_DAY = week("00:00-24:00", "00:00-24:00", "00:00-24:00")


def told(calendar: OpenHours, first: str, last: str) -> list[str]:
    found = stretches(calendar, int(local(first).timestamp()), int(local(last).timestamp()), zone=BERLIN)
    return [f"{face(one.start)}-{face(one.end)} {'+' if one.is_open else '·'} {one.why}" for one in found]


def face(moment: int) -> str:
    return f"{datetime.fromtimestamp(moment, ZoneInfo(BERLIN)):%d %H:%M}"


def test_a_day_is_open_within_its_hours_and_closed_outside() -> None:
    assert told(desk(), "2026-03-02", "2026-03-03") == [
        "02 00:00-02 08:00 · outside support",
        "02 08:00-02 17:00 + within support",
        "02 17:00-03 00:00 · outside support",
    ]


def test_a_weekend_is_one_stretch() -> None:
    assert told(desk(), "2026-03-06 17:00", "2026-03-09 08:00") == ["06 17:00-09 08:00 · outside support"]


def test_nothing_is_told_of_no_time() -> None:
    assert told(desk(), "2026-03-06", "2026-03-06") == []


def test_a_holiday_is_named_for_its_date() -> None:
    calendar = desk((FIRST, DayRules(week(), closed=(ClosedDays(CHRISTMAS),))))

    assert told(calendar, "2026-12-24 17:00", "2026-12-26 12:00") == [
        "24 17:00-25 00:00 · outside support",
        "25 00:00-26 00:00 · holiday: Christmas Day",
        "26 00:00-26 12:00 · outside support",
    ]


def test_a_holiday_is_named_for_the_evening_before_and_the_morning_after_too() -> None:
    calendar = desk((FIRST, DayRules(week("08:00-20:00", "10:00-12:00"), closed=(WIDER,))))

    assert told(calendar, "2026-12-24 19:00", "2026-12-26 12:00") == [
        "24 19:00-24 20:00 + within support",
        "24 20:00-24 21:00 · outside support",
        "24 21:00-26 08:00 · holiday: Christmas Day",
        "26 08:00-26 10:00 · outside support",
        "26 10:00-26 12:00 + within support",
    ]


def test_hours_of_its_own_keep_a_holiday_from_being_the_reason() -> None:
    rules = DayRules(week(), closed=(WIDER,), openings={date(2026, 12, 25): hours("10:00-12:00")})

    assert told(desk((FIRST, rules)), "2026-12-25", "2026-12-26") == [
        "25 00:00-25 10:00 · outside support",
        "25 10:00-25 12:00 + within support",
        "25 12:00-26 00:00 · outside support",
    ]


def test_a_closure_is_the_reason_as_long_as_it_lasts() -> None:
    closures = (closure("2026-03-02 07:00", "2026-03-02 10:00"), closure("2026-03-29 02:10", "2026-03-29 02:50"))

    assert told(desk(closures=closures), "2026-03-02", "2026-03-02 12:00") == [
        "02 00:00-02 07:00 · outside support",
        "02 07:00-02 10:00 · support is closed",
        "02 10:00-02 12:00 + within support",
    ]


def test_a_closure_in_utc_is_a_reason_too() -> None:
    noon = int(local("2026-03-02 12:00").timestamp())

    assert why_closed(desk(closures=(Span(noon, noon + 60),)), noon) == "support is closed"


def test_before_its_first_edition_a_calendar_had_not_begun() -> None:
    assert told(desk(("2026-03-02", DayRules(week()))), "2026-03-01", "2026-03-02 08:00") == [
        "01 00:00-02 00:00 · support had not begun",
        "02 00:00-02 08:00 · outside support",
    ]


def test_a_combined_calendar_gives_the_reason_of_the_part_that_is_closed() -> None:
    evenings = desk((FIRST, DayRules(week("16:00-20:00"))))
    holiday = desk((FIRST, DayRules(ALL_DAY, closed=(ClosedDays(CHRISTMAS),))))

    assert told(AnyOf("long days", (desk(), evenings)), "2026-03-02 07:00", "2026-03-02 09:00") == [
        "02 07:00-02 08:00 · outside support",
        "02 08:00-02 09:00 + within long days",
    ]
    assert told(AllOf("both", (holiday, desk())), "2026-12-24 16:00", "2026-12-25 10:00") == [
        "24 16:00-24 17:00 + within both",
        "24 17:00-25 00:00 · outside support",
        "25 00:00-25 10:00 · holiday: Christmas Day",
    ]


def test_what_is_taken_out_of_a_calendar_is_named() -> None:
    locked = desk((FIRST, DayRules(week("12:00-13:00"))))
    visits = Except("visits", desk(), AnyOf("no access to the annex", (locked,)))

    assert told(visits, "2026-03-02 11:00", "2026-03-02 18:00") == [
        "02 11:00-02 12:00 + within visits",
        "02 12:00-02 13:00 · no access to the annex",
        "02 13:00-02 17:00 + within visits",
        "02 17:00-02 18:00 · outside support",
    ]


def test_the_reason_changes_where_a_part_opens_and_closes() -> None:
    locked = desk((FIRST, DayRules(week("16:00-20:00"))))

    assert told(Except("visits", desk(), AnyOf("no access", (locked,))), "2026-03-02 15:00", "2026-03-02 21:00") == [
        "02 15:00-02 16:00 + within visits",
        "02 16:00-02 17:00 · no access",
        "02 17:00-02 21:00 · outside support",
    ]


def test_a_calendar_of_another_kind_is_closed_outside_its_hours() -> None:
    class Never(OpenHours):
        name = "never"

        def open_spans_of_year(self, year: int) -> list[tuple[int, int]]:
            return []

        def opens_again_after(self, year: int) -> bool:
            return False

    assert told(Never(), "2026-03-01", "2026-03-09") == ["01 00:00-09 00:00 · outside never"]


def test_what_never_closes_needs_no_reason() -> None:
    assert told(always(), "2026-03-01", "2026-03-02") == ["01 00:00-02 00:00 + within always"]


def test_a_date_begins_where_the_clock_first_shows_it() -> None:
    sao_paulo, apia = ZoneInfo("America/Sao_Paulo"), ZoneInfo("Pacific/Apia")
    skipped_midnight = int(datetime(2018, 11, 3, 12, tzinfo=sao_paulo).timestamp())
    skipped_date = int(datetime(2011, 12, 29, 12, tzinfo=apia).timestamp())

    first = datetime.fromtimestamp(next_midnight(skipped_midnight, "America/Sao_Paulo"), sao_paulo)
    second = datetime.fromtimestamp(next_midnight(skipped_date, "Pacific/Apia"), apia)

    assert (first.isoformat(), second.isoformat()) == ("2018-11-04T01:00:00-02:00", "2011-12-31T00:00:00+14:00")


@given(start=st.integers(year_start(2026), year_start(2027)), length=st.integers(1, 40 * 86_400))
def test_stretches_fill_the_time_and_the_open_ones_are_the_spans(start: int, length: int) -> None:
    rules = DayRules(week("08:00-12:00 13:00-23:30"), closed=(WIDER,))
    calendar = Except(
        "visits", desk((FIRST, rules), closures=(Span(start + 50, start + 500),)), desk(zone="Asia/Tokyo")
    )
    found = list(stretches(calendar, start, start + length, zone=BERLIN))

    assert [one.start for one in found] + [start + length] == [start, *(one.end for one in found)]
    assert Spans(Span(one.start, one.end) for one in found if one.is_open) == calendar.spans(start, start + length)
