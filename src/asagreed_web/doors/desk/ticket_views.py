"""The page of a ticket, the reasons behind its clocks, and what came with its messages."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from asagreed_web.clocks.pages import clock_page
from asagreed_web.clocks.queries import explain
from asagreed_web.doors.desk.door import for_those_who, moment_of, person_of
from asagreed_web.doors.desk.frame import desk_page
from asagreed_web.doors.desk.ticket_money import money_of
from asagreed_web.doors.desk.ticket_page import Reading, Trouble, clause_address, find_ticket, ticket_page
from asagreed_web.tickets.handing_out import attachment_for, original_for
from asagreed_web.tickets.models import Ticket


@require_safe
@for_those_who()
def ticket(request: HttpRequest, number: int) -> HttpResponseBase:
    """Show a ticket."""
    return show(request, find_ticket(request, number))


def show(request: HttpRequest, found: Ticket, *, trouble: Trouble | None = None, status: int = 200) -> HttpResponseBase:
    """Return the page of a ticket; with trouble the form that could not be taken comes back filled."""
    money = money_of(found, person_of(request), at=moment_of(request))
    context = {"page": ticket_page(request, found, trouble=trouble), "ticket": found, "money": money}
    return desk_page(request, "desk/ticket/ticket.html", context, status=status)


@require_safe
@for_those_who()
def why(request: HttpRequest, number: int, clock: str) -> HttpResponseBase:
    """Show the ledger of a clock: every stretch, counted or not, with its clause; alone where htmx asks."""
    found, at = find_ticket(request, number), moment_of(request)
    explained = explain(found.pk, at=at)
    cycle = request.GET.get("cycle", "")
    if explained is None:
        raise Http404
    page = clock_page(
        explained,
        clock,
        cycle=int(cycle) if cycle.isdecimal() and len(cycle) < 6 else None,
        addresses=lambda clause: clause_address(found.customer.slug, clause),
        hold_reason=found.hold_reason,
    )
    if page is None:
        raise Http404
    context = {"ticket": found, "clock": page, "there": Reading(page.zone, at)}
    if request.headers.get("HX-Request"):
        return render(request, "desk/ticket/why_part.html", context)
    return desk_page(request, "desk/ticket/why.html", context)


@require_safe
@for_those_who()
def original(request: HttpRequest, message_id: int) -> HttpResponseBase:
    """Show the formatted original of a message, cleaned, in a page that may do nothing."""
    return original_for(person_of(request), message_id)


@require_safe
@for_those_who()
def attachment(request: HttpRequest, attachment_id: int) -> HttpResponseBase:
    """Hand out a file of a message."""
    return attachment_for(person_of(request), attachment_id, as_picture="picture" in request.GET)
