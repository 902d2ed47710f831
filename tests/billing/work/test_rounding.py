"""Minimum and step, once for the whole job."""

from __future__ import annotations

from fractions import Fraction

import pytest

from asagreed.billing.work.hourly_price import HourlyRate
from asagreed.billing.work.judging import Judgement, Stretch
from asagreed.billing.work.rounding import round_job
from asagreed.coverage import Coverage
from asagreed.figures import Clause

CARD = Clause("rates")


def part(seconds: int, per_hour: int | None, *, minimum: int = 0, step: int = 0, is_free: bool = False) -> Stretch:
    """Return a part of a job; one without a price is undecided."""
    rate = HourlyRate(
        per_hour=Fraction(per_hour or 0),
        because="",
        clause=CARD,
        normal=Fraction(0),
        work_type="remote",
        is_banded=False,
        minimum=(minimum, Clause(f"minimum of {minimum}")) if minimum else None,
        step=(step, Clause(f"step of {step}")) if step else None,
        draws=None,
        draws_clause=None,
    )
    coverage = Coverage("excluded", "", None)
    if is_free:
        return Stretch(0, seconds, seconds, (2026, 5), Judgement("covered", "", None, coverage))
    if per_hour is None:
        return Stretch(0, seconds, seconds, (2026, 5), Judgement("undecided", "", None, coverage))
    return Stretch(0, seconds, seconds, (2026, 5), Judgement("billable", "", None, coverage, rate, ("rate",)))


@pytest.mark.parametrize(
    ("parts", "billed", "on", "clause"),
    [
        ([part(600, 100)], (600,), 0, None),
        ([part(600, 100, minimum=1800)], (1800,), 0, "minimum of 1800"),
        ([part(1860, 100, minimum=1800)], (1860,), 0, None),
        ([part(1860, 100, step=900)], (2700,), 0, "step of 900"),
        ([part(1800, 100, step=900)], (1800,), 0, None),
        ([part(600, 100, minimum=1000, step=900)], (1800,), 0, "minimum of 1000"),
        ([part(600, 100, minimum=1800, step=900)], (1800,), 0, "minimum of 1800"),
        ([part(600, 200, minimum=1800), part(60, 100, minimum=3600)], (600, 3000), 1, "minimum of 3600"),
        ([part(600, 200, step=900), part(60, 100, step=600)], (600, 300), 1, "step of 900"),
        (
            [part(600, 100, minimum=1800), part(60, None), part(60, 0, is_free=True)],
            (600, 60, 1140),
            2,
            "minimum of 1800",
        ),
        ([part(600, 100, minimum=1800), part(60, None)], (1740, 60), 0, "minimum of 1800"),
        ([part(600, None), part(60, 0, is_free=True)], (600, 60), 0, None),
    ],
)
def test_a_job_is_rounded_once_and_its_cheapest_part_takes_the_surplus(
    parts: list[Stretch], billed: tuple[int, ...], on: int, clause: str | None
) -> None:
    rounded = round_job(parts)

    assert (rounded.billed, rounded.on) == (billed, on)
    assert (rounded.clause.address if rounded.clause else None) == clause
    assert rounded.surplus == sum(billed) - sum(each.seconds for each in parts)


def test_a_job_of_nothing_is_nothing() -> None:
    assert round_job([]).billed == ()
