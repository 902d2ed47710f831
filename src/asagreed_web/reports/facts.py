"""Rows of a customer → what a report is made from, with the hash of each thing that was read. No decision is made."""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType
from typing import Any

from django.conf import settings
from django.db.models import Q, QuerySet

from asagreed.facts import Ticket as TicketFact
from asagreed.facts import table_from_tickets
from asagreed.facts.books import Books
from asagreed.facts.upkeep import UpkeepRecord
from asagreed.facts.uptime import UptimeFacts
from asagreed.facts.work import WorkEntry
from asagreed.measures.availability.knowledge import known_at
from asagreed.proof import ReportFacts, ReportPeriod
from asagreed.versions import History
from asagreed_web.agreements.models import Edition
from asagreed_web.agreements.queries import history_of
from asagreed_web.billing.facts import books_of, issued_of, with_incident
from asagreed_web.customers.models import Customer
from asagreed_web.reports.errors import NotReported
from asagreed_web.reports.hashing import digest
from asagreed_web.status.watching import watched_systems
from asagreed_web.tickets.facts import ticket_facts, work_fact, work_rows
from asagreed_web.tickets.models import ENDED, Ticket
from asagreed_web.upkeep.facts import upkeep_records, upkeep_work, upkeep_work_rows
from asagreed_web.uptime.facts import uptime_facts

EVER = 2**62
"""Later than everything that was ever recorded."""
MONTHS_BEFORE = 12
"""How far the trend of a report reaches back before its period."""


def facts_of_customer(customer: Customer, period: ReportPeriod, *, as_of: int) -> ReportFacts:
    """Return what is known of a customer that occurred up to a moment, as far back as the trend of a report reaches.

    Raises NotReported for a customer without an agreement.
    """
    history = history_of(customer.pk)
    if history is None:
        raise NotReported(f"{customer} has no agreement, so nothing was promised. Enter the agreement first.")
    tickets = [_until(each, as_of) for each in ticket_facts(_tickets(customer, history, period, as_of)).values()]
    books = books_of(customer.pk, zone=history.zone)
    issued = tuple(each for each in issued_of(customer.pk) if each.issued_at <= as_of)
    entries = _work(customer, books, as_of, with_corrected=bool(issued))
    uptime, upkeep = _uptime(customer, as_of), _upkeep(customer, history, as_of)
    watched = watched_systems([customer.pk], at=as_of).get(customer.pk, frozenset()) if uptime else frozenset()
    inputs = {
        "agreement": _agreement(customer),
        "tickets": digest(tickets),
        "work": digest(entries),
        "books": digest(books),
        **({"invoices": digest(issued)} if issued else {}),
        **({"uptime": digest(uptime)} if uptime else {}),
        **({"watched systems": digest(sorted(watched))} if uptime and watched else {}),
        **({"upkeep": digest(upkeep)} if upkeep is not None else {}),
    }
    return ReportFacts(
        history=history,
        tickets=table_from_tickets(tickets),
        entries=entries,
        books=books,
        issued=issued,
        uptime=uptime,
        watched=watched,
        upkeep=upkeep,
        customer=customer.name,
        provider=settings.PROVIDER,
        inputs=MappingProxyType(inputs),
    )


def _tickets(customer: Customer, history: History, period: ReportPeriod, as_of: int) -> QuerySet[Any, int]:
    """Return the tickets that can have a clock in the trend: those that had not ended before it."""
    begins = ReportPeriod(period.first - MONTHS_BEFORE).span(history.zone).start
    alive = ~Q(status__in=ENDED) | Q(last_activity_at__gte=begins)
    return (
        Ticket.objects.filter(alive, customer=customer, reported_at__lte=as_of)
        .order_by("pk")
        .values_list("pk", flat=True)
    )


def _until(ticket: TicketFact, as_of: int) -> TicketFact:
    """Return a ticket as it was at a moment, with everything that is known of that by now."""
    events = tuple(event for event in ticket.events if event.at <= as_of)
    return ticket if len(events) == len(ticket.events) else replace(ticket, events=events)


def _work(customer: Customer, books: Books, as_of: int, *, with_corrected: bool) -> tuple[WorkEntry, ...]:
    """Return the work that was begun by a moment, on tickets and of recurring tasks.

    Where something was issued by then, corrected entries stand beside what corrects them: an invoice holds them.
    """
    rows = work_rows(customer.pk, with_corrected=with_corrected)
    found = [with_incident(work_fact(row), books) for row in rows]
    found += map(upkeep_work, upkeep_work_rows(customer.pk, with_corrected=with_corrected))
    return tuple(entry for entry in found if entry.began_at <= as_of)


def _uptime(customer: Customer, as_of: int) -> UptimeFacts | None:
    """Return what is known by now of what happened to systems; None for a customer whose systems nobody watches.

    A restatement knows what was recorded after the moment that it is about, so no record says when it came to be known.
    """
    facts = known_at(uptime_facts(customer.pk), as_of=EVER)
    known = UptimeFacts(
        outages=tuple(replace(each, recorded_at=None) for each in facts.outages if each.occurred_at <= as_of),
        unwatched=tuple(replace(each, recorded_at=None) for each in facts.unwatched if each.start_at <= as_of),
        windows=tuple(replace(each, recorded_at=None) for each in facts.windows),
        excuses=tuple(replace(each, recorded_at=None) for each in facts.excuses),
    )
    return known if any((known.outages, known.unwatched, known.windows, known.excuses)) else None


def _upkeep(customer: Customer, history: History, as_of: int) -> tuple[UpkeepRecord, ...] | None:
    """Return what was recorded of recurring work that was done by then; None where none was ever agreed."""
    if not any(version.terms.upkeep for version in history.versions):
        return None
    records = (each for each in upkeep_records(customer.pk) if each.at <= as_of)
    return tuple(replace(each, recorded_at=min(each.recorded_at or each.at, as_of)) for each in records)


def _agreement(customer: Customer) -> str:
    editions = Edition.objects.filter(customer=customer).order_by("-number")
    return editions.values_list("sha256", flat=True)[0]
