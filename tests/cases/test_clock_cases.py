"""The cases of tests/cases/clocks, one at a time, in bulk, and explained."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from tests.cases.runner import Case, cases_in, clocks_of, expected_of, said_of

from asagreed.clocks.explaining import figure_of, rows_of
from asagreed.clocks.in_bulk.columns import NO_MOMENT, STATES, VERDICTS
from asagreed.errors import AsagreedError
from asagreed.facts import table_from_tickets
from asagreed.foresight import judge_log

CASES = cases_in(Path(__file__).parent / "clocks")
REFUSED = [case for case in CASES if "refused" in case.told["expect"]]
JUDGED = [case for case in CASES if case not in REFUSED]

every_case = pytest.mark.parametrize("case", JUDGED, ids=lambda case: case.name)
every_refused_case = pytest.mark.parametrize("case", REFUSED, ids=lambda case: case.name)


@every_case
def test_a_ticket_is_judged_as_the_agreement_says(case: Case) -> None:
    assert said_of(case) == expected_of(case)


@every_refused_case
def test_a_ticket_that_cannot_be_judged_is_refused_in_words(case: Case) -> None:
    with pytest.raises(AsagreedError) as refusal:
        clocks_of(case)

    assert str(refusal.value) == case.told["expect"]["refused"]


@every_case
def test_a_ticket_is_judged_in_bulk_as_it_is_alone(case: Case) -> None:
    alone = [
        (clock.name, clock.state, clock.verdict, clock.elapsed, clock.target.within, clock.breached_at)
        for clock in clocks_of(case)
    ]

    judged = judge_log(table_from_tickets([case.ticket]), case.history, as_of=case.as_of)

    together = [
        (
            columns.name,
            STATES[columns.state[row]],
            VERDICTS[columns.verdict[row]],
            columns.elapsed[row],
            columns.within[row],
            None if columns.breached_at[row] == NO_MOMENT else columns.breached_at[row],
        )
        for columns in judged.clocks
        for row in np.flatnonzero(columns.target >= 0)
    ]
    assert sorted(together, key=lambda one: one[0]) == sorted(alone, key=lambda one: one[0])
    assert [columns.why_not for columns in judged.clocks] == [{}] * len(judged.clocks)


@every_refused_case
def test_a_refusal_in_bulk_has_the_same_reason(case: Case) -> None:
    judged = judge_log(table_from_tickets([case.ticket]), case.history, as_of=case.as_of)
    with pytest.raises(AsagreedError) as refusal:
        clocks_of(case)

    said = {why for columns in judged.clocks for why in columns.why_not.values()}
    assert said == {refusal.value.summary}


@every_case
def test_the_stretches_of_a_clock_add_up_to_what_it_used(case: Case) -> None:
    for clock in clocks_of(case):
        rows = rows_of(clock, zone=case.history.zone)
        figure = figure_of(clock, zone=case.history.zone)

        assert sum(row.seconds for row in rows if row.counts) == clock.elapsed
        assert figure.value == clock.elapsed
        assert [part.value for part in figure.parts[1:]] == [row.seconds if row.counts else 0 for row in rows]
        assert [row.start for row in rows[1:]] == [row.end for row in rows[:-1]]
