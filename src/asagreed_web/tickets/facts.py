"""Events of the chain → tickets as the library knows them. No decision is made here."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Any

from django.db.models import QuerySet

from asagreed.facts import EventKind, Ticket, TicketEvent
from asagreed.facts.work import WorkEntry
from asagreed_web.chronicle.models import Event
from asagreed_web.tickets.models import TimeEntry

TICKET = "ticket"
WORDS = {kind.name.lower().replace("_", " "): kind for kind in EventKind}
"""How events of tickets are named in the chain; other words (a ring, a quote, time) turn no clock."""
COLUMNS = ("subject_id", "seq", "kind", "happened_at", "recorded_at", "actor", "says")


def ticket_fact(ticket_id: int) -> Ticket:
    """Return one ticket with its events in order."""
    return ticket_facts((ticket_id,))[ticket_id]


def ticket_facts(ticket_ids: Iterable[int] | QuerySet[Any, int]) -> dict[int, Ticket]:
    """Return tickets by their id, each with its events in order; of a query their ids are not fetched first."""
    ids = ticket_ids if isinstance(ticket_ids, QuerySet) else list(ticket_ids)
    events = Event.objects.filter(subject=TICKET, subject_id__in=ids, kind__in=WORDS)
    rows: dict[int, list[Mapping[str, Any]]] = defaultdict(list)
    for row in events.order_by("seq").values(*COLUMNS):
        rows[row["subject_id"]].append(row)
    return {ticket_id: _ticket(tuple(found)) for ticket_id, found in rows.items()}


def fact_from(rows: Iterable[Mapping[str, Any]]) -> Ticket:
    """Return a ticket from the rows of its events, in order, that were read already."""
    return _ticket(tuple(row for row in rows if row["kind"] in WORDS))


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


Row = tuple[Any, ...]
WORK_COLUMNS = ("id", "start_at", "end_at", "person_id", "role", "person__work_role", "work_type", "service",
                "ticket__service", "ticket__kind", "ticket__system", "ticket__site", "delivery", "ticket__delivery",
                "cause", "ticket__number", "quote_id", "travel_seconds", "recorded_at", "note",
                "corrects_id")  # fmt: skip


def work_rows(customer_id: int, *, with_corrected: bool = False) -> list[Row]:
    """Return the work of a customer as rows, in the order in which it was done; what was corrected is left out.

    `with_corrected` brings it too, where an invoice may hold what was corrected later.
    """
    entries = TimeEntry.objects.filter(customer_id=customer_id)
    if not with_corrected:
        entries = entries.filter(corrected_by__isnull=True)
    return list(entries.order_by("start_at", "id").values_list(*WORK_COLUMNS))


def work_fact(row: Row) -> WorkEntry:
    """Return one stretch of work, with what its ticket says of system, site and kind."""
    (entry_id, start, end, person, role, usual_role, work_type, service, ticket_service, kind, system, site, delivery,
     ticket_delivery, cause, number, quote, travel, recorded_at, note, corrects) = row  # fmt: skip
    return WorkEntry(
        id=f"entry {entry_id}",
        seconds=end - start,
        start=start,
        end=end,
        person=f"person {person}",
        role=role or usual_role or None,
        work_type=work_type or None,
        service=service or ticket_service or None,
        kind=kind or None,
        system=system or None,
        site=site or None,
        delivery=delivery or ticket_delivery or None,
        cause=cause or None,
        ticket=f"#{number}",
        quote=f"quote {quote}" if quote else "",
        travel_seconds=travel,
        recorded_at=recorded_at,
        note=note,
        corrects=f"entry {corrects}" if corrects else "",
    )
