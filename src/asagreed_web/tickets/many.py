"""One change made to many tickets, one by one: what can be done is done, and the rest is named with its reason."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from asagreed.errors import AsagreedError
from asagreed_web.people.models import Person
from asagreed_web.tickets.models import Ticket
from asagreed_web.tickets.rules import tickets_for


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one ticket; an empty `because` means that it was done."""

    number: int
    subject: str
    because: str = ""

    @property
    def is_done(self) -> bool:
        """Whether it was done."""
        return not self.because


def chosen_tickets(person: Person, numbers: Sequence[int]) -> list[Ticket]:
    """Return the tickets with these numbers that somebody may see, in the order of the queue."""
    found = tickets_for(person).filter(number__in=numbers).select_related("customer", "assignee")
    return list(found.order_by("queue_place", "next_due_at", "id"))


def change_each(tickets: Sequence[Ticket], change: Callable[[Ticket], object]) -> list[Outcome]:
    """Change tickets one after the other, each in its own transaction."""
    return [_changed(ticket, change) for ticket in tickets]


def _changed(ticket: Ticket, change: Callable[[Ticket], object]) -> Outcome:
    try:
        change(ticket)
    except AsagreedError as refused:
        return Outcome(ticket.number, ticket.subject, str(refused))
    return Outcome(ticket.number, ticket.subject)
