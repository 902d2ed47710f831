"""Logging a ticket: number, agreement, priority, emergency, coverage and promises, in one transaction."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction

from asagreed.clocks.priority_matrix import cell_of, with_priority
from asagreed.clocks.reporting import Origin, origin_of
from asagreed.coverage import Coverage, EmergencyVerdict, decide_coverage, describe_work, is_emergency
from asagreed.errors import NotInForce
from asagreed.facts import EventKind, TicketEvent
from asagreed.facts import Ticket as TicketFact
from asagreed.facts.books import Incident
from asagreed.facts.work import WorkEntry
from asagreed.figures import Clause, clause_data
from asagreed.versions import History, Version
from asagreed_web.agreements.queries import edition_of, history_of
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
    history = history_of(customer.pk)
    ticket = _ticket(customer, report, at)
    ticket.number = _next_number()
    ticket.edition = edition_of(customer.pk)
    _judge_first(ticket, report, history, at)
    ticket.save()
    _put_on_record(ticket, report, logged_by or report.by, at)
    ticket_changed.send(sender=Ticket, ticket=ticket, at=at)
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
    fact = _fact(ticket, report, at)
    try:
        origin = origin_of(fact, history)
        version = history.version_in_force(at=origin.counts_from)
    except NotInForce:
        ticket.counts_because = "no version of the agreement was in force"
        return
    _set_priority(ticket, fact, history)
    _set_version(ticket, origin, version)
    ticket.emergency = emergency_data(judge_emergency(ticket, history, at=at))
    ticket.is_emergency = ticket.emergency["answer"] == "yes"
    ticket.coverage = coverage_data(decide_for(ticket, version))
    ticket.coverage_box = ticket.coverage["box"]


def _fact(ticket: Ticket, report: Report, at: int) -> TicketFact:
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


def incident_of(ticket: Ticket) -> Incident:
    """Return what a ticket tells of an incident: the system that is down, and how many cannot work."""
    systems = (ticket.system,) if ticket.system else ()
    return Incident(
        id=f"#{ticket.number}",
        reported_at=ticket.reported_at,
        occurred_at=ticket.occurred_at,
        evidence="as the caller said" if ticket.occurred_at else "",
        systems=systems,
        outage_of=systems if ticket.is_outage else (),
        people_unable_to_work=ticket.people_unable_to_work,
    )


def judge_emergency(ticket: Ticket, history: History, *, at: int) -> EmergencyVerdict:
    """Return whether what a ticket tells of is an emergency at a moment. Raises NotInForce."""
    incident = incident_of(ticket)
    terms = history.version_in_force(at=incident.began_at).terms
    return is_emergency(incident, terms, history.register, at=at)


def decide_for(ticket: Ticket, version: Version) -> Coverage:
    """Return whether work on a ticket is covered, as far as the ticket says what work it is."""
    entry = WorkEntry(
        id="",
        seconds=0,
        service=ticket.service or None,
        kind=ticket.kind or None,
        system=ticket.system or None,
        site=ticket.site or None,
        delivery=ticket.delivery or "remote",
    )
    return decide_coverage(describe_work(entry, version.terms), version.terms)


def emergency_data(verdict: EmergencyVerdict) -> dict[str, Any]:
    """Return an emergency verdict as it is kept: answer, reason, clause, and what each side does now."""
    return {
        "answer": verdict.answer,
        "because": verdict.because,
        "clause": _clause(verdict.clause),
        "at": verdict.at,
        "handling": [{"who": who, "does": does} for who, does, _ in verdict.handling],
    }


def coverage_data(coverage: Coverage) -> dict[str, Any]:
    """Return a coverage verdict as it is kept: box, reason, clause, whom to ask or call, and the losers."""
    return {
        "box": coverage.box,
        "because": coverage.because,
        "clause": _clause(coverage.clause),
        "ask": coverage.decider,
        "call": coverage.call,
        "considered": [{"clause": _clause(each.clause), "why": each.why} for each in coverage.considered],
    }


def _clause(clause: Clause | None) -> dict[str, Any] | None:
    return None if clause is None else clause_data(clause)


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
