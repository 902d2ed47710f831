"""Figures and the clauses behind them."""

from __future__ import annotations

import pytest

from asagreed.figures import Clause, Figure


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
