"""The clocks of one ticket."""

from __future__ import annotations

from asagreed.clocks.clock import Clock
from asagreed.clocks.judging import judge_clock
from asagreed.clocks.promises import ClockRule, Promises
from asagreed.clocks.timeline import courses_of
from asagreed.facts import Ticket


def judge_ticket(ticket: Ticket, promises: Promises, *, counts_from: int, as_of: int) -> tuple[Clock, ...]:
    """Return every clock that measures a ticket, as of a moment; cycles of repeating clocks in order.

    A clock without a target is absent. Raises what `judge_rules` raises.
    """
    rules = promises.rules(started_at=counts_from)
    return judge_rules(ticket, promises, rules, counts_from=counts_from, as_of=as_of)


def judge_rules(
    ticket: Ticket, promises: Promises, rules: tuple[ClockRule, ...], *, counts_from: int, as_of: int
) -> tuple[Clock, ...]:
    """Return some clocks of a ticket.

    Raises NoWorkingTime when a target can never run out, NeverLogged for a ticket without a beginning, and what the
    promises raise when no target can be chosen.
    """
    clocks = (
        judge_clock(
            name=course.rule.name,
            cycle=course.cycle,
            started_at=course.started_at,
            turns=course.turns,
            as_of=as_of,
        )
        for course in courses_of(ticket, promises, counts_from=counts_from, as_of=as_of, rules=rules)
    )
    return tuple(clock for clock in clocks if clock is not None)
