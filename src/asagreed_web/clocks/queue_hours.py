"""The support hours in which the next promise of a ticket runs, so that a queue can say how much of it is left."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from asagreed.clocks import TicketSituation
from asagreed.errors import AsagreedError
from asagreed.foresight import explain_ticket
from asagreed.open_time import OpenHours
from asagreed.versions import History
from asagreed_web.agreements.queries import histories_of
from asagreed_web.clocks.promises import promises_of
from asagreed_web.tickets.facts import ticket_fact
from asagreed_web.tickets.models import Ticket
from asagreed_web.tickets.queue import QueueRow


class Judgement(NamedTuple):
    """The clock of a ticket as it was judged: it has other hours only after the ticket was judged again."""

    ticket_id: int
    clock: str
    due_at: int
    judged_at: int


_KNOWN: dict[Judgement, OpenHours | None] = {}
_MOST = 50_000


def hours_of(rows: Iterable[QueueRow]) -> dict[int, OpenHours]:
    """Return the hours of the next clock of each ticket that has one, by its id.

    Two queries when tickets were judged since this process saw them, else none.
    """
    asked = [(_judgement(row), row) for row in rows if row.next_clock]
    unknown = [(key, row) for key, row in asked if key not in _KNOWN]
    if unknown:
        _learn(unknown)
    found = ((key.ticket_id, _KNOWN[key]) for key, _ in asked)
    return {ticket_id: hours for ticket_id, hours in found if hours is not None}


def _judgement(row: QueueRow) -> Judgement:
    return Judgement(row.pk, row.next_clock, row.next_due_at, row.judged_at)


def _learn(unknown: list[tuple[Judgement, QueueRow]]) -> None:
    if len(_KNOWN) + len(unknown) > _MOST:
        _KNOWN.clear()
    histories = histories_of(row.customer_id for _, row in unknown)
    tickets = Ticket.objects.in_bulk([key.ticket_id for key, _ in unknown])
    for key, row in unknown:
        history = histories.get(row.customer_id)
        _KNOWN[key] = _hours(row, tickets[row.pk], history) if history else None


def _hours(row: QueueRow, ticket: Ticket, history: History) -> OpenHours | None:
    situation = TicketSituation(
        priority=row.priority or None,
        reported_at=row.reported_at,
        attributes={name: word for name in _ATTRIBUTES if (word := getattr(ticket, name))},
    )
    try:
        asked = promises_of(history).target(row.next_clock, situation, started_at=ticket.counts_from, at=row.judged_at)
        if asked is not None and _agrees(row, asked.hours):
            return asked.hours
        return _explained(row, history)
    except AsagreedError:
        return None


_ATTRIBUTES = ("kind", "site", "system", "delivery", "channel")


def _agrees(row: QueueRow, hours: OpenHours) -> bool:
    """Whether hours lead from what was left when the clock was judged to the moment at which it breaks."""
    left = row.next_target - row.next_elapsed
    return left <= 0 or row.next_state != "running" or hours.seconds_between(row.judged_at, row.next_due_at) == left


def _explained(row: QueueRow, history: History) -> OpenHours | None:
    """Return the hours of a clock whose ticket alone does not tell them: a rider was accepted, terms were re-rated."""
    promises = promises_of(history)
    clocks = explain_ticket(ticket_fact(row.pk), history, as_of=row.judged_at, promises=promises).clocks
    found = (clock for clock in clocks if clock.name == row.next_clock and clock.due_at == row.next_due_at)
    return next((clock.target.hours for clock in found), None)
