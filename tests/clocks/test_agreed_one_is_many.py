"""Whole logs judged under agreements that were read equal tickets judged one at a time."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.clocks.agreed_tickets import BEGIN, END, agreed, agreed_tickets

from asagreed.clocks import Clock, judge_clock
from asagreed.clocks.agreement_promises import AgreementPromises
from asagreed.clocks.in_bulk.columns import NO_MOMENT, STATES, VERDICTS
from asagreed.clocks.reporting import origin_of
from asagreed.clocks.timeline import courses_of
from asagreed.errors import AsagreedError
from asagreed.facts import Ticket, table_from_tickets
from asagreed.foresight import JudgedLog, judge_log
from asagreed.versions import History

EVERY_CLOCK = ("response", "next reply", "update", "resolution", "arrival", "plan", "hand-over", "logging")
logs = st.lists(agreed_tickets(), min_size=1, max_size=6)
moments = st.integers(BEGIN, END + 20 * 86_400)
agreements = st.sampled_from(("everything", "fresh"))


@settings(max_examples=150, deadline=None)
@given(name=agreements, tickets=logs, as_of=moments)
def test_a_log_is_judged_as_its_tickets_are(name: str, tickets: list[Ticket], as_of: int) -> None:
    assert_one_is_many(agreed(name), tickets, as_of)


@pytest.mark.proof
@settings(max_examples=5_000, deadline=None)
@given(name=agreements, tickets=logs, as_of=moments)
def test_a_great_many_logs_are_judged_as_their_tickets_are(name: str, tickets: list[Ticket], as_of: int) -> None:
    assert_one_is_many(agreed(name), tickets, as_of)


def assert_one_is_many(history: History, tickets: list[Ticket], as_of: int) -> None:
    known = [ticket for ticket in tickets if ticket.events[0].at <= as_of]
    judged = judge_log(table_from_tickets(tickets), history, as_of=as_of)
    promises = AgreementPromises(history)
    names = [columns.name for columns in judged.clocks]

    assert len(set(names)) == len(names)
    for name in names:
        for number, ticket in enumerate(known):
            together, expected = in_bulk(judged, name, number), alone(ticket, history, promises, name, as_of)
            assert together == expected, (name, ticket)


def in_bulk(judged: JudgedLog, name: str, number: int) -> object:
    columns = next(columns for columns in judged.clocks if columns.name == name)
    rows = np.flatnonzero((columns.ticket == number) & (columns.target >= 0))
    if number in columns.why_not:
        assert not len(rows)
        return columns.why_not[number]
    return [
        (
            STATES[columns.state[row]].value,
            VERDICTS[columns.verdict[row]].value,
            int(columns.elapsed[row]),
            columns.targets[columns.target[row]],
            int(columns.started_at[row]),
            *(_moment(column[row]) for column in (columns.breached_at, columns.stopped_at, columns.first_stopped_at)),
        )
        for row in rows
    ]


def alone(ticket: Ticket, history: History, promises: AgreementPromises, name: str, as_of: int) -> object:
    try:
        return [
            (
                clock.state.value,
                clock.verdict.value,
                clock.elapsed,
                clock.target,
                clock.started_at,
                clock.breached_at,
                clock.stopped_at if clock.state.value == "stopped" else None,
                clock.first_stopped_at,
            )
            for clock in clocks_named(ticket, history, promises, name, as_of)
        ]
    except AsagreedError as refusal:
        return refusal.summary


def clocks_named(
    ticket: Ticket, history: History, promises: AgreementPromises, name: str, as_of: int
) -> Iterator[Clock]:
    counts_from = origin_of(ticket, history).counts_from
    rules = tuple(rule for rule in promises.rules(started_at=counts_from) if rule.name == name)
    for course in courses_of(ticket, promises, counts_from=counts_from, as_of=as_of, rules=rules):
        clock = judge_clock(
            name=name, cycle=course.cycle, started_at=course.started_at, turns=course.turns, as_of=as_of
        )
        if clock is not None:
            yield clock


def _moment(at: np.int64) -> int | None:
    return None if at == NO_MOMENT else int(at)
