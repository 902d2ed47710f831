"""A ticket as its customer sees it: the promises, the conversation without internal notes, and an answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from asagreed_web.billing.pages import QuoteView
from asagreed_web.billing.queries import quotes_of_ticket
from asagreed_web.clocks.pages import clock_page, promise_cells
from asagreed_web.clocks.queries import explain
from asagreed_web.doors.portal.door import for_customers
from asagreed_web.doors.portal.frame import portal_page
from asagreed_web.kit.form_keys import SeeOther, new_key, once
from asagreed_web.kit.parts import PromiseCell
from asagreed_web.people.passing import moment_of, person_of
from asagreed_web.tickets import operations
from asagreed_web.tickets.answering import customer_answer
from asagreed_web.tickets.attachments import uploads_of
from asagreed_web.tickets.conversation import Addresses, Spine, conversation
from asagreed_web.tickets.errors import NotPossible
from asagreed_web.tickets.handing_out import attachment_for, original_for
from asagreed_web.tickets.models import Status, Ticket
from asagreed_web.tickets.operations import Author
from asagreed_web.tickets.rules import tickets_for


@dataclass(frozen=True, slots=True)
class TicketPage:
    """The page of a ticket in the portal; `typed` is a reply that could not be taken, with the reasons."""

    ticket: Ticket
    promises: tuple[PromiseCell, ...]
    spine: tuple[Spine, ...]
    quotes: Sequence[QuoteView]
    may_reply: bool
    may_say_solved: bool
    typed: str = ""
    reasons: Sequence[str] = ()
    form_key: str = field(default_factory=new_key)


@require_safe
@for_customers()
def show_ticket(request: HttpRequest, number: int) -> HttpResponse:
    """Show a ticket of one's own organisation."""
    return _page(request, _find(request, number))


@require_POST
@for_customers()
@once
def reply(request: HttpRequest, number: int) -> HttpResponseBase:
    """Take in what the customer answers; what cannot be taken comes back filled."""
    found, text = _find(request, number), request.POST.get("text", "")
    by, uploads = Author.of(person_of(request)), uploads_of(request)
    try:
        customer_answer(ticket_id=found.pk, by=by, text=text, uploads=uploads, at=moment_of(request))
    except NotPossible as error:
        return _page(request, found, typed=text, reasons=error.reasons, status=422)
    messages.success(request, _("Thank you, we have it."))
    return SeeOther(_address(found))


@require_POST
@for_customers()
@once
def solved(request: HttpRequest, number: int) -> HttpResponseBase:
    """Let the customer agree that it is fixed, or say that it is not."""
    found, at = _find(request, number), moment_of(request)
    by = Author.of(person_of(request))
    try:
        if request.POST.get("is") == "solved":
            operations.close(ticket_id=found.pk, by=by, at=at)
            messages.success(request, _("Thank you. The ticket is closed."))
        else:
            why = "the customer says that it is not fixed"
            operations.reopen(ticket_id=found.pk, by=by, why=why, at=at)
            messages.success(request, _("It is open again. Tell us below what happens."))
    except NotPossible as error:
        return _page(request, found, reasons=(str(error),), status=422)
    return SeeOther(_address(found))


@require_safe
@for_customers()
def why(request: HttpRequest, number: int, clock: str) -> HttpResponse:
    """Show the ledger of a clock: every stretch, counted or not, with its clause."""
    found = _find(request, number)
    explained = explain(found.pk, at=moment_of(request))
    page = explained and clock_page(explained, clock, cycle=None, addresses=lambda _: "", hold_reason=found.hold_reason)
    if page is None:
        raise Http404
    return portal_page(request, "portal/why.html", {"ticket": found, "clock": page})


@require_safe
@for_customers()
def original(request: HttpRequest, message_id: int) -> HttpResponse:
    """Show the formatted original of a message, cleaned, in a page that may do nothing."""
    return original_for(person_of(request), message_id)


@require_safe
@for_customers()
def attachment(request: HttpRequest, attachment_id: int) -> HttpResponseBase:
    """Hand out a file of a message that the asking person may see."""
    return attachment_for(person_of(request), attachment_id, as_picture="picture" in request.GET)


def _find(request: HttpRequest, number: int) -> Ticket:
    seen = tickets_for(person_of(request)).select_related("customer", "assignee", "requester", "merged_into")
    return get_object_or_404(seen, number=number)


def _address(ticket: Ticket) -> str:
    return reverse("portal:ticket", args=(ticket.number,))


def _page(
    request: HttpRequest, ticket: Ticket, *, typed: str = "", reasons: Sequence[str] = (), status: int = 200
) -> HttpResponse:
    at = moment_of(request)
    page = TicketPage(
        ticket=ticket,
        promises=promise_cells(
            explain(ticket.pk, at=at),
            hold_reason=ticket.hold_reason,
            why=lambda clock: reverse("portal:ticket_why", args=(ticket.number, clock)),
        ),
        spine=conversation(ticket, person_of(request), _ADDRESSES),
        quotes=quotes_of_ticket(ticket.pk, at=at),
        may_reply=ticket.status not in (Status.MERGED, Status.CANCELLED),
        may_say_solved=ticket.status == Status.RESOLVED,
        typed=typed,
        reasons=reasons,
    )
    return portal_page(request, "portal/ticket.html", {"page": page, "ticket": ticket}, status=status)


_ADDRESSES = Addresses(
    file=lambda attachment: reverse("portal:attachment", args=(attachment.pk,)),
    original=lambda message: reverse("portal:original", args=(message.pk,)),
)
