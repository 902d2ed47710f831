"""What a token does to tickets: logs, answers, holds, gives and ends them. Each is one operation of the rooms."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest

from asagreed_web.customers.models import Customer
from asagreed_web.customers.rules import customers_of
from asagreed_web.doors.api.identity import Asker, allow
from asagreed_web.doors.api.problems import NotThere, WrongWord
from asagreed_web.doors.api.registering import action
from asagreed_web.doors.api.ticket_shapes import (
    WORDS,
    AssignSaid,
    HoldSaid,
    MessageShown,
    NoteSaid,
    ReopenSaid,
    ReplySaid,
    ReportPreviewed,
    ReportSaid,
    Requester,
    ResolveSaid,
    TicketShown,
)
from asagreed_web.doors.api.ticket_views import Number, find_ticket, router, ticket_shown
from asagreed_web.intake.operations import Report, log_ticket
from asagreed_web.intake.queries import preview_report
from asagreed_web.people.models import Person
from asagreed_web.people.passing import moment_of
from asagreed_web.people.rules import AT_THE_DESK, may_work_on_tickets
from asagreed_web.systems.words import agreed_words
from asagreed_web.tickets import operations
from asagreed_web.tickets.answering import answer, customer_answer
from asagreed_web.tickets.models import Ticket
from asagreed_web.tickets.operations import Author

YEAR = 366 * 86400


def may_report(person: Person) -> bool:
    """Whether somebody may log a ticket and answer on it: the desk, and every customer for itself."""
    return may_work_on_tickets(person) or not person.is_of_provider


@action(router, "/tickets", TicketShown, status=201)
def log_a_ticket(request: HttpRequest, said: ReportSaid) -> TicketShown:
    """Log a ticket with all that the agreement promises for it."""
    asker, at = allow(request, may_report, "log tickets"), moment_of(request)
    customer = _customer(asker, said.customer)
    report = _report(asker, customer, said, at=at)
    ticket = log_ticket(customer=customer, report=report, at=at, logged_by=asker.author)
    return ticket_shown(ticket, at=at)


@action(router, "/tickets/preview", ReportPreviewed)
def preview_a_ticket(request: HttpRequest, said: ReportSaid) -> ReportPreviewed:
    """Say what would hold for a report if it were logged now; nothing is logged."""
    asker, at = allow(request, may_report, "log tickets"), moment_of(request)
    customer = _customer(asker, said.customer)
    found = preview_report(customer, _report(asker, customer, said, at=at), at=at)
    return ReportPreviewed.model_validate(found)


def _customer(asker: Asker, slug: str) -> Customer:
    served = customers_of(asker.person.customer_id).filter(is_served=True)
    if not slug and asker.is_of_provider:
        raise WrongWord("body.customer", "A token of the provider says for which customer. Name it by its word.")
    found = served.filter(slug=slug).first() if slug else served.first()
    if found is None:
        raise NotThere(f"customer «{slug}»")
    return found


def _report(asker: Asker, customer: Customer, said: ReportSaid, *, at: int) -> Report:
    _check_words(customer, said, at=at)
    _check_moments(asker, said, at=at)
    words = {name: getattr(said, name) for name in WORDS}
    return Report(
        channel=Ticket.Channel.API,
        subject=said.subject.strip(),
        text=said.text,
        by=_reporter(asker, customer, said.requester or Requester()),
        reported_at=at if said.reported_at is None else said.reported_at,
        occurred_at=said.occurred_at,
        requester_phone=said.requester.phone if said.requester else "",
        wants=said.wants,
        priority=said.priority,
        people_unable_to_work=said.people_unable_to_work,
        is_outage=said.is_outage,
        more={"token": asker.token_id},
        **words,
    )


def _check_words(customer: Customer, said: ReportSaid, *, at: int) -> None:
    known = agreed_words(customer.pk, at=at)
    for name in (*WORDS, "priority"):
        word: str = getattr(said, name)
        choices = dict(known.priorities if name == "priority" else known.of(name))
        if word and word not in choices:
            raise WrongWord(f"body.{name}", no_such_word(word, choices))


def no_such_word(word: str, choices: dict[str, str]) -> str:
    """Say that the agreement lacks a word, and which ones it has."""
    rest = f"Choose one of: {', '.join(choices)[:500]}." if choices else "It names none here: leave it empty."
    return f"The agreement has no word «{word}». {rest}"


def _check_moments(asker: Asker, said: ReportSaid, *, at: int) -> None:
    for name in ("occurred_at", "reported_at"):
        moment = getattr(said, name)
        if moment is not None and not at - YEAR <= moment <= at:
            raise WrongWord(f"body.{name}", "This moment lies ahead, or more than a year ago. Correct it.")
    if not asker.is_of_provider and (said.reported_at is not None or said.priority):
        raise WrongWord("body", "A customer's token says neither «reported_at» nor «priority». Leave them out.")


def _reporter(asker: Asker, customer: Customer, said: Requester) -> Author:
    """Return who reported: somebody of the customer by their address, a name that the desk gives, or the token."""
    people = Person.objects.filter(customer=customer, is_active=True, email=said.email.lower())
    person = people.first() if said.email else None
    if person is not None:
        return Author(actor=asker.author.actor, name=person.name, email=person.email, person=person)
    if said.email and not asker.is_of_provider:
        raise WrongWord("body.requester.email", "Nobody of your organisation signs in with this address. Leave it out.")
    if said.name.strip() or said.email:
        return Author(actor=asker.author.actor, name=(said.name.strip() or said.email)[:120], email=said.email)
    return asker.author


@action(router, "/tickets/{int:number}/replies", MessageShown, status=201)
def reply_on_a_ticket(request: HttpRequest, number: Number, said: ReplySaid) -> MessageShown:
    """Answer on a ticket. A reply of the desk stops the response clock, so send only what a person wrote."""
    asker, at = allow(request, may_report, "answer on tickets"), moment_of(request)
    ticket = find_ticket(asker, number)
    if not asker.is_of_provider:
        if said.then:
            raise WrongWord("body.then", "Only the desk holds and resolves. Leave it out.")
        return MessageShown.model_validate(customer_answer(ticket_id=ticket.pk, by=asker.author, text=said.text, at=at))
    message = answer(ticket_id=ticket.pk, by=asker.author, text=said.text, at=at, then=said.then)
    return MessageShown.model_validate(message)


@action(router, "/tickets/{int:number}/notes", MessageShown, status=201)
def note_on_a_ticket(request: HttpRequest, number: Number, said: NoteSaid) -> MessageShown:
    """Write down something that only the provider's people see."""
    asker = allow(request, may_work_on_tickets, "write notes")
    ticket = find_ticket(asker, number)
    message = operations.note(ticket_id=ticket.pk, by=asker.author, text=said.text, at=moment_of(request))
    return MessageShown.model_validate(message)


def done(request: HttpRequest, asker: Asker, number: int, deed: Callable[[Ticket, int], object]) -> TicketShown:
    """Do one thing to a ticket, and show how it stands then."""
    at = moment_of(request)
    deed(find_ticket(asker, number), at)
    return ticket_shown(find_ticket(asker, number), at=at)


@action(router, "/tickets/{int:number}/hold", TicketShown)
def hold_a_ticket(request: HttpRequest, number: Number, said: HoldSaid) -> TicketShown:
    """Let a ticket wait for somebody; its clocks pause where the agreement says so."""
    asker = allow(request, may_work_on_tickets, "put tickets on hold")
    return done(request, asker, number, lambda ticket, at: operations.put_on_hold(
        ticket_id=ticket.pk, by=asker.author, reason=said.reason.strip(), at=at
    ))  # fmt: skip


@action(router, "/tickets/{int:number}/resume", TicketShown)
def resume_a_ticket(request: HttpRequest, number: Number) -> TicketShown:
    """Go on with a ticket that was on hold."""
    asker = allow(request, may_work_on_tickets, "resume tickets")
    return done(request, asker, number, lambda ticket, at: operations.resume(
        ticket_id=ticket.pk, by=asker.author, at=at
    ))  # fmt: skip


@action(router, "/tickets/{int:number}/resolve", TicketShown)
def resolve_a_ticket(request: HttpRequest, number: Number, said: ResolveSaid) -> TicketShown:
    """Say that it is fixed."""
    asker = allow(request, may_work_on_tickets, "resolve tickets")
    return done(request, asker, number, lambda ticket, at: operations.resolve(
        ticket_id=ticket.pk, by=asker.author, how=said.how, at=at
    ))  # fmt: skip


@action(router, "/tickets/{int:number}/close", TicketShown)
def close_a_ticket(request: HttpRequest, number: Number) -> TicketShown:
    """End a resolved ticket for good, after both sides agree that it is fixed."""
    asker = allow(request, may_report, "close tickets")
    return done(request, asker, number, lambda ticket, at: operations.close(
        ticket_id=ticket.pk, by=asker.author, at=at
    ))  # fmt: skip


@action(router, "/tickets/{int:number}/reopen", TicketShown)
def reopen_a_ticket(request: HttpRequest, number: Number, said: ReopenSaid) -> TicketShown:
    """Say that the fix did not hold."""
    asker = allow(request, may_report, "reopen tickets")
    return done(request, asker, number, lambda ticket, at: operations.reopen(
        ticket_id=ticket.pk, by=asker.author, why=said.why, at=at
    ))  # fmt: skip


@action(router, "/tickets/{int:number}/assign", TicketShown)
def assign_a_ticket(request: HttpRequest, number: Number, said: AssignSaid) -> TicketShown:
    """Give a ticket to somebody at the desk, or to nobody."""
    asker = allow(request, may_work_on_tickets, "assign tickets")
    to = None if said.to is None else person_at_the_desk(said.to, "body.to")
    return done(request, asker, number, lambda ticket, at: operations.assign(
        ticket_id=ticket.pk, by=asker.author, to=to, at=at
    ))  # fmt: skip


def person_at_the_desk(person_id: int, place: str) -> Person:
    """Return somebody at the desk. Raises WrongWord for anybody else."""
    found = Person.objects.filter(pk=person_id, role__in=AT_THE_DESK, is_active=True).first()
    if found is None:
        raise WrongWord(place, "Nobody at the desk has this id. Look at the list of people.")
    return found
