"""Clocks in columns, and codes by number."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.foresight.replayed import at, judged

from asagreed.clocks.in_bulk import NO_MOMENT
from asagreed.clocks.in_bulk.numbering import WIDEST, numbered
from asagreed.facts.event_table import Int64


@given(st.lists(st.one_of(st.integers(-5, 50), st.integers(-WIDEST, 3 * WIDEST))))
def test_codes_are_numbered_in_order(codes: list[int]) -> None:
    given_codes: Int64 = np.array(codes, np.int64)

    distinct, number = numbered(given_codes)

    assert distinct.tolist() == sorted(set(codes))
    assert distinct[number].tolist() == codes


@pytest.mark.parametrize("codes", [[], [7], [0, WIDEST], [0, WIDEST + 1]])
def test_no_spread_of_codes_is_too_wide(codes: list[int]) -> None:
    distinct, number = numbered(np.array(codes, np.int64))

    assert (distinct.tolist(), number.tolist()) == (codes, list(range(len(codes))))


def test_a_clock_is_decided_when_it_first_stopped_or_breached() -> None:
    response, resolution = (
        next(columns for columns in judged().clocks if columns.name == name) for name in ("response", "resolution")
    )

    assert response.decided_at[1] == at("Tue 2026-03-10 11:00")
    assert resolution.decided_at[2] == at("Tue 2026-03-10 13:00")
    assert resolution.decided_at[4] == NO_MOMENT


def test_tickets_without_a_target_have_no_length() -> None:
    arrival = next(columns for columns in judged().clocks if columns.name == "arrival")

    assert arrival.targets == ()
    assert arrival.within.tolist() == [0] * 8
