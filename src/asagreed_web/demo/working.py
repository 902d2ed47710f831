"""Work and quotes of the demonstration, done as at the desk: looked at first, then saved as shown."""

from __future__ import annotations

from asagreed_web.billing.models import Quote
from asagreed_web.billing.operations import Planned, answer_quote, offer_quote, record_work
from asagreed_web.billing.queries import preview
from asagreed_web.demo.cast import Request
from asagreed_web.people.models import Person, Role
from asagreed_web.tickets.errors import NotPossible
from asagreed_web.tickets.models import Ticket, TimeEntry

HOUR, DAY = 3600, 86400


def record(ticket: Ticket, request: Request, *, by: Person, start: int, end: int) -> TimeEntry | None:
    """Record a stretch of work; what the desk would refuse is left out."""
    delivery = ticket.delivery or "remote"
    shown = preview(
        ticket=ticket,
        person=by,
        start_at=start,
        end_at=end,
        at=end,
        service=ticket.service,
        delivery=delivery,
        cause=request.cause,
    )
    if shown.refused:
        return None
    return record_work(
        ticket_id=ticket.pk,
        by=by,
        start_at=start,
        end_at=end,
        shown_hash=shown.hash,
        at=end,
        service=ticket.service,
        delivery=delivery,
        cause=request.cause,
    )


def offer(ticket: Ticket, request: Request, *, by: Person, at: int) -> Quote | None:
    """Offer the work of a ticket to its customer; without a price there is nothing to offer."""
    least, most = (minutes * 60 for minutes in request.minutes)
    work = [Planned(title=request.subject, least=least, most=most, service=ticket.service, delivery="remote")]
    try:
        return offer_quote(
            ticket_id=ticket.pk,
            by=by,
            work=work,
            choice="from the next opening",
            title=request.subject,
            expires_at=at + 14 * DAY,
            at=at,
        )
    except NotPossible:
        return None


def decide(ticket: Ticket, *, accept: bool, at: int) -> Quote | None:
    """Let the customer's approver answer the quote that waits."""
    waiting = Quote.objects.filter(ticket=ticket, state=Quote.State.OFFERED).first()
    approver = Person.objects.filter(customer_id=ticket.customer_id, role=Role.APPROVER).first()
    if waiting is None or approver is None:
        return None
    return answer_quote(quote_id=waiting.pk, accept=accept, person=approver, at=at)
