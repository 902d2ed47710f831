"""Events of the chain → tickets as the library knows them. No decision is made here."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import Any

from asagreed.facts import EventKind, Ticket, TicketEvent
from asagreed.facts.work import WorkEntry
from asagreed_web.chronicle.models import Event
from asagreed_web.tickets.models import TimeEntry

TICKET = "ticket"
WORDS = {kind.name.lower().replace("_", " "): kind for kind in EventKind}
"""How events of tickets are named in the chain; other words (a ring, a quote, time) turn no clock."""
_COLUMNS = ("subject_id", "seq", "kind", "happened_at", "recorded_at", "actor", "says")


def ticket_fact(ticket_id: int) -> Ticket:
    """Return one ticket with its events in order."""
    return ticket_facts((ticket_id,))[ticket_id]


def ticket_facts(ticket_ids: Iterable[int]) -> dict[int, Ticket]:
    """Return tickets by their id, each with its events in order."""
    events = Event.objects.filter(subject=TICKET, subject_id__in=list(ticket_ids), kind__in=WORDS)
    rows: dict[int, list[Mapping[str, Any]]] = defaultdict(list)
    for row in events.order_by("seq").values(*_COLUMNS):
        rows[row["subject_id"]].append(row)
    return {ticket_id: _ticket(tuple(found)) for ticket_id, found in rows.items()}


def _ticket(rows: tuple[Mapping[str, Any], ...]) -> Ticket:
    said = next(row["says"] for row in rows if row["kind"] == "created")
    return Ticket(
        id=f"#{said['number']}",
        reported_at=said["reported_at"],
        recorded_at=said["recorded_at"],
        occurred_at=said["occurred_at"],
        events=tuple(map(_event, rows)),
        priority=said["priority"] or None,
        attributes=MappingProxyType({name: value for name, value in said["attributes"].items() if value}),
    )


def _event(row: Mapping[str, Any]) -> TicketEvent:
    says = row["says"]
    return TicketEvent(
        kind=WORDS[row["kind"]],
        at=row["happened_at"],
        sequence=row["seq"],
        id=str(row["seq"]),
        value=says.get("value"),
        attribute=says.get("attribute"),
        by=row["actor"],
        why=says.get("why"),
        recorded_at=row["recorded_at"],
    )


def work_facts(customer_id: int) -> Iterator[WorkEntry]:
    """Yield the work of a customer in the order in which it was done; corrected entries give way to corrections."""
    rows = TimeEntry.objects.filter(customer_id=customer_id).select_related("ticket", "person")
    for row in rows.order_by("start_at", "id"):
        yield work_fact(row)


def work_fact(row: TimeEntry) -> WorkEntry:
    """Return one stretch of work, with what its ticket says of system, site and kind."""
    ticket = row.ticket
    return WorkEntry(
        id=f"entry {row.pk}",
        seconds=row.end_at - row.start_at,
        start=row.start_at,
        end=row.end_at,
        person=f"person {row.person_id}",
        role=row.role or row.person.work_role or None,
        work_type=row.work_type or None,
        service=row.service or ticket.service or None,
        kind=ticket.kind or None,
        system=ticket.system or None,
        site=ticket.site or None,
        delivery=row.delivery or ticket.delivery or None,
        cause=row.cause or None,
        ticket=f"#{ticket.number}",
        quote=f"quote {row.quote_id}" if row.quote_id else "",
        travel_seconds=row.travel_seconds,
        recorded_at=row.recorded_at,
        corrects=f"entry {row.corrects_id}" if row.corrects_id else "",
        note=row.note,
    )
