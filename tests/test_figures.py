"""Figures and the clauses behind them."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from fractions import Fraction

import pytest

from asagreed.figures import Clause, Figure, Value, figure_data
from asagreed.money import Money


@pytest.mark.parametrize(
    ("clause", "shown"),
    [
        (Clause("targets.P1.response", "plans/gold.yaml", 53, "5f0c"), "targets.P1.response (plans/gold.yaml:53)"),
        (Clause("clocks.response", "semantics"), "clocks.response (semantics)"),
        (Clause("pause_on"), "pause_on"),
    ],
)
def test_a_clause_says_where_it_is_written(clause: Clause, shown: str) -> None:
    assert str(clause) == shown


def test_a_figure_without_clauses_and_parts_is_a_given() -> None:
    given = Figure(600, "s of open time", "as counted")

    assert (given.clauses, given.events, given.parts) == ((), (), ())


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (Fraction(37, 40), "37/40"),
        (datetime(2026, 3, 2, 8, tzinfo=UTC), "2026-03-02T08:00:00+00:00"),
        (Money(Decimal("12.50"), "EUR"), {"amount": "12.50", "currency": "EUR"}),
        (600, 600),
        ("met", "met"),
        (None, None),
    ],
)
def test_a_value_is_shown_without_loss(value: Value, shown: object) -> None:
    figure = Figure(value, "", "because", (Clause("targets", "a.yaml", 1, "5f"),), ("7",), (Figure(1, "s", "part"),))

    assert figure_data(figure) == {
        "value": shown,
        "unit": "",
        "because": "because",
        "clauses": [{"address": "targets", "file": "a.yaml", "line": 1, "version": "5f"}],
        "events": ["7"],
        "parts": [{"value": 1, "unit": "s", "because": "part", "clauses": [], "events": [], "parts": []}],
    }
