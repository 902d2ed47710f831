"""Logging a ticket: number, agreement, priority, emergency, coverage and promises, in one transaction."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction

from asagreed.clocks.priority_matrix import cell_of, with_priority
from asagreed.clocks.reporting import Origin, origin_of
from asagreed.errors import NotInForce
from asagreed.facts import EventKind, TicketEvent
from asagreed.facts import Ticket as TicketFact
from asagreed.figures import clause_data
from asagreed.versions import History, Version
from asagreed_web.agreements.queries import edition_of, history_of
from asagreed_web.billing.coverage import set_verdicts
from asagreed_web.customers.models import Customer
from asagreed_web.tickets.models import Message, Ticket, TicketNumber
from asagreed_web.tickets.operations import Author, tell
from asagreed_web.tickets.signals import message_written, ticket_changed


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What was reported, by whom and how. Moments are UTC seconds; words of clauses may be empty.

    `reported_at` is when it reached us: when our mail server took it, when a voicemail was left.
    """

    channel: str
    subject: str
    text: str
    by: Author
    reported_at: int
    occurred_at: int | None = None
    requester_phone: str = ""
    wants: str = "incident"
    kind: str = ""
    service: str = ""
    system: str = ""
    site: str = ""
    delivery: str = ""
    impact: str = ""
    urgency: str = ""
    priority: str = ""
    people_unable_to_work: int | None = None
    is_outage: bool = False
    ring_seconds: int | None = None
    html: str = ""
    more: Mapping[str, Any] = field(default_factory=dict)
    """Anything else that belongs on record, such as the key of a monitoring signal."""


@transaction.atomic
def log_ticket(*, customer: Customer, report: Report, at: int, logged_by: Author | None = None) -> Ticket:
    """Log a ticket at a moment (UTC seconds), with all that the agreement promises for it."""
    ticket = judged_ticket(customer, report, at=at)
    ticket.number = _next_number()
    ticket.save()
    _put_on_record(ticket, report, logged_by or report.by, at)
    ticket_changed.send(sender=Ticket, ticket=ticket, at=at)
    return ticket


def judged_ticket(customer: Customer, report: Report, *, at: int) -> Ticket:
    """Return the ticket that a report becomes, with what the agreement says of it at once; nothing is saved."""
    ticket = _ticket(customer, report, at)
    ticket.edition = edition_of(customer.pk)
    _judge_first(ticket, report, history_of(customer.pk), at)
    return ticket


def _ticket(customer: Customer, report: Report, at: int) -> Ticket:
    copied = ("subject", "channel", "occurred_at", "reported_at", "requester_phone", "wants", "kind", "service",
              "system", "site", "delivery", "impact", "urgency", "priority", "people_unable_to_work", "is_outage",
              "ring_seconds")  # fmt: skip
    person = report.by.person
    return Ticket(
        customer=customer,
        requester=person if person is not None and not person.is_of_provider else None,
        requester_name=report.by.name,
        requester_email=report.by.email,
        is_sender_verified=report.by.is_verified,
        recorded_at=at,
        counts_from=report.reported_at,
        last_activity_at=at,
        **{name: getattr(report, name) for name in copied},
    )


def _next_number() -> int:
    TicketNumber.objects.get_or_create(pk=1)
    counter = TicketNumber.objects.select_for_update().get(pk=1)
    counter.last += 1
    counter.save(update_fields=["last"])
    return counter.last


def _judge_first(ticket: Ticket, report: Report, history: History | None, at: int) -> None:
    """Write down what the agreement says at once: priority, from when it counts, emergency, coverage."""
    if history is None:
        ticket.counts_because = "there is no agreement"
        return
    fact = reported_fact(ticket, report, at=at)
    try:
        origin = origin_of(fact, history)
        version = history.version_in_force(at=origin.counts_from)
    except NotInForce:
        ticket.counts_because = "no version of the agreement was in force"
        return
    _set_priority(ticket, fact, history)
    _set_version(ticket, origin, version)
    set_verdicts(ticket, history, at=at)


def reported_fact(ticket: Ticket, report: Report, *, at: int) -> TicketFact:
    """Return a report as the library knows tickets, as of the moment at which it is logged."""
    said = {name: getattr(report, name) for name in ATTRIBUTES}
    return TicketFact(
        id="",
        reported_at=ticket.reported_at,
        recorded_at=at,
        events=(TicketEvent(EventKind.CREATED, at, value="open"),),
        priority=ticket.priority or None,
        attributes={name: value for name, value in said.items() if value},
        occurred_at=ticket.occurred_at,
    )


ATTRIBUTES = ("kind", "site", "system", "delivery", "channel", "impact", "urgency")


def _set_priority(ticket: Ticket, fact: TicketFact, history: History) -> None:
    cell = cell_of(fact, history)
    ticket.priority = with_priority(fact, history).priority or ""
    ticket.priority_clause = None if cell is None else clause_data(cell.clause)


def _set_version(ticket: Ticket, origin: Origin, version: Version) -> None:
    ticket.counts_from, ticket.counts_because = origin.counts_from, origin.because[:200]
    ticket.version_number, ticket.version_hash = version.number, version.hash


def _put_on_record(ticket: Ticket, report: Report, by: Author, at: int) -> None:
    says = {
        "number": ticket.number,
        "value": "open",
        "reported_at": ticket.reported_at,
        "recorded_at": at,
        "occurred_at": ticket.occurred_at,
        "priority": report.priority,
        "attributes": {name: getattr(report, name) for name in ATTRIBUTES},
        "counts_from": ticket.counts_from,
        "version": ticket.version_hash,
        "coverage": ticket.coverage_box,
        "emergency": (ticket.emergency or {}).get("answer"),
        "ring_seconds": report.ring_seconds,
        **report.more,
    }
    personal = {"subject": report.subject, "text": report.text, "name": report.by.name, "email": report.by.email}
    event = tell(ticket, "created", by=by, at=at, personal=personal, **says)
    message = Message.objects.create(
        ticket=ticket,
        customer_id=ticket.customer_id,
        event=event,
        kind=Message.Kind.CUSTOMER_REPLY,
        author=report.by.person,
        author_name=report.by.name,
        author_email=report.by.email,
        is_verified=report.by.is_verified,
        text=report.text,
        html=report.html,
        at=report.reported_at,
    )
    message_written.send(sender=Message, message=message)
