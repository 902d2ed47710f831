"""What is done to a ticket: each is one transaction, told in the chain, and judged again by the clocks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from asagreed_web.chronicle.models import Event
from asagreed_web.chronicle.operations import Happening, append
from asagreed_web.people.models import Person
from asagreed_web.tickets.errors import NotPossible
from asagreed_web.tickets.facts import TICKET
from asagreed_web.tickets.models import ENDED, Message, Status, Ticket, TicketLink
from asagreed_web.tickets.signals import event_told, message_written, ticket_changed

PLAIN_ATTRIBUTES = ("kind", "service", "system", "site", "delivery", "impact", "urgency")


@dataclass(frozen=True, slots=True, kw_only=True)
class Author:
    """Who acts: a person, or somebody known by a name and an address only; `actor` is how events name them."""

    actor: str
    name: str
    email: str = ""
    person: Person | None = None
    is_verified: bool = True

    @classmethod
    def of(cls, person: Person) -> Author:
        """Return a person who signed in."""
        return cls(actor=person.actor, name=person.name, email=person.email, person=person)


@contextmanager
def _changing(ticket_id: int, *, at: int) -> Iterator[Ticket]:
    """Hold a ticket for one change; afterwards it is saved and judged again."""
    with transaction.atomic():
        ticket = Ticket.objects.select_for_update().get(pk=ticket_id)
        yield ticket
        ticket.last_activity_at = max(at, ticket.last_activity_at)
        ticket.save()
        ticket_changed.send(sender=Ticket, ticket=ticket, at=at)


def tell(
    ticket: Ticket,
    kind: str,
    *,
    by: Author,
    at: int,
    happened_at: int | None = None,
    personal: Mapping[str, Any] | None = None,
    **says: Any,
) -> Event:
    """Add an event of a ticket to the chain of its customer; `happened_at` where that was before it was recorded."""
    event = append(
        ticket.customer_id,
        Happening(
            subject=TICKET,
            subject_id=ticket.pk,
            kind=kind,
            happened_at=at if happened_at is None else happened_at,
            recorded_at=at,
            actor=by.actor,
            says=says,
            personal=personal,
        ),
    )
    event_told.send(sender=Ticket, ticket=ticket, event=event)
    return event


def reply(*, ticket_id: int, by: Author, text: str, at: int, html: str = "") -> Message:
    """Answer the customer; the first answer by a person stops the response clock."""
    with _changing(ticket_id, at=at) as ticket:
        _refuse_merged(ticket)
        ticket.waits_for_us = False
        return _say(ticket, Message.Kind.REPLY, "reply", by=by, text=text, at=at, html=html)


def note(*, ticket_id: int, by: Author, text: str, at: int) -> Message:
    """Write down something for the provider's people only."""
    with _changing(ticket_id, at=at) as ticket:
        return _say(ticket, Message.Kind.NOTE, "internal note", by=by, text=text, at=at)


def customer_reply(
    *,
    ticket_id: int,
    by: Author,
    text: str,
    at: int,
    html: str = "",
    received_at: int | None = None,
    message_id: str = "",
) -> Message:
    """Take in what the customer says; a ticket on hold for the customer, or resolved, goes on.

    `message_id` is that of the mail it came by, so that answers stand in its thread.
    """
    with _changing(ticket_id, at=at) as ticket:
        _refuse_merged(ticket)
        said = _say(
            ticket, Message.Kind.CUSTOMER_REPLY, "customer reply", by=by, text=text, at=at, html=html,
            happened_at=received_at, message_id=message_id,
        )  # fmt: skip
        ticket.waits_for_us = True
        if by.is_verified and ticket.status == Status.ON_HOLD and ticket.hold_reason == WAITING_FOR_CUSTOMER:
            _resume(ticket, by=by, at=at)
        if by.is_verified and ticket.status in (Status.RESOLVED, Status.CLOSED):
            _reopen(ticket, by=by, why="the customer wrote again", at=at)
        return said


def automatic_reply(*, ticket_id: int, text: str, at: int, name: str) -> Message:
    """Put on record what the desk answered by itself: it is no response."""
    with _changing(ticket_id, at=at) as ticket:
        by = Author(actor="worker", name=name)
        return _say(ticket, Message.Kind.AUTOMATIC, "automatic reply", by=by, text=text, at=at)


WAITING_FOR_CUSTOMER = "waiting for customer"
LONGEST_REASON = 80


def put_on_hold(*, ticket_id: int, by: Author, reason: str, at: int) -> Ticket:
    """Let a ticket wait for somebody; its clocks pause where the agreement says so."""
    with _changing(ticket_id, at=at) as ticket:
        _refuse_ended(ticket, "put on hold")
        if not reason.strip():
            raise NotPossible("A ticket is put on hold for a reason. Say for whom or what it waits.")
        if len(reason) > LONGEST_REASON:
            raise NotPossible(f"The reason is longer than {LONGEST_REASON} characters. Say the rest in a note.")
        tell(ticket, "status", by=by, at=at, value=reason)
        ticket.status, ticket.hold_reason = Status.ON_HOLD, reason
        return ticket


def resume(*, ticket_id: int, by: Author, at: int) -> Ticket:
    """Go on with a ticket that was on hold."""
    with _changing(ticket_id, at=at) as ticket:
        if ticket.status != Status.ON_HOLD:
            raise NotPossible(f"{ticket} is not on hold: it is {ticket.status}. There is nothing to resume.")
        _resume(ticket, by=by, at=at)
        return ticket


def resolve(*, ticket_id: int, by: Author, at: int, how: str = "") -> Ticket:
    """Say that it is fixed."""
    with _changing(ticket_id, at=at) as ticket:
        _refuse_ended(ticket, "resolved")
        tell(ticket, "resolved", by=by, at=at, personal={"how": how} if how else None)
        ticket.status, ticket.hold_reason, ticket.waits_for_us = Status.RESOLVED, "", False
        return ticket


def close(*, ticket_id: int, by: Author, at: int) -> Ticket:
    """End a ticket for good, after both agree that it is fixed."""
    with _changing(ticket_id, at=at) as ticket:
        if ticket.status != Status.RESOLVED:
            raise NotPossible(f"{ticket} is {ticket.status}; only what is resolved can be closed. Resolve it first.")
        tell(ticket, "closed", by=by, at=at)
        ticket.status = Status.CLOSED
        return ticket


def cancel(*, ticket_id: int, by: Author, why: str, at: int) -> Ticket:
    """Withdraw a ticket: its clocks end without a verdict."""
    with _changing(ticket_id, at=at) as ticket:
        _refuse_ended(ticket, "cancelled")
        tell(ticket, "cancelled", by=by, at=at, why=why)
        ticket.status, ticket.hold_reason, ticket.waits_for_us = Status.CANCELLED, "", False
        return ticket


def reopen(*, ticket_id: int, by: Author, why: str, at: int) -> Ticket:
    """Say that the fix did not hold."""
    with _changing(ticket_id, at=at) as ticket:
        if ticket.status not in (Status.RESOLVED, Status.CLOSED):
            raise NotPossible(f"{ticket} is {ticket.status}, so it cannot be reopened.")
        _reopen(ticket, by=by, why=why, at=at)
        return ticket


def assign(*, ticket_id: int, by: Author, to: Person | None, at: int) -> Ticket:
    """Give a ticket to somebody of the provider, or to nobody."""
    with _changing(ticket_id, at=at) as ticket:
        _refuse_merged(ticket)
        if to is not None and not to.is_of_provider:
            raise NotPossible(f"{to.name} belongs to a customer. A ticket is given to one of the provider's people.")
        if ticket.assignee_id == (to.pk if to else None):
            return ticket
        # The library stops clocks at an assignment; taking a ticket from somebody is none.
        kind = "assigned" if to else "unassigned"
        tell(ticket, kind, by=by, at=at, value=to.actor if to else None)
        ticket.assignee = to
        return ticket


def change_priority(*, ticket_id: int, by: Author, priority: str, why: str, at: int) -> Ticket:
    """Set another priority; who and why are on record, and every clock is rated again."""
    with _changing(ticket_id, at=at) as ticket:
        _refuse_ended(ticket, "given another priority")
        if not why.strip():
            raise NotPossible("A priority is changed for a reason. Say why.")
        tell(ticket, "priority", by=by, at=at, value=priority, why=why, before=ticket.priority)
        ticket.priority, ticket.priority_clause = priority, None
        return ticket


def change_attribute(*, ticket_id: int, by: Author, attribute: str, value: str, at: int, why: str = "") -> Ticket:
    """Set kind, service, system, site, delivery, impact or urgency anew; clauses that ask for it choose again."""
    if attribute not in PLAIN_ATTRIBUTES:
        raise NotPossible(f"«{attribute}» of a ticket cannot be set. Choose one of {', '.join(PLAIN_ATTRIBUTES)}.")
    with _changing(ticket_id, at=at) as ticket:
        _refuse_ended(ticket, "changed")
        before = getattr(ticket, attribute)
        if before == value:
            return ticket
        tell(ticket, "changed", by=by, at=at, attribute=attribute, value=value, why=why, before=before)
        setattr(ticket, attribute, value)
        return ticket


def change_attributes(*, ticket_id: int, by: Author, values: Mapping[str, str], at: int, why: str = "") -> Ticket:
    """Set several of them anew at once; what stands already is left alone."""
    with transaction.atomic():
        for attribute, value in values.items():
            change_attribute(ticket_id=ticket_id, by=by, attribute=attribute, value=value, at=at, why=why)
    return Ticket.objects.get(pk=ticket_id)


def arrive(*, ticket_id: int, by: Author, at: int, happened_at: int | None = None) -> Ticket:
    """Say that a technician is on site."""
    with _changing(ticket_id, at=at) as ticket:
        _refuse_ended(ticket, "arrived at")
        tell(ticket, "arrived", by=by, at=at, happened_at=happened_at)
        return ticket


def happen(*, ticket_id: int, by: Author, what: str, at: int) -> Ticket:
    """Put on record anything that the agreement names, such as «workaround»."""
    with _changing(ticket_id, at=at) as ticket:
        tell(ticket, "happened", by=by, at=at, value=what)
        return ticket


def link(*, first_id: int, second_id: int, by: Author, at: int) -> TicketLink:
    """Say that two tickets of one customer have to do with each other."""
    with transaction.atomic():
        first, second = _pair(first_id, second_id)
        found, is_new = TicketLink.objects.get_or_create(first=first, second=second)
        if is_new:
            tell(first, "linked", by=by, at=at, to=second.number)
        return found


def merge(*, ticket_ids: Sequence[int], into_id: int, by: Author, at: int) -> Ticket:
    """Put tickets of one customer together: their messages are read on the one that stays, their clocks end."""
    with transaction.atomic():
        # All of them before the chain is written to: judging locks in this order too, and neither waits for the other.
        list(Ticket.objects.select_for_update().filter(pk__in={*ticket_ids, into_id}).order_by("pk"))
        for ticket_id in sorted(set(ticket_ids) - {into_id}):
            with _changing(ticket_id, at=at) as ticket:
                into = Ticket.objects.get(pk=into_id)
                _refuse_unlike(ticket, into)
                _refuse_ended(into, "merged into")
                if ticket.status == Status.MERGED:
                    raise NotPossible(f"{ticket} was merged already, into {ticket.merged_into}.")
                tell(ticket, "merged", by=by, at=at, value=str(into.number))
                ticket.status, ticket.hold_reason, ticket.waits_for_us = Status.MERGED, "", False
                ticket.merged_into = into
        with _changing(into_id, at=at) as into:
            numbers = list(Ticket.objects.filter(pk__in=ticket_ids).values_list("number", flat=True))
            tell(into, "took in", by=by, at=at, tickets=sorted(numbers))
            return into


def _pair(first_id: int, second_id: int) -> tuple[Ticket, Ticket]:
    if first_id == second_id:
        raise NotPossible("A ticket cannot be linked to itself. Name another one.")
    first, second = Ticket.objects.filter(pk__in=(first_id, second_id)).order_by("pk")
    _refuse_unlike(first, second)
    return first, second


def _say(
    ticket: Ticket,
    kind: str,
    event_kind: str,
    *,
    by: Author,
    text: str,
    at: int,
    html: str = "",
    happened_at: int | None = None,
    message_id: str = "",
) -> Message:
    if not text.strip() and not html:
        raise NotPossible("There is nothing to send: the text is empty.")
    personal = {"text": text, "name": by.name, "email": by.email}
    says = {"message_id": message_id} if message_id else {}
    event = tell(ticket, event_kind, by=by, at=at, happened_at=happened_at, personal=personal, **says)
    message = Message.objects.create(
        ticket=ticket,
        customer_id=ticket.customer_id,
        event=event,
        kind=kind,
        author=by.person,
        author_name=by.name,
        author_email=by.email,
        is_verified=by.is_verified,
        text=text,
        html=html,
        at=event.happened_at,
    )
    message_written.send(sender=Message, message=message)
    return message


def _resume(ticket: Ticket, *, by: Author, at: int) -> None:
    tell(ticket, "status", by=by, at=at, value=Status.OPEN.value)
    ticket.status, ticket.hold_reason = Status.OPEN, ""


def _reopen(ticket: Ticket, *, by: Author, why: str, at: int) -> None:
    tell(ticket, "reopened", by=by, at=at, value=Status.OPEN.value, why=why)
    ticket.status, ticket.waits_for_us = Status.OPEN, True


def _refuse_merged(ticket: Ticket) -> None:
    if ticket.status == Status.MERGED:
        raise NotPossible(f"{ticket} was merged into {ticket.merged_into}. Go on there.")


def _refuse_ended(ticket: Ticket, what: str) -> None:
    _refuse_merged(ticket)
    if ticket.status in ENDED:
        raise NotPossible(f"{ticket} is {ticket.status}, so it cannot be {what}. Reopen it first.")


def _refuse_unlike(first: Ticket, second: Ticket) -> None:
    if first.customer_id != second.customer_id:
        raise NotPossible(f"{first} and {second} belong to different customers, so they stay apart.")
