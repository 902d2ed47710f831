"""Calendar months where the customer lives."""

from __future__ import annotations

import numpy as np
import pytest
from tests.foresight.replayed import at

from asagreed.clocks.in_bulk import NO_MOMENT
from asagreed.foresight.months import NO_MONTH, month_name, month_of, month_start, period_of_month

APRIL = 12 * 2026 + 3


def test_a_month_begins_at_local_midnight() -> None:
    moments = np.array([at("Tue 2026-03-31 23:59:59"), at("Wed 2026-04-01 00:00"), NO_MOMENT], np.int64)

    assert month_of(moments, "Europe/Berlin").tolist() == [APRIL - 1, APRIL, NO_MONTH]
    assert month_of(moments, "UTC").tolist() == [APRIL - 1, APRIL - 1, NO_MONTH]
    assert month_start(APRIL, "Europe/Berlin") == at("Wed 2026-04-01 00:00")


def test_moments_years_apart_have_their_months() -> None:
    moments = np.array([at("Wed 2025-12-31 12:00"), at("Sat 2028-01-01 00:00")], np.int64)

    assert [month_name(number) for number in month_of(moments, "Europe/Berlin").tolist()] == ["2025-12", "2028-01"]


def test_without_moments_there_are_no_months() -> None:
    assert month_of(np.array([NO_MOMENT], np.int64), "Europe/Berlin").tolist() == [NO_MONTH]


@pytest.mark.parametrize(("every", "period"), [("month", "2026-04"), ("quarter", "2026-Q2"), ("year", "2026")])
def test_a_month_belongs_to_its_period(every: str, period: str) -> None:
    assert period_of_month(APRIL, every) == period
