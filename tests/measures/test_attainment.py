"""How much was kept, and how sure that is (semantics/feasibility.md, F08a and F09)."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asagreed.measures import Attainment, Interval, wilson_interval


@pytest.mark.parametrize(
    ("met", "of", "low", "high"),
    [
        (37, 40, 80.1, 97.4),  # F08a
        (30, 30, 88.6, 100.0),
        (0, 30, 0.0, 11.4),
        (1, 1, 20.7, 100.0),
        (50, 100, 40.4, 59.6),
    ],
)
def test_the_interval_is_that_of_wilson(met: int, of: int, low: float, high: float) -> None:
    interval = wilson_interval(met, of)

    assert (round(interval.low * 100, 1), round(interval.high * 100, 1)) == (low, high)


def test_thirty_of_thirty_still_allow_nine_and_a_half_misses_of_a_hundred() -> None:
    # F09 bounds one side only: 1 - 0.05 ** (1 / 30). The same bound by Wilson, with the quantile of one side, is 8.3 %.
    assert round((1 - 0.05 ** (1 / 30)) * 100, 1) == 9.5
    assert round((1 - wilson_interval(30, 30, z=1.6448536269514722).low) * 100, 1) == 8.3


@given(of=st.integers(1, 10_000), data=st.data())
def test_the_interval_holds_the_share_and_never_leaves_nought_to_one(of: int, data: st.DataObject) -> None:
    met = data.draw(st.integers(0, of))
    interval = wilson_interval(met, of)

    assert 0 <= interval.low <= met / of + 1e-12
    assert met / of - 1e-12 <= interval.high <= 1


def test_the_share_is_exact() -> None:
    attainment = Attainment(met=37, breached=3, undecided=5, without_verdict=2)

    assert (attainment.decided, attainment.share) == (40, Fraction(37, 40))
    assert attainment.interval == wilson_interval(37, 40)


def test_what_was_promised_is_kept_to_the_last_ticket() -> None:
    assert Attainment(met=19, breached=1).keeps(Fraction(95, 100)) is True
    assert Attainment(met=18, breached=1).keeps(Fraction(95, 100)) is False
    assert Attainment(met=2, breached=1).keeps(Fraction(2, 3)) is True


def test_without_tickets_attainment_is_not_applicable() -> None:
    nothing = Attainment(undecided=3, without_verdict=1)

    assert (nothing.share, nothing.interval, nothing.keeps(Fraction(1, 2))) == (None, None, None)


def test_attainments_add_up() -> None:
    assert Attainment(1, 2, 3, 4) + Attainment(10, 20, 30, 40) == Attainment(11, 22, 33, 44)
    assert Interval(0.1, 0.2) == Interval(low=0.1, high=0.2)
