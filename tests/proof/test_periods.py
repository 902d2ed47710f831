"""Months, quarters and years of reports."""

from __future__ import annotations

import pytest

from asagreed.errors import NotAPeriod
from asagreed.proof.periods import ReportPeriod, period_around, period_named


@pytest.mark.parametrize(
    ("name", "every", "months"),
    [
        ("2026-05", "month", ("2026-05",)),
        ("2026-Q2", "quarter", ("2026-04", "2026-05", "2026-06")),
        ("2026", "year", tuple(f"2026-{month:02d}" for month in range(1, 13))),
    ],
)
def test_a_period_is_typed_as_it_is_named(name: str, every: str, months: tuple[str, ...]) -> None:
    found = period_named(name)
    assert (found.name, found.every, found.month_names) == (name, every, months)


@pytest.mark.parametrize("text", ["2026-13", "2026-00", "2026-Q5", "May", "", "2026-5"])
def test_what_is_no_period_is_refused_in_words(text: str) -> None:
    with pytest.raises(NotAPeriod, match="Write a month as 2026-05"):
        period_named(text)


def test_a_period_begins_and_ends_at_local_midnight() -> None:
    span = period_named("2026-03").span("America/Chicago")
    assert span.seconds == 31 * 86_400 - 3600


def test_a_quarter_lies_around_each_of_its_months() -> None:
    quarter = period_named("2026-Q2")
    assert {period_around(month, "quarter") for month in quarter.months} == {quarter}
    assert quarter.calendar_months == ((2026, 4), (2026, 5), (2026, 6))


def test_periods_overlap_where_they_share_a_month() -> None:
    quarter = period_named("2026-Q2")
    assert quarter.overlaps(period_named("2026-06"))
    assert not quarter.overlaps(period_named("2026-07"))
    assert not quarter.overlaps(ReportPeriod(quarter.first - 1))
