"""What customers read in their mail: the answers of the desk, and that a report has arrived.

A mail about a ticket goes to the one address that reported it, and nowhere else. Internal notes never leave.
"""

from __future__ import annotations

import re
from typing import Any

from django.conf import settings
from django.db import transaction

from asagreed.clocks import Clock, ClockState
from asagreed.clocks.promises import RESPONSE
from asagreed.errors import AsagreedError
from asagreed.foresight import explain_ticket
from asagreed_web.agreements.queries import history_of
from asagreed_web.chronicle.models import Event
from asagreed_web.kit.mail_identity import thread_root
from asagreed_web.kit.models import OutboxEntry
from asagreed_web.kit.outbox import message_ids_about, put_mail
from asagreed_web.tickets.facts import TICKET, ticket_fact
from asagreed_web.tickets.models import Message, Ticket
from asagreed_web.tickets.operations import automatic_reply

_MESSAGE_ID = re.compile(r"<[^<>\s]{1,250}>")
_OWN_NAMED, _THEIRS_NAMED = 4, 2


def address_of_requester(ticket: Ticket) -> str:
    """Return where the one who reported a ticket reads mail; nothing for those who left or gave no address."""
    person = ticket.requester
    if person is None:
        return ticket.requester_email
    return person.email if person.is_active else ""


def send_reply(message: Message) -> OutboxEntry | None:
    """Let an answer of the desk leave by mail; anything else that is said on a ticket stays here."""
    to = address_of_requester(message.ticket)
    if message.kind != Message.Kind.REPLY or not to:
        return None
    ticket = message.ticket
    return put_mail(
        key=f"message {message.pk}",
        template="reply",
        to=to,
        says={
            "number": ticket.number,
            "subject": ticket.subject,
            "text": message.text,
            "author": message.author_name,
            "has_portal": ticket.requester_id is not None,
        },
        sender=message.author_name,
        at=message.event.recorded_at,
        is_automatic=False,
        **_of_ticket(ticket, to),
    )


@transaction.atomic
def acknowledge(ticket: Ticket, *, at: int) -> OutboxEntry | None:
    """Tell the one who reported a ticket its number and what is promised, once; it goes on record with the ticket.

    The caller has made sure that a person wrote, and that not too many answers go to where they wrote from. Nothing
    that an unproved sender wrote is repeated.
    """
    to, key = address_of_requester(ticket), f"acknowledgement {ticket.pk}"
    if not to or OutboxEntry.objects.filter(key=key).exists():
        return None
    entry = put_mail(
        key=key, template="acknowledgement", to=to, says=_promised(ticket, at=at), at=at, **_of_ticket(ticket, to)
    )
    automatic_reply(ticket_id=ticket.pk, text=entry.says["text"], at=at, name=settings.PROVIDER)
    return entry


def _of_ticket(ticket: Ticket, to: str) -> dict[str, Any]:
    person = ticket.requester
    return {
        "ticket": ticket.number,
        "takes_reply": True,
        "references": _references(ticket, to),
        "customer_id": ticket.customer_id,
        "language": person.language if person is not None else "",
    }


def _references(ticket: Ticket, to: str) -> list[str]:
    """Return what the mail continues: the thread of the ticket, our mails to this person, the mails that came."""
    events = Event.objects.filter(subject=TICKET, subject_id=ticket.pk, kind__in=("created", "customer reply"))
    said = events.order_by("-seq").values_list("says", flat=True)[:_MOST_EVENTS]
    theirs = [str(says.get("message_id", "")) for says in said][::-1]
    known = [each for each in theirs if _MESSAGE_ID.fullmatch(each)]
    own = message_ids_about(ticket.number, to)
    return [thread_root(ticket.number), *own[-_OWN_NAMED:], *known[-_THEIRS_NAMED:]]


_MOST_EVENTS = 20


def _promised(ticket: Ticket, *, at: int) -> dict[str, Any]:
    clock = _first_promise(ticket, at=at)
    return {
        "number": ticket.number,
        "subject": ticket.subject if ticket.is_sender_verified else "",
        "zone": ticket.customer.zone,
        "clock": clock.name if clock else "",
        "due_at": clock.due_at if clock else None,
        "opens_at": _opening(clock, at) if clock else None,
        "counts_later": ticket.counts_from > ticket.reported_at,
        "counts_from": ticket.counts_from,
        "because": ticket.counts_because,
        "has_portal": ticket.requester_id is not None,
    }


def _first_promise(ticket: Ticket, *, at: int) -> Clock | None:
    """Return the clock of the first answer, or else the one that is due first; None where nothing is promised."""
    history = history_of(ticket.customer_id)
    if history is None:
        return None
    try:
        clocks = explain_ticket(ticket_fact(ticket.pk), history, as_of=at).clocks
    except AsagreedError:
        return None
    running = [clock for clock in clocks if clock.state is ClockState.RUNNING and not clock.target.is_guide]
    due = [clock for clock in running if clock.due_at is not None]
    return min(due, key=lambda clock: (clock.name != RESPONSE.name, clock.due_at or 0), default=None)


def _opening(clock: Clock, at: int) -> int | None:
    """Return when the support hours of a promise begin again, or None while they last."""
    opening = clock.target.hours.opening_from(at)
    return opening if opening > at else None
