"""What a customer sees first: what is open, what waits for an answer, and every ticket so far."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from asagreed_web.billing.queries import quotes_waiting_for
from asagreed_web.clocks.queue_hours import hours_of
from asagreed_web.discovery.rules import may_answer, questionnaires_for
from asagreed_web.doors.portal.door import customer_of, for_customers
from asagreed_web.doors.portal.frame import portal_page
from asagreed_web.kit.parts import PromiseCell
from asagreed_web.people.models import Person
from asagreed_web.people.passing import moment_of, person_of
from asagreed_web.tickets.models import ENDED
from asagreed_web.tickets.queue import QueueFilter, QueueRow, queue_page, rows_of
from asagreed_web.tickets.queue_rows import promise_cell
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
    ended = tickets_for(person).filter(status__in=ENDED).order_by("-last_activity_at", "-id")
    context = {
        "customer": customer_of(request),
        "open": _views(queue_page(person, QueueFilter(), size=AT_ONCE).rows, at),
        "ended": _views(rows_of(ended[:5]), at),
        "quotes": quotes_waiting_for(person, at=at),
        "is_asked": may_answer(person) and questionnaires_for(person).exists(),
    }
    return portal_page(request, "portal/home.html", context)


@require_safe
@for_customers()
def tickets(request: HttpRequest) -> HttpResponse:
    """Show every ticket of the organisation, newest first; or those in which words are found."""
    person = person_of(request)
    asked = request.GET.get("q", "").strip()
    found, older = _found(person, asked), ""
    if found is None:
        before = request.GET.get("before", "")
        newest = tickets_for(person).order_by("-number")
        if before.isdecimal():
            newest = newest.filter(number__lt=int(before[:18]))
        found = rows_of(newest[: AT_ONCE + 1])
        if len(found) > AT_ONCE:
            found = found[:AT_ONCE]
            older = f"{reverse('portal:tickets')}?{urlencode({'before': found[-1].number})}"
    context = {"rows": _views(found, moment_of(request)), "asked": asked, "older": older}
    return portal_page(request, "portal/tickets.html", context)


def _found(person: Person, asked: str) -> tuple[QueueRow, ...] | None:
    """Return the tickets in which words are found, best first; None where nothing was asked."""
    if not asked:
        return None
    numbers = [hit.number for hit in search(person, asked, size=AT_ONCE)]
    known = {row.number: row for row in rows_of(tickets_for(person).filter(number__in=numbers))}
    return tuple(known[number] for number in numbers if number in known)


def _views(rows: Sequence[QueueRow], at: int) -> list[Row]:
    hours = hours_of(rows)
    return [_view(row, promise_cell(row, hours.get(row.pk), now=at)) for row in rows]


def _view(row: QueueRow, cell: PromiseCell) -> Row:
    return Row(
        number=row.number,
        subject=row.subject,
        status=row.status,
        hold_reason=row.hold_reason,
        priority=row.priority,
        requester=row.requester_name,
        reported_at=row.reported_at,
        last_activity_at=row.last_activity_at,
        waits_for_customer=not row.waits_for_us and row.status not in ENDED,
        cell=None if cell.state == "none" else cell,
    )
