"""Mails of which nothing was made: looked at by a person, who can make a ticket of one."""

from __future__ import annotations

from django.db import transaction

from asagreed_web.customers.models import Customer
from asagreed_web.intake.models import ReceivedMail
from asagreed_web.intake.operations import Report, log_ticket
from asagreed_web.tickets.errors import NotPossible
from asagreed_web.tickets.models import Ticket
from asagreed_web.tickets.operations import Author

LEFT = (ReceivedMail.State.SET_ASIDE, ReceivedMail.State.QUARANTINED)


def mails_set_aside(*, most: int = 100) -> list[ReceivedMail]:
    """Return the newest mails of which nothing was made, without their originals."""
    return list(ReceivedMail.objects.filter(state__in=LEFT).defer("raw").order_by("-received_at", "-pk")[:most])


@transaction.atomic
def make_ticket_of(
    *, mail_id: int, customer: Customer, subject: str, text: str, sender: str, by: Author, at: int
) -> Ticket:
    """Log a ticket for a mail that was set aside: it counts from when our server received the mail.

    The sender is named and unverified, for nobody proved who wrote it. Raises NotPossible.
    """
    mail = ReceivedMail.objects.select_for_update().defer("raw").get(pk=mail_id)
    if mail.state not in LEFT:
        raise NotPossible("Something was made of this mail already. Look at its ticket.")
    if not subject.strip() or not text.strip():
        raise NotPossible("A ticket needs a subject and a text. Say in your words what the mail asks for.")
    author = Author(actor="mail", name=sender[:120] or "unknown sender", is_verified=False)
    report = Report(channel="e-mail", subject=subject[:200], text=text, by=author, reported_at=mail.received_at)
    ticket = log_ticket(customer=customer, report=report, at=at, logged_by=by)
    mail.state, mail.ticket, mail.customer = ReceivedMail.State.TICKET, ticket, customer
    mail.save(update_fields=["state", "ticket", "customer"])
    return ticket
