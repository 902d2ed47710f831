"""One ticket and its events."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import IntEnum
from types import MappingProxyType


class EventKind(IntEnum):
    """What an event of a ticket says. The numbers are the codes in the columns of an `EventTable`."""

    CREATED = 0
    STATUS = 1
    """The ticket moved to a status; the value names it, and with it the hold reason if there is one."""
    REPLY = 2
    """A public message to the customer, written by a person."""
    AUTOMATIC_REPLY = 3
    INTERNAL_NOTE = 4
    CUSTOMER_REPLY = 5
    PRIORITY = 6
    AGREEMENT = 7
    """The ticket moved to another agreement; no value means to none."""
    CALENDAR = 8
    """A wrong calendar was corrected; the value names the corrected one."""
    RESOLVED = 9
    REOPENED = 10
    CLOSED = 11
    CANCELLED = 12
    MERGED = 13
    ASSIGNED = 14
    ARRIVED = 15
    """A technician is on site."""
    HAPPENED = 16
    """Anything else that an agreement names, such as «plan sent» or «workaround»; the value names it."""
    CHANGED = 17
    """An attribute (kind, site, system, delivery) got another value."""


ATTRIBUTES = ("kind", "site", "system", "delivery", "channel", "impact", "urgency", "customer", "title")
"""What a ticket says of itself besides its priority."""


@dataclass(frozen=True, slots=True)
class TicketEvent:
    """One thing that happened to a ticket, at whole seconds in UTC.

    Events are ordered by (`at`, `sequence`); an event that comes twice with one `id` is one event.
    """

    kind: EventKind
    at: int
    sequence: int = 0
    id: str = ""
    value: str | None = None
    attribute: str | None = None
    by: str | None = None
    why: str | None = None
    recorded_at: int | None = None


@dataclass(frozen=True, slots=True)
class Ticket:
    """A request or incident: three moments, what it says of itself when it is logged, and its events in order."""

    id: str
    reported_at: int
    recorded_at: int
    events: tuple[TicketEvent, ...]
    priority: str | None = None
    attributes: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    occurred_at: int | None = None
    source: str = ""
    """Where it was read: file and first line."""
