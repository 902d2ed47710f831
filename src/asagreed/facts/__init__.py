"""What happened: tickets as events that are only ever added, one at a time and in columns."""

from asagreed.facts.columns import events_in_order, table_from_tickets
from asagreed.facts.event_table import EventTable, Vocabulary
from asagreed.facts.tickets import EventKind, Ticket, TicketEvent

__all__ = [
    "EventKind",
    "EventTable",
    "Ticket",
    "TicketEvent",
    "Vocabulary",
    "events_in_order",
    "table_from_tickets",
]
