"""What a token changes about a ticket that was logged: its priority, the words that describe it, what it belongs to."""

from __future__ import annotations

from django.http import HttpRequest

from asagreed_web.doors.api.identity import Asker, allow
from asagreed_web.doors.api.problems import WrongWord
from asagreed_web.doors.api.registering import action
from asagreed_web.doors.api.ticket_actions import done, no_such_word
from asagreed_web.doors.api.ticket_shapes import WORDS, LinkSaid, MergeSaid, PrioritySaid, TicketShown, WordsSaid
from asagreed_web.doors.api.ticket_views import Number, find_ticket, router
from asagreed_web.people.passing import moment_of
from asagreed_web.people.rules import may_work_on_tickets
from asagreed_web.systems.words import agreed_words
from asagreed_web.tickets import operations
from asagreed_web.tickets.models import Ticket
from asagreed_web.tickets.rules import tickets_for


@action(router, "/tickets/{int:number}/priority", TicketShown)
def change_the_priority(request: HttpRequest, number: Number, said: PrioritySaid) -> TicketShown:
    """Set another priority; every clock is rated again."""
    asker = allow(request, may_work_on_tickets, "change priorities")
    ticket = find_ticket(asker, number)
    choices = dict(agreed_words(ticket.customer_id, at=moment_of(request)).priorities)
    if said.priority not in choices:
        raise WrongWord("body.priority", no_such_word(said.priority, choices))
    return done(request, asker, number, lambda found, at: operations.change_priority(
        ticket_id=found.pk, by=asker.author, priority=said.priority, why=said.why, at=at
    ))  # fmt: skip


@action(router, "/tickets/{int:number}/words", TicketShown)
def change_the_words(request: HttpRequest, number: Number, said: WordsSaid) -> TicketShown:
    """Describe a ticket anew in the words of the agreement; clauses that ask for them choose again."""
    asker = allow(request, may_work_on_tickets, "describe tickets anew")
    ticket = find_ticket(asker, number)
    known = agreed_words(ticket.customer_id, at=moment_of(request))
    values = {name: word for name in WORDS if (word := getattr(said, name)) is not None}
    for name, word in values.items():
        choices = dict(known.of(name))
        if word and word not in choices:
            raise WrongWord(f"body.{name}", no_such_word(word, choices))
    return done(request, asker, number, lambda found, at: operations.change_attributes(
        ticket_id=found.pk, by=asker.author, values=values, why=said.why, at=at
    ))  # fmt: skip


@action(router, "/tickets/{int:number}/links", TicketShown)
def link_a_ticket(request: HttpRequest, number: Number, said: LinkSaid) -> TicketShown:
    """Say that two tickets of one customer have to do with each other."""
    asker, other = _pair(request, number, said.to, place="body.to")
    return done(request, asker, number, lambda found, at: operations.link(
        first_id=found.pk, second_id=other.pk, by=asker.author, at=at
    ))  # fmt: skip


@action(router, "/tickets/{int:number}/merge", TicketShown)
def merge_a_ticket(request: HttpRequest, number: Number, said: MergeSaid) -> TicketShown:
    """Put a ticket together with another one of its customer: its clocks end, its messages are read there."""
    asker, into = _pair(request, number, said.into, place="body.into")
    return done(request, asker, number, lambda found, at: operations.merge(
        ticket_ids=[found.pk], into_id=into.pk, by=asker.author, at=at
    ))  # fmt: skip


def _pair(request: HttpRequest, number: int, other: int, *, place: str) -> tuple[Asker, Ticket]:
    """Return who asks, and the other ticket that a body names. Raises WrongWord where they see none of that number."""
    asker = allow(request, may_work_on_tickets, "link and merge tickets")
    find_ticket(asker, number)
    found = tickets_for(asker.person).filter(number=other).first()
    if found is None:
        raise WrongWord(place, f"There is no ticket #{other}. Name one of the same customer.")
    return asker, found
