"""Days of a month, the version of each, and runs of days on which the same held."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from tests.billing.agreed import HEAD, amendment, history

from asagreed.billing.charges.days import days_of, runs, version_in, version_on

ENDS_IN_MAY = HEAD.replace("from: 2026-01-01, for: 3 years", "from: 2025-05-11, for: 1 year")
CHANGED = history(
    HEAD + "fees: {care: 100.00 USD a month}\n", amendment("2026-05-11 12:00", fees__care="31.00 USD a month")
)


def test_february_has_its_days_in_leap_years_too() -> None:
    assert (len(days_of((2026, 2))), len(days_of((2028, 2)))) == (28, 29)
    assert (days_of((2026, 5))[0], days_of((2026, 5))[-1]) == (date(2026, 5, 1), date(2026, 5, 31))


def test_the_day_on_which_a_version_begins_is_its_own_also_when_it_begins_at_noon() -> None:
    numbers = [version.number for day in (10, 11) if (version := version_on(CHANGED, date(2026, 5, day)))]

    assert numbers == [1, 2]


def test_runs_have_their_share_of_the_month_and_pass_over_days_without() -> None:
    found = list(runs(CHANGED, (2026, 5), lambda version, day: version.number if day.day > 5 else None))

    assert [(run.held, run.first.day, run.last.day, run.share, run.is_whole) for run in found] == [
        (1, 6, 10, Fraction(5, 31), False),
        (2, 11, 31, Fraction(21, 31), False),
    ]


def test_versions_that_say_the_same_make_one_run_that_cites_the_first() -> None:
    (run,) = runs(CHANGED, (2026, 5), lambda _version, _day: "the same")

    assert (run.version.number, run.is_whole) == (1, True)


def test_the_version_of_a_month_is_its_last_also_when_the_agreement_ends_within_it() -> None:
    ended = history(ENDS_IN_MAY)
    months = [version_in(ended, month) for month in ((2025, 4), (2025, 5), (2026, 5), (2026, 6))]

    assert [version.number if version else None for version in months] == [None, 1, 1, None]
    changed = version_in(CHANGED, (2026, 5))
    assert changed is not None
    assert changed.number == 2
