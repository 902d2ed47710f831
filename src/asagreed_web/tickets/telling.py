"""Web hooks are told of what happens to tickets, by the events that go into the chain."""

from __future__ import annotations

from types import MappingProxyType

from asagreed_web.chronicle.models import Event
from asagreed_web.kit.web_hooks import put_web_hooks
from asagreed_web.tickets.models import Ticket

HOOK_OF = MappingProxyType(
    {
        "created": "ticket.logged",
        "reply": "ticket.replied",
        "customer reply": "ticket.customer_replied",
        "assigned": "ticket.assigned",
        "priority": "ticket.priority_changed",
        "status": "ticket.status_changed",
        "resolved": "ticket.resolved",
        "reopened": "ticket.reopened",
        "closed": "ticket.closed",
        "cancelled": "ticket.closed",
        "merged": "ticket.closed",
        "quote offered": "quote.offered",
        "quote accepted": "quote.answered",
        "quote declined": "quote.answered",
        "time recorded": "time_entry.recorded",
        "time corrected": "time_entry.recorded",
    }
)
"""Which kind of hook is told of an event; of all others none is. Internal notes are none of theirs."""
SAID = ("value", "quote", "amount", "currency", "through", "entry", "corrects", "start_at", "end_at", "net")
"""What is passed on of what an event says, where it says so."""


def tell_hooks(ticket: Ticket, event: Event) -> None:
    """Put what happened into the outbox, for every hook that asked for it; the words of people are left out."""
    kind = HOOK_OF.get(event.kind)
    if kind is None:
        return
    data = {
        "number": ticket.number,
        "customer_id": ticket.customer_id,
        "subject": ticket.subject,
        "priority": ticket.priority,
        "event": event.kind,
        "by": event.actor,
        "happened_at": event.happened_at,
        **{name: event.says[name] for name in SAID if name in event.says},
    }
    put_web_hooks(kind=kind, key=f"event {event.pk}", data=data, customer_id=ticket.customer_id, at=event.recorded_at)
