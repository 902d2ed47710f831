"""When recurring work comes again: words and rules of RFC 5545, as local dates."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asagreed.terms.values.recurrences import parse_recurrence

BEGAN = date(2026, 1, 12)


def days(text: str, *, began_on: date = BEGAN, until: date = date(2027, 1, 1)) -> list[str]:
    """Return the first four dates of a recurrence, without the year."""
    found = parse_recurrence(text).dates(began_on=began_on, until=until)
    return [f"{day:%m-%d}" for day, _ in zip(found, range(4), strict=False)]


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("daily", ["01-12", "01-13", "01-14", "01-15"]),
        ("every day", ["01-12", "01-13", "01-14", "01-15"]),
        ("every working day", ["01-12", "01-13", "01-14", "01-15"]),
        ("every 3 days", ["01-14", "01-17", "01-20", "01-23"]),
        ("weekly", ["01-18", "01-25", "02-01", "02-08"]),
        ("weekly on mon, thu", ["01-12", "01-15", "01-19", "01-22"]),
        ("every tue", ["01-13", "01-20", "01-27", "02-03"]),
        ("every weekdays", ["01-12", "01-13", "01-14", "01-15"]),
        ("every 2 weeks on fri", ["01-23", "02-06", "02-20", "03-06"]),
        ("monthly", ["01-31", "02-28", "03-31", "04-30"]),
        ("Monthly on the first tue", ["02-03", "03-03", "04-07", "05-05"]),
        ("monthly on the last fri of the month", ["01-30", "02-27", "03-27", "04-24"]),
        ("monthly on the 15th", ["01-15", "02-15", "03-15", "04-15"]),
        ("monthly on the last day", ["01-31", "02-28", "03-31", "04-30"]),
        ("quarterly", ["03-31", "06-30", "09-30", "12-31"]),
        ("every 6 months", ["06-30", "12-31"]),
        ("twice a year", ["06-30", "12-31"]),
        ("every 6 months on the second wed", ["06-10", "12-09"]),
        ("yearly", ["12-31"]),
        ("annually on the last day of the month", ["12-31"]),
        ("as needed", []),
        ("on request", []),
        ("RRULE:FREQ=MONTHLY;BYDAY=-1FR", ["01-30", "02-27", "03-27", "04-24"]),
        ("rrule:freq=yearly;bymonth=5;bymonthday=4;", ["05-04"]),
        ("RRULE:FREQ=WEEKLY;COUNT=2;BYDAY=MO", ["01-12", "01-19"]),
        ("RRULE:FREQ=DAILY;UNTIL=20260113", ["01-12", "01-13"]),
        ("RRULE:FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1", ["01-30", "02-27", "03-31", "04-30"]),
    ],
)
def test_words_and_rules_are_local_dates(text: str, dates: list[str]) -> None:
    assert days(text) == dates


def test_a_stretch_of_months_begins_with_the_month_in_which_it_was_begun() -> None:
    assert days("every 2 months", began_on=date(2026, 1, 31)) == ["02-28", "04-30", "06-30", "08-31"]


def test_a_month_by_its_own_words_equals_the_adverb() -> None:
    assert parse_recurrence("monthly") == parse_recurrence("every month")
    assert parse_recurrence("monthly").text == "monthly"


def test_a_day_that_comes_every_eight_years_at_the_longest_is_one_that_comes() -> None:
    assert parse_recurrence("RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29").rule


@given(
    number=st.integers(1, 24),
    unit=st.sampled_from(["days", "weeks", "months"]),
    began_on=st.dates(date(2020, 1, 1), date(2035, 12, 31)),
)
def test_each_stretch_has_one_date_and_the_window_does_not_move_it(number: int, unit: str, began_on: date) -> None:
    recurrence = parse_recurrence(f"every {number} {unit}")
    until = began_on + timedelta(days=3000)
    found = list(recurrence.dates(began_on=began_on, until=until))

    assert found == sorted(set(found))
    assert all(began_on <= day < until for day in found)
    assert found[: len(found) // 2] == list(recurrence.dates(began_on=began_on, until=found[len(found) // 2]))
    longest = {"days": 1, "weeks": 7, "months": 31}[unit] * number
    assert all(after - before <= timedelta(days=longest) for before, after in pairwise(found))
    assert found[0] - began_on <= timedelta(days=longest)
