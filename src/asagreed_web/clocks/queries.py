"""What the clocks of a ticket say at a moment, and why: asked of the library, never of what was stored."""

from __future__ import annotations

from typing import Any

from asagreed.clocks.promises import Trigger
from asagreed.documents.explanation_data import explanation_data
from asagreed.errors import AsagreedError, NotInForce
from asagreed.facts import Ticket as TicketFact
from asagreed.foresight import ExplainedTicket, explain_ticket
from asagreed.versions import History
from asagreed_web.agreements.queries import history_of
from asagreed_web.clocks.promises import promises_of
from asagreed_web.tickets.facts import ticket_fact
from asagreed_web.tickets.models import Ticket


def explain(ticket_id: int, *, at: int) -> ExplainedTicket | None:
    """Return every clock of a ticket as of a moment (UTC seconds), or None where no agreement covers it."""
    customer_id = Ticket.objects.values_list("customer_id", flat=True).get(pk=ticket_id)
    return explain_fact(ticket_fact(ticket_id), history_of(customer_id), at=at)


def explain_fact(fact: TicketFact, history: History | None, *, at: int) -> ExplainedTicket | None:
    """Return the clocks of a ticket that was read already, or is only being thought of."""
    if history is None:
        return None
    try:
        return explain_ticket(fact, history, as_of=at, promises=promises_of(history))
    except AsagreedError:
        return None


def explanation(ticket_id: int, *, at: int) -> dict[str, Any] | None:
    """Return the explanation of a ticket as plain data, with moments in the zone of its customer."""
    explained = explain(ticket_id, at=at)
    if explained is None:
        return None
    return explanation_data(explained, zone=explained.version.terms.zone)


def hold_reasons(history: History | None, *, at: int) -> tuple[str, ...]:
    """Return the words that pause a clock at a moment, those that pause most clocks first."""
    version = _in_force(history, at)
    if version is None:
        return ()
    pausing = [reason for _, reason in version.terms.pause_clauses]
    return tuple(sorted(dict.fromkeys(pausing), key=lambda reason: -pausing.count(reason)))


def happenings(history: History | None, *, at: int) -> tuple[str, ...]:
    """Return what may happen to a ticket that the agreement names: it starts or stops clocks, or changes targets."""
    version = _in_force(history, at)
    if history is None or version is None:
        return ()
    triggers = {trigger.value for trigger in Trigger}
    words = {word for rule in version.terms.clock_rules.values() for word in (rule.starts, *rule.stops)}
    return tuple(sorted(promises_of(history).happenings() | (words - triggers)))


def _in_force(history: History | None, at: int) -> Any:
    try:
        return history.version_in_force(at=at) if history else None
    except NotInForce:
        return None
