"""Clocks judged in columns equal clocks judged one at a time."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.clocks.simple_promises import SimplePromises

from asagreed.clocks import (
    BUILT_IN,
    ClockRule,
    ServiceTarget,
    Trigger,
    judge_ticket,
)
from asagreed.clocks.in_bulk.columns import NO_MOMENT, STATES, VERDICTS
from asagreed.clocks.in_bulk.judging import judge_many
from asagreed.clocks.in_bulk.log import Log
from asagreed.clocks.paused import paused_in_all, paused_time
from asagreed.facts import EventKind, Ticket, TicketEvent
from asagreed.facts.columns import table_from_tickets
from asagreed.facts.event_table import Int64
from asagreed.open_time import always, parse_shifts, weekly_calendar

OFFICE = weekly_calendar(
    name="support",
    zone="Europe/Berlin",
    weekly=(parse_shifts("08:00-12:00 13:00-17:30"),) * 5 + ((), ()),
)
ALWAYS = always()
START = 1_774_000_000  # 2026-03-20, nine days before the clocks go forward
PLAN = ClockRule("plan", Trigger.REPORTED, ("plan sent", Trigger.RESOLVED))

PROMISES = SimplePromises(
    targets={
        ("response", "P1"): ServiceTarget(1800, ALWAYS),
        ("response", "P2"): ServiceTarget(3600, OFFICE),
        ("response", "P3"): ServiceTarget(14400, OFFICE),
        ("resolution", "P1"): ServiceTarget(14400, ALWAYS),
        ("resolution", "P2"): ServiceTarget(28800, OFFICE),
        ("resolution", "P3"): ServiceTarget(86400, OFFICE, is_guide=True),
        ("arrival", "P2"): ServiceTarget(7200, OFFICE),
        ("plan", "P1"): ServiceTarget(7200, OFFICE),
        ("next reply", "P2"): ServiceTarget(7200, OFFICE),
        ("update", "P1"): ServiceTarget(7200, ALWAYS),
    },
    pauses={
        "resolution": frozenset({"waiting"}),
        "next reply": frozenset({"waiting"}),
        "arrival": frozenset({"no access"}),
    },
    known_rules=(*BUILT_IN, PLAN),
)

VALUES = {
    EventKind.STATUS: ("waiting", "no access", "working"),
    EventKind.PRIORITY: ("P1", "P2", "P3", "P4"),
    EventKind.HAPPENED: ("plan sent", "workaround"),
    EventKind.REOPENED: (None, "waiting"),
}
ORDINARY = tuple(
    kind
    for kind in EventKind
    if kind not in (EventKind.CREATED, EventKind.AGREEMENT, EventKind.CALENDAR, EventKind.CHANGED)
)


@st.composite
def tickets(draw: st.DrawFn) -> Ticket:
    reported_at = START + draw(st.integers(0, 14 * 86400))
    logged_at = reported_at + draw(st.sampled_from((0, 0, 600, 7200)))
    created = TicketEvent(EventKind.CREATED, logged_at, 0, "0", draw(st.sampled_from((None, "waiting"))))
    moments = sorted(draw(st.lists(st.integers(0, 4 * 86400), max_size=8)))
    events = [created]
    for number, after in enumerate(moments, start=1):
        kind = draw(st.sampled_from(ORDINARY))
        value = draw(st.sampled_from(VALUES.get(kind, (None,))))
        events.append(TicketEvent(kind, logged_at + after, number, str(number), value))
    return Ticket("T", reported_at, logged_at, tuple(events), draw(st.sampled_from(("P1", "P2", "P3", "P4"))))


@settings(max_examples=300, deadline=None)
@given(
    given_tickets=st.lists(tickets(), min_size=1, max_size=8),
    as_of=st.integers(START, START + 20 * 86400),
    from_change=st.booleans(),
    late_start=st.integers(0, 90000),
    points=st.lists(st.integers(START, START + 20 * 86400), max_size=1),
)
def test_many_tickets_are_judged_as_one_is(
    given_tickets: list[Ticket], as_of: int, from_change: bool, late_start: int, points: list[int]
) -> None:
    promises = SimplePromises(PROMISES.targets, PROMISES.pauses, PROMISES.known_rules, from_change, tuple(points))
    table = table_from_tickets(given_tickets)
    counts_from = table.reported_at + late_start
    log = Log(table, as_of=as_of)

    for rule in promises.all_rules():
        columns = judge_many(log, promises, rule, counts_from=counts_from)
        for number in range(len(given_tickets)):
            alone = [
                (clock.state, clock.verdict, clock.elapsed, clock.target.within, clock.breached_at)
                for clock in judge_ticket(
                    given_tickets[number], promises, counts_from=int(counts_from[number]), as_of=as_of
                )
                if clock.name == rule.name
            ]
            together = [
                (
                    STATES[columns.state[row]],
                    VERDICTS[columns.verdict[row]],
                    columns.elapsed[row],
                    columns.within[row],
                    None if columns.breached_at[row] == NO_MOMENT else columns.breached_at[row],
                )
                for row in np.flatnonzero((columns.ticket == number) & (columns.target >= 0))
            ]
            assert together == alone, (rule.name, given_tickets[number])
        assert columns.paused == _paused_one_by_one(given_tickets, promises, rule, counts_from, as_of)


def _paused_one_by_one(
    given_tickets: list[Ticket], promises: SimplePromises, rule: ClockRule, counts_from: Int64, as_of: int
) -> dict[str, int]:
    return paused_in_all(
        *(
            paused_time(clock)
            for number, ticket in enumerate(given_tickets)
            for clock in judge_ticket(ticket, promises, counts_from=int(counts_from[number]), as_of=as_of)
            if clock.name == rule.name
        )
    )
