"""Work and quotes of the demonstration, done as at the desk."""

from __future__ import annotations

from asagreed.money import Money
from asagreed_web.billing.models import Quote
from asagreed_web.billing.operations import Planned, Work, answer_quote, offer_quote, record_work_unseen
from asagreed_web.demo.cast import Request
from asagreed_web.people.models import Person, Role
from asagreed_web.tickets.errors import NotPossible
from asagreed_web.tickets.models import Ticket, TimeEntry

HOUR, DAY = 3600, 86400


def record(ticket: Ticket, request: Request, *, by: Person, start: int, end: int) -> TimeEntry | None:
    """Record a stretch of work; what the desk would refuse is left out."""
    delivery = ticket.delivery or "remote"
    work = Work(ticket=ticket, person=by, start_at=start, end_at=end, service=ticket.service, delivery=delivery,
                cause=request.cause)  # fmt: skip
    try:
        return record_work_unseen(work, by=by, at=end)
    except NotPossible:
        return None


def offer(ticket: Ticket, request: Request, *, currency: str | None, by: Person, at: int) -> Quote | None:
    """Offer the work of a ticket to its customer; where the agreement covers it there is nothing to offer."""
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
            price=Money(request.price, currency) if request.price and currency else None,
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
