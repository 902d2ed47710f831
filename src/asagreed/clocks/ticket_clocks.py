"""All clocks of one ticket."""

from __future__ import annotations

from asagreed.clocks.clock import Clock
from asagreed.clocks.judging import judge_clock
from asagreed.clocks.promises import Promises
from asagreed.clocks.timeline import courses_of
from asagreed.facts import Ticket


def judge_ticket(ticket: Ticket, promises: Promises, *, counts_from: int, as_of: int) -> tuple[Clock, ...]:
    """Return every clock that measures a ticket, as of a moment; cycles of repeating clocks in order.

    A clock without a target is absent. Raises NoWorkingTime when a target can never run out.
    """
    clocks = (
        judge_clock(
            name=course.rule.name,
            cycle=course.cycle,
            started_at=course.started_at,
            turns=course.turns,
            as_of=as_of,
        )
        for course in courses_of(ticket, promises, counts_from=counts_from, as_of=as_of)
    )
    return tuple(clock for clock in clocks if clock is not None)
