"""From rules on the clock face to spans in UTC: holidays, editions, clock changes, closures."""

from __future__ import annotations

from datetime import date

import pytest
from tests.open_time.desk import BERLIN, closure, days, desk, hours, local, open_on, week

from asagreed.open_time import ClosedDays, DayRules, ListedHolidays, Span
from asagreed.open_time.shifts import DAY

FIRST = "0001-01-01"
NIGHTS = week("22:00-06:00", "22:00-06:00", "22:00-06:00")
ALL_DAY = week("00:00-24:00", "00:00-24:00", "00:00-24:00")
CHRISTMAS = ListedHolidays(days({"2026-12-25": "Christmas Day", "2026-12-26": "Boxing Day"}))
FRIDAY = date(2026, 12, 25)


def test_a_holiday_closes_its_date_and_what_runs_over_into_it() -> None:
    nights = desk((FIRST, DayRules(NIGHTS, closed=(ClosedDays(ListedHolidays({FRIDAY: "Christmas Day"})),))))

    assert open_on(nights, "2026-12-24 12:00", "2026-12-26 12:00") == [
        "12-24 22:00-12-25 00:00",
        "12-26 00:00-12-26 06:00",
    ]


def test_two_holidays_in_a_row_close_from_the_evening_before_the_first_to_the_morning_after_the_second() -> None:
    wider = DayRules(ALL_DAY, closed=(ClosedDays(CHRISTMAS, before=3 * 3600, after=8 * 3600),))

    assert open_on(desk((FIRST, wider)), "2026-12-24", "2026-12-28") == [
        "12-24 00:00-12-24 21:00",
        "12-27 08:00-12-28 00:00",
    ]


def test_a_holiday_can_close_the_whole_dates_beside_it() -> None:
    wider = DayRules(ALL_DAY, closed=(ClosedDays(CHRISTMAS, before=DAY, after=DAY),))

    assert open_on(desk((FIRST, wider)), "2026-12-23", "2026-12-29") == [
        "12-23 00:00-12-24 00:00",
        "12-28 00:00-12-29 00:00",
    ]


def test_hours_on_a_holiday_and_before_one() -> None:
    rules = DayRules(
        week(),
        closed=(ClosedDays(CHRISTMAS),),
        on_holiday=((CHRISTMAS, hours("10:00-12:00")),),
        before_holiday=((CHRISTMAS, hours("08:00-14:00")),),
    )

    assert open_on(desk((FIRST, rules)), "2026-12-23", "2026-12-29") == [
        "12-23 08:00-12-23 17:00",
        "12-24 08:00-12-24 14:00",
        "12-25 10:00-12-25 12:00",
        "12-26 10:00-12-26 12:00",
        "12-28 08:00-12-28 17:00",
    ]


def test_an_extra_opening_wins_over_the_holiday_and_over_the_edges_of_its_neighbours() -> None:
    rules = DayRules(
        NIGHTS,
        closed=(ClosedDays(CHRISTMAS, before=3 * 3600, after=8 * 3600),),
        openings={FRIDAY: hours("00:00-02:00 20:00-24:00"), date(2026, 12, 27): hours("07:00-09:00")},
    )

    # What runs over from the 24th into the holiday stays closed.
    assert open_on(desk((FIRST, rules)), "2026-12-24 12:00", "2026-12-28 12:00") == [
        "12-25 00:00-12-25 02:00",
        "12-25 20:00-12-26 00:00",
        "12-27 07:00-12-27 09:00",
    ]


def test_before_its_first_edition_a_calendar_is_closed() -> None:
    assert open_on(desk(("2026-03-04", DayRules(NIGHTS))), "2026-03-01", "2026-03-05 12:00") == [
        "03-04 22:00-03-05 06:00"
    ]


def test_new_hours_hold_from_their_date_and_a_night_shift_ends_as_it_began() -> None:
    calendar = desk((FIRST, DayRules(NIGHTS)), ("2026-03-04", DayRules(week("09:00-12:00"))))

    assert open_on(calendar, "2026-03-02 12:00", "2026-03-06") == [
        "03-02 22:00-03-03 06:00",
        "03-03 22:00-03-04 06:00",
        "03-04 09:00-03-04 12:00",
        "03-05 09:00-03-05 12:00",
    ]


def test_a_holiday_of_the_new_edition_closes_what_runs_over_from_the_old_one() -> None:
    closing = DayRules(week(), closed=(ClosedDays(ListedHolidays(days({"2026-03-04": "founding day"}))),))
    calendar = desk((FIRST, DayRules(NIGHTS)), ("2026-03-04", closing))

    assert open_on(calendar, "2026-03-03 12:00", "2026-03-05") == ["03-03 22:00-03-04 00:00"]


def test_an_hour_that_the_clock_skips_is_never_open() -> None:
    nights = desk((FIRST, DayRules(week(sunday="02:00-03:00 03:30-04:00"))))

    assert open_on(nights, "2026-03-29", "2026-03-30") == ["03-29 03:30-03-29 04:00"]


def test_an_hour_that_the_clock_repeats_is_open_twice() -> None:
    nights = desk((FIRST, DayRules(week(sunday="02:15-02:45"))))
    midnight = int(local("2026-10-25").timestamp())

    assert [(span.start - midnight) // 60 for span in nights.spans(midnight, midnight + DAY)] == [135, 195]


def test_a_day_around_the_clock_has_as_many_hours_as_the_day() -> None:
    calendar = desk((FIRST, DayRules(ALL_DAY)))

    assert calendar.elapsed(local("2026-03-29"), local("2026-03-30")).seconds == 23 * 3600
    assert calendar.elapsed(local("2026-10-25"), local("2026-10-26")).seconds == 25 * 3600


def test_the_date_that_apia_skipped_has_no_hours() -> None:
    calendar = desk((FIRST, DayRules(ALL_DAY)), zone="Pacific/Apia")
    from_thursday, to_sunday = local("2011-12-29", "Pacific/Apia"), local("2012-01-01", "Pacific/Apia")

    assert calendar.elapsed(from_thursday, to_sunday).seconds == 2 * DAY


def test_a_closure_wins_over_everything() -> None:
    rules = DayRules(week(), openings={FRIDAY: hours("08:00-17:00")})
    calendar = desk((FIRST, rules), closures=(closure("2026-12-24 12:00", "2026-12-25 16:00"),))

    assert open_on(calendar, "2026-12-24", "2026-12-26") == ["12-24 08:00-12-24 12:00", "12-25 16:00-12-25 17:00"]


def test_a_closure_may_be_given_in_utc() -> None:
    noon = int(local("2026-03-03 12:00").timestamp())

    assert open_on(desk(closures=(Span(noon, noon + 3600),)), "2026-03-03", "2026-03-04") == [
        "03-03 08:00-03-03 12:00",
        "03-03 13:00-03-03 17:00",
    ]


# In UTC, the change to summer is at 01:00 on 2026-03-29 and the change to winter at 01:00 on 2026-10-25.
@pytest.mark.parametrize(
    ("starts", "ends", "in_utc"),
    [
        ("2026-03-29 01:00", "2026-03-29 02:30", ("00:00", "01:00")),
        ("2026-03-29 02:30", "2026-03-29 04:00", ("01:00", "02:00")),
        ("2026-03-29 02:00", "2026-03-29 03:00", None),
        ("2026-03-29 02:10", "2026-03-29 02:50", None),
        ("2026-10-25 01:00", "2026-10-25 02:00", ("-01:00", "00:00")),
        ("2026-10-25 02:00", "2026-10-25 03:00", ("00:00", "02:00")),
        ("2026-10-25 02:30", "2026-10-25 02:45", ("00:30", "01:45")),
        ("2026-10-25 03:00", "2026-10-25 02:00", None),
    ],
)
def test_a_closure_lasts_as_long_as_the_clock_shows_its_times(
    starts: str, ends: str, in_utc: tuple[str, str] | None
) -> None:
    span = closure(starts, ends).in_zone(BERLIN)
    midnight = int(local(starts[:10], "UTC").timestamp())

    assert (span and (span.start - midnight, span.end - midnight)) == (in_utc and tuple(map(seconds_of, in_utc)))


def seconds_of(text: str) -> int:
    sign = -1 if text.startswith("-") else 1
    hour, minute = text.lstrip("-").split(":")
    return sign * (int(hour) * 3600 + int(minute) * 60)


def test_a_closure_that_never_was_closes_nothing() -> None:
    calendar = desk((FIRST, DayRules(ALL_DAY)), closures=(closure("2026-03-29 02:10", "2026-03-29 02:50"),))

    assert open_on(calendar, "2026-03-29", "2026-03-30") == ["03-29 00:00-03-30 00:00"]
