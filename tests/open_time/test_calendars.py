"""Calendars, and calendars made of calendars."""

from __future__ import annotations

from datetime import date

import pytest
from tests.open_time.desk import closure, days, desk, hours, local, week

from asagreed.errors import NoWorkingTime
from asagreed.open_time import (
    AllOf,
    AnyOf,
    ClosedDays,
    DayRules,
    Except,
    ListedHolidays,
    OpenHours,
    OpenTime,
    always,
    counting,
    weekly_calendar,
)

FIRST = "0001-01-01"
DAYS = desk((FIRST, DayRules(week("08:00-17:00"))))
EVENINGS = desk((FIRST, DayRules(week("16:00-20:00"))))
EMPTY = desk((FIRST, DayRules(((),) * 7)))
HONOLULU = "Pacific/Honolulu"
MIDNIGHT, NEXT_MIDNIGHT = local("2026-03-03"), local("2026-03-04")


def open_hours(calendar: OpenHours) -> float:
    return calendar.elapsed(MIDNIGHT, NEXT_MIDNIGHT).seconds / 3600


def test_any_of_is_open_while_one_is() -> None:
    assert open_hours(AnyOf("long days", (DAYS, EVENINGS))) == 12


def test_all_of_is_open_while_each_is() -> None:
    assert open_hours(AllOf("hand-over", (DAYS, EVENINGS))) == 1


def test_except_is_open_while_the_other_is_closed() -> None:
    assert open_hours(Except("after hours", always(), DAYS)) == 15


def test_combinations_can_be_combined() -> None:
    assert open_hours(Except("quiet", AnyOf("long days", (DAYS, EVENINGS)), AllOf("hand-over", (DAYS, EVENINGS)))) == 11


def test_always_never_closes() -> None:
    assert open_hours(always()) == 24
    assert always().name == "always"


def test_a_weekly_calendar_has_one_edition() -> None:
    holidays = ClosedDays(ListedHolidays(days({"2026-03-03": "founding day"})))
    calendar = weekly_calendar(
        name="support",
        zone="Europe/Berlin",
        weekly=week(),
        closed=(holidays,),
        openings={date(2026, 3, 7): hours("10:00-12:00")},
        closures=(closure("2026-03-04 08:00", "2026-03-04 10:00"),),
    )

    assert calendar.elapsed(MIDNIGHT, local("2026-03-05")) == OpenTime(7 * 3600)
    assert calendar.elapsed(local("2026-03-07"), local("2026-03-08")) == OpenTime(2 * 3600)


@pytest.mark.parametrize(
    "calendar",
    [
        EMPTY,
        AnyOf("none of two", (EMPTY, EMPTY)),
        AllOf("no day in common", (DAYS, EMPTY)),
        Except("nothing", EMPTY, DAYS),
        desk((FIRST, DayRules(week())), ("2026-03-01", DayRules(((),) * 7))),
    ],
)
def test_a_calendar_that_never_opens_again_has_no_due_moment(calendar: OpenHours) -> None:
    with pytest.raises(NoWorkingTime, match="has no working time left after 2026-03-02 23:00:00") as caught:
        calendar.deadline(MIDNIGHT, OpenTime(1))

    assert caught.value.calendar == calendar.name


def test_two_calendars_that_never_meet_have_no_due_moment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(counting, "LAST_YEAR", 2030)  # the search runs to the year 2999 otherwise: four seconds
    with pytest.raises(NoWorkingTime):
        AllOf("noon and night", (DAYS, desk((FIRST, DayRules(week("18:00-20:00")))))).deadline(MIDNIGHT, OpenTime(1))


def test_a_calendar_closed_for_good_still_has_its_last_opening() -> None:
    closing = desk((FIRST, DayRules(week())), ("2027-03-01", DayRules(((),) * 7)))

    assert closing.deadline(local("2027-02-26 17:00"), OpenTime(0)) == local("2027-02-26 17:00")
    assert closing.deadline(MIDNIGHT, OpenTime(9 * 3600)) == local("2026-03-03 17:00")
    with pytest.raises(NoWorkingTime):
        closing.deadline(local("2027-02-26 17:00"), OpenTime(1))


def test_a_later_edition_is_waited_for() -> None:
    assert desk(("2031-01-01", DayRules(week()))).next_opening(MIDNIGHT) == local("2031-01-01 08:00")


def test_a_dated_opening_is_waited_for() -> None:
    once = desk((FIRST, DayRules(((),) * 7, openings={date(2031, 1, 4): hours("10:00-12:00")})))

    assert once.deadline(MIDNIGHT, OpenTime(7200)) == local("2031-01-04 12:00")


def test_the_last_date_of_a_year_may_open_in_the_next_year_of_utc() -> None:
    once = desk((FIRST, DayRules(((),) * 7, openings={date(2026, 12, 31): hours("15:00-18:00")})), zone=HONOLULU)

    assert once.next_opening(local("2026-06-01", HONOLULU)) == local("2026-12-31 15:00", HONOLULU)


def test_a_night_shift_may_end_in_the_year_after_the_last_edition_began() -> None:
    ending = desk((FIRST, DayRules(week("22:00-06:00"))), ("2026-12-31", DayRules(((),) * 7)), zone=HONOLULU)

    due = ending.deadline(local("2026-12-30 22:00", HONOLULU), OpenTime(8 * 3600))
    assert due == local("2026-12-31 06:00", HONOLULU)


@pytest.mark.parametrize("key", ["on_holiday", "before_holiday"])
def test_a_desk_that_opens_only_around_holidays_opens_again(key: str) -> None:
    holidays = ListedHolidays(days({"2031-01-04": "open house"}))
    special = desk((FIRST, DayRules(((),) * 7, **{key: ((holidays, hours("10:00-12:00")),)})))  # type: ignore[arg-type]
    day = {"on_holiday": "2031-01-04", "before_holiday": "2031-01-03"}[key]

    assert special.next_opening(MIDNIGHT) == local(f"{day} 10:00")
