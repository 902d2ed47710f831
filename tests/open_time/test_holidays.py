"""Which dates are holidays, and by which name."""

from __future__ import annotations

from datetime import date

import pytest

from asagreed.errors import UnknownHolidays
from asagreed.open_time import ClosedDays, ListedHolidays, PublicHolidays


def test_listed_holidays_are_those_listed() -> None:
    listed = ListedHolidays({date(2026, 4, 3): "Good Friday"})

    assert listed.name_on(date(2026, 4, 3)) == "Good Friday"
    assert listed.name_on(date(2026, 4, 4)) is None


def test_public_holidays_come_with_their_names() -> None:
    assert PublicHolidays("US").name_on(date(2026, 11, 26)) == "Thanksgiving Day"
    assert PublicHolidays("US").name_on(date(2026, 11, 27)) is None


def test_a_region_has_holidays_of_its_own() -> None:
    assert PublicHolidays("DE").name_on(date(2026, 6, 4)) is None
    assert PublicHolidays("DE", "BY").name_on(date(2026, 6, 4)) == "Corpus Christi"


def test_a_holiday_on_a_weekend_is_also_the_day_on_which_it_is_observed() -> None:
    independence = PublicHolidays("US")

    assert independence.name_on(date(2026, 7, 4)) == "Independence Day"
    assert independence.name_on(date(2026, 7, 3)) == "Independence Day (observed)"


def test_a_holiday_taken_out_is_out_on_the_day_observed_too() -> None:
    desk = PublicHolidays("US", without=("Independence Day", "Columbus Day"))

    assert desk.name_on(date(2026, 7, 4)) is None
    assert desk.name_on(date(2026, 7, 3)) is None
    assert desk.name_on(date(2026, 10, 12)) is None
    assert desk.name_on(date(2026, 12, 25)) == "Christmas Day"


def test_of_two_holidays_on_one_date_the_other_one_stays() -> None:
    # In 2008 Ascension Day fell on Labor Day.
    both = date(2008, 5, 1)

    assert PublicHolidays("DE").name_on(both) == "Ascension Day; Labor Day"
    assert PublicHolidays("DE", without=("Labor Day",)).name_on(both) == "Ascension Day"
    assert PublicHolidays("DE", without=("Labor Day", "Ascension Day")).name_on(both) is None


def test_a_holiday_can_be_added() -> None:
    desk = PublicHolidays("US", added={date(2026, 11, 27): "Day after Thanksgiving"})

    assert desk.name_on(date(2026, 11, 27)) == "Day after Thanksgiving"
    assert desk.name_on(date(2026, 11, 26)) == "Thanksgiving Day"


def test_the_names_of_a_year_are_known_before_any_is_taken_out() -> None:
    names = PublicHolidays("US", without=("Christmas Day",)).names_in(2026)

    assert {"Christmas Day", "Independence Day (observed)"} <= names
    assert "New Year's Day (observed)" not in names


@pytest.mark.parametrize(
    ("country", "subdivision", "name"), [("Atlantis", None, "Atlantis"), ("US", "Atlantis", "US-Atlantis")]
)
def test_an_unknown_country_or_region_is_refused_by_name(country: str, subdivision: str | None, name: str) -> None:
    with pytest.raises(UnknownHolidays, match=f"No public holidays are known for «{name}»") as caught:
        PublicHolidays(country, subdivision).name_on(date(2026, 1, 1))

    assert (caught.value.country, caught.value.subdivision) == (country, subdivision)


@pytest.mark.parametrize(("before", "after"), [(-1, 0), (0, -1), (86_401, 0), (0, 86_401)])
def test_a_holiday_closes_no_farther_than_the_neighbouring_dates(before: int, after: int) -> None:
    with pytest.raises(ValueError, match="it reaches at most to the neighbouring dates"):
        ClosedDays(ListedHolidays({}), before, after)
