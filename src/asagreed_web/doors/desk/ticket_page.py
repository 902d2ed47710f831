"""What the page of a ticket prints: its promises, its story, its facts, and forms filled with what was typed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q
from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from asagreed.figures import Clause
from asagreed.versions import History
from asagreed_web.agreements.queries import history_of
from asagreed_web.clocks.pages import promise_cells
from asagreed_web.clocks.queries import explain_fact, happenings, hold_reasons
from asagreed_web.doors.desk.door import moment_of, person_of
from asagreed_web.doors.desk.ticket_forms import Forms, forms_of
from asagreed_web.kit.form_keys import new_key
from asagreed_web.kit.parts import PromiseCell
from asagreed_web.people.models import Person
from asagreed_web.people.rules import AT_THE_DESK, may_work_on_tickets
from asagreed_web.systems.queries import ListedSystem, systems_in
from asagreed_web.systems.words import words_in
from asagreed_web.tickets.conversation import Addresses, Row, Spine, conversation, events_of, people_in, timeline
from asagreed_web.tickets.facts import fact_from
from asagreed_web.tickets.models import ENDED, CannedReply, Status, Ticket, TicketLink
from asagreed_web.tickets.rules import tickets_for


@dataclass(frozen=True, slots=True)
class Reading:
    """By which zone and moment the macros print times: the zone is the customer's."""

    zone: str
    now: int


@dataclass(frozen=True, slots=True)
class Trouble:
    """A form that could not be taken: which, why, and what was typed into it."""

    form: str
    reasons: Sequence[str]
    said: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Deed:
    """What can be done to the ticket as it stands."""

    is_open: bool
    can_resume: bool
    can_close: bool
    can_reopen: bool


@dataclass(frozen=True, slots=True)
class TicketPage:
    """The page of a ticket; what may not be done by whoever looks has no form."""

    ticket: Ticket
    there: Reading
    promises: tuple[PromiseCell, ...]
    spine: tuple[Spine, ...]
    recipient: str
    is_mailed: bool
    system: ListedSystem | None
    coverage_clause: str
    emergency_clause: str
    priority_clause: str
    merged_here: tuple[Ticket, ...]
    linked: tuple[Ticket, ...]
    canned: tuple[CannedReply, ...]
    forms: Forms | None
    deed: Deed
    trouble: Trouble | None
    form_key: str = field(default_factory=new_key)


def find_ticket(request: HttpRequest, number: int) -> Ticket:
    """Return a ticket by its number. Raises Http404 where there is none that the asking person may see."""
    tickets = tickets_for(person_of(request)).select_related(
        "customer", "assignee", "requester", "edition", "merged_into"
    )
    ticket = tickets.filter(number=number).first()
    if ticket is None:
        raise Http404
    return ticket


def address_of(ticket: Ticket) -> str:
    """Return where a ticket is found at the desk."""
    return reverse("desk:ticket", args=(ticket.number,))


def why_address(ticket: Ticket, clock: str) -> str:
    """Return where the ledger of a clock is found."""
    return reverse("desk:ticket_why", args=(ticket.number, clock))


def clause_address(slug: str, clause: Clause | Mapping[str, Any] | None) -> str:
    """Return where a clause of a customer's agreement can be read; nothing for a rule that stands in no paper."""
    if clause is None:
        return ""
    file, line = (clause.file, clause.line) if isinstance(clause, Clause) else (clause["file"], clause["line"])
    if not line:
        return ""
    return f"{reverse('desk:paper', args=(slug, file.removeprefix(f'{slug}/')))}#L{line}"


def ticket_page(request: HttpRequest, ticket: Ticket, *, trouble: Trouble | None = None) -> TicketPage:
    """Return the page of a ticket for whoever asks, as of the moment of the request."""
    person, at = person_of(request), moment_of(request)
    history, events = history_of(ticket.customer_id), events_of(ticket)
    explained = explain_fact(fact_from(events), history, at=at)
    people = _people(events)
    names = {each.actor: each.name for each in people}
    relations = _relations(ticket)
    slug, may_work = ticket.customer.slug, may_work_on_tickets(person)
    typed = trouble.said if trouble else {}
    return TicketPage(
        ticket=ticket,
        there=Reading(ticket.customer.zone, at),
        promises=promise_cells(explained, hold_reason=ticket.hold_reason, why=lambda clock: why_address(ticket, clock)),
        spine=conversation(ticket, person, _addresses(), happened=timeline(events, names)),
        recipient=_recipient(ticket),
        is_mailed=bool(ticket.requester_email),
        system=_system(ticket, history, at),
        coverage_clause=clause_address(slug, (ticket.coverage or {}).get("clause")),
        emergency_clause=clause_address(slug, (ticket.emergency or {}).get("clause")),
        priority_clause=clause_address(slug, ticket.priority_clause),
        merged_here=tuple(each for each in relations if each.merged_into_id == ticket.pk),
        linked=tuple(each for each in relations if each.merged_into_id != ticket.pk),
        canned=tuple(CannedReply.objects.all()) if may_work else (),
        forms=_forms(ticket, person, people, typed, history, at) if may_work else None,
        deed=_deed(ticket),
        trouble=trouble,
    )


def _people(events: Sequence[Row]) -> list[Person]:
    """Return those who may be given a ticket, and everybody whom the story of this one names."""
    return list(Person.objects.filter(Q(role__in=AT_THE_DESK, is_active=True) | Q(pk__in=people_in(events))))


def _forms(
    ticket: Ticket, person: Person, people: Sequence[Person], typed: Mapping[str, str], history: History | None, at: int
) -> Forms:
    return forms_of(
        ticket,
        typed=typed,
        words=words_in(history, at=at),
        desk=[(each.pk, each.name) for each in people if each.is_active and may_work_on_tickets(each)],
        person=person,
        reasons=hold_reasons(history, at=at),
        happenings=happenings(history, at=at),
    )


def _addresses() -> Addresses:
    return Addresses(
        file=lambda attachment: reverse("desk:attachment", args=(attachment.pk,)),
        original=lambda message: reverse("desk:original", args=(message.pk,)),
    )


def _recipient(ticket: Ticket) -> str:
    if ticket.requester_name and ticket.requester_email:
        return f"{ticket.requester_name} <{ticket.requester_email}>"
    return ticket.requester_name or ticket.requester_email or _("nobody in particular")


def _system(ticket: Ticket, history: History | None, at: int) -> ListedSystem | None:
    if not ticket.system:
        return None
    began_at = ticket.occurred_at or ticket.reported_at
    listed = systems_in(history, at=min(began_at, at))
    return next((each for each in listed if each.name == ticket.system), None)


def _relations(ticket: Ticket) -> list[Ticket]:
    """Return the tickets that were merged into one, and those linked with it."""
    # Links first, by their own index: one question with both would make PostgreSQL look through every ticket.
    pairs = TicketLink.objects.filter(Q(first=ticket) | Q(second=ticket)).values_list("first_id", "second_id")
    linked = {number for pair in pairs for number in pair} - {ticket.pk}
    return list(Ticket.objects.filter(Q(merged_into=ticket) | Q(pk__in=linked)).order_by("number"))


def _deed(ticket: Ticket) -> Deed:
    return Deed(
        is_open=ticket.status not in ENDED,
        can_resume=ticket.status == Status.ON_HOLD,
        can_close=ticket.status == Status.RESOLVED,
        can_reopen=ticket.status in (Status.RESOLVED, Status.CLOSED),
    )
