"""What a customer sees first: what is open, what waits for an answer, and every ticket so far."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from asagreed_web.billing.queries import quotes_waiting_for
from asagreed_web.clocks.pages import next_promise
from asagreed_web.clocks.queries import explain
from asagreed_web.doors.portal.door import customer_of, for_customers
from asagreed_web.doors.portal.frame import portal_page
from asagreed_web.kit.parts import PromiseCell
from asagreed_web.people.models import Person
from asagreed_web.people.passing import moment_of, person_of
from asagreed_web.tickets.models import ENDED, Ticket
from asagreed_web.tickets.rules import tickets_for
from asagreed_web.tickets.searching import search

AT_ONCE = 25


@dataclass(frozen=True, slots=True)
class Row:
    """A ticket in a list of the portal."""

    number: int
    subject: str
    status: str
    hold_reason: str
    priority: str
    requester: str
    reported_at: int
    last_activity_at: int
    waits_for_customer: bool
    cell: PromiseCell | None


@require_safe
@for_customers()
def home(request: HttpRequest) -> HttpResponse:
    """Show what is open and what waits for the customer."""
    person, at = person_of(request), moment_of(request)
    open_tickets = tickets_for(person).exclude(status__in=ENDED).order_by("queue_place", "next_due_at", "id")
    ended = tickets_for(person).filter(status__in=ENDED).order_by("-last_activity_at", "-id")
    context = {
        "customer": customer_of(request),
        "open": [_row(ticket, at) for ticket in open_tickets[:AT_ONCE]],
        "ended": [_row(ticket, at) for ticket in ended[:5]],
        "quotes": quotes_waiting_for(person, at=at),
    }
    return portal_page(request, "portal/home.html", context)


@require_safe
@for_customers()
def tickets(request: HttpRequest) -> HttpResponse:
    """Show every ticket of the organisation, newest first; or those in which words are found."""
    person, at = person_of(request), moment_of(request)
    asked = request.GET.get("q", "").strip()
    found, older = _found(person, asked), ""
    if found is None:
        before = request.GET.get("before", "")
        rows = tickets_for(person).order_by("-number")
        if before.isdecimal():
            rows = rows.filter(number__lt=int(before[:18]))
        found = list(rows[: AT_ONCE + 1])
        if len(found) > AT_ONCE:
            found = found[:AT_ONCE]
            older = f"{reverse('portal:tickets')}?{urlencode({'before': found[-1].number})}"
    context = {"rows": [_row(ticket, at) for ticket in found], "asked": asked, "older": older}
    return portal_page(request, "portal/tickets.html", context)


def _found(person: Person, asked: str) -> list[Ticket] | None:
    """Return the tickets in which words are found, best first; None where nothing was asked."""
    if not asked:
        return None
    numbers = [hit.number for hit in search(person, asked, size=AT_ONCE)]
    known = tickets_for(person).in_bulk(numbers, field_name="number")
    return [known[number] for number in numbers if number in known]


def _row(ticket: Ticket, at: int) -> Row:
    return Row(
        number=ticket.number,
        subject=ticket.subject,
        status=ticket.status,
        hold_reason=ticket.hold_reason,
        priority=ticket.priority,
        requester=ticket.requester_name,
        reported_at=ticket.reported_at,
        last_activity_at=ticket.last_activity_at,
        waits_for_customer=not ticket.waits_for_us and ticket.status not in ENDED,
        cell=_next_promise(ticket, at),
    )


def _next_promise(ticket: Ticket, at: int) -> PromiseCell | None:
    if ticket.status in ENDED:
        return None
    return next_promise(explain(ticket.pk, at=at), hold_reason=ticket.hold_reason)
