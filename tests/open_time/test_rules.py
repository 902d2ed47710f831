"""Which shifts open on a date."""

from __future__ import annotations

from datetime import date

from tests.open_time.desk import days, hours, week

from asagreed.open_time import ClosedDays, DayRules, ListedHolidays

CHRISTMAS = ListedHolidays(days({"2026-12-25": "Christmas Day", "2026-12-26": "Boxing Day"}))
BRIDGES = ListedHolidays(days({"2026-12-28": "bridge day"}))
THURSDAY, FRIDAY, SATURDAY, MONDAY = date(2026, 12, 24), date(2026, 12, 25), date(2026, 12, 26), date(2026, 12, 28)


def test_an_ordinary_date_has_the_shifts_of_its_weekday() -> None:
    rules = DayRules(week("08:00-17:00", "09:00-12:00"))

    assert rules.shifts_on(FRIDAY) == hours("08:00-17:00")
    assert rules.shifts_on(SATURDAY) == hours("09:00-12:00")


def test_an_opening_replaces_the_shifts_of_its_date() -> None:
    rules = DayRules(week(), openings={SATURDAY: hours("10:00-14:00"), MONDAY: ()})

    assert rules.shifts_on(SATURDAY) == hours("10:00-14:00")
    assert rules.shifts_on(MONDAY) == ()


def test_holidays_and_the_dates_before_them_may_have_hours_of_their_own() -> None:
    rules = DayRules(
        week(),
        on_holiday=((CHRISTMAS, hours("10:00-12:00")), (BRIDGES, hours("09:00-13:00"))),
        before_holiday=((BRIDGES, hours("07:00-08:00")), (CHRISTMAS, hours("08:00-14:00"))),
    )

    assert rules.shifts_on(THURSDAY) == hours("08:00-14:00")
    assert rules.shifts_on(FRIDAY) == hours("10:00-12:00")
    assert rules.shifts_on(MONDAY) == hours("09:00-13:00")
    assert rules.shifts_on(date(2026, 12, 29)) == hours("08:00-17:00")


def test_the_holiday_that_closes_a_date_has_a_name() -> None:
    rules = DayRules(week(), closed=(ClosedDays(BRIDGES), ClosedDays(CHRISTMAS)))

    assert [rules.holiday_on(day) for day in (THURSDAY, FRIDAY, MONDAY)] == [None, "Christmas Day", "bridge day"]


def test_no_holiday_closes_a_date_with_hours_of_its_own() -> None:
    opened = DayRules(week(), closed=(ClosedDays(CHRISTMAS),), openings={FRIDAY: hours("10:00-12:00")})
    special = DayRules(week(), closed=(ClosedDays(CHRISTMAS),), on_holiday=((CHRISTMAS, hours("10:00-12:00")),))

    assert [rules.holiday_on(FRIDAY) for rules in (opened, special)] == [None, None]
    assert [rules.is_exempt(FRIDAY) for rules in (opened, special)] == [True, True]
    assert not opened.is_exempt(THURSDAY)
