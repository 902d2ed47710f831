"""Recording time: what it comes to is shown before it is saved; timers; corrections."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from asagreed_web.billing.errors import Changed
from asagreed_web.billing.operations import record_work
from asagreed_web.billing.pages import EntryPreview, RecordedEntry
from asagreed_web.billing.preview import Work, preview
from asagreed_web.billing.queries import balances, quotes_of_ticket, recorded
from asagreed_web.doors.desk.door import for_those_who, moment_of, person_of
from asagreed_web.doors.desk.frame import desk_page
from asagreed_web.doors.desk.ticket_moments import shown_moment
from asagreed_web.doors.desk.ticket_page import Reading, address_of, clause_address, find_ticket
from asagreed_web.doors.desk.time_form import TypedWork, time_fields, typed_again, typed_work
from asagreed_web.kit.form_keys import SeeOther, new_key, once
from asagreed_web.people.models import Person
from asagreed_web.people.queries import workers_for
from asagreed_web.people.rules import may_see_money, may_work_on_tickets
from asagreed_web.systems.words import agreed_words
from asagreed_web.tickets.errors import NotPossible
from asagreed_web.tickets.models import Ticket
from asagreed_web.tickets.time_entries import drop_timer, start_timer, stop_timer


@require_http_methods(["GET", "HEAD", "POST"])
@for_those_who(may_work_on_tickets)
@once
def time_entry(request: HttpRequest, number: int) -> HttpResponseBase:
    """Show the form of a time entry, then what it comes to, and save it when that was seen."""
    ticket = find_ticket(request, number)
    if request.method != "POST":
        return _page(request, ticket, _begun(request, ticket))
    typed = request.POST.dict()
    work = _typed(request, ticket)
    if work.errors:
        return _page(request, ticket, typed, errors=work.errors, status=422)
    shown = _preview(request, ticket, work)
    if shown.refused or typed.get("step") != "save":
        return _page(request, ticket, typed, shown=shown, status=422 if shown.refused else 200)
    return _save(request, ticket, work, typed)


def _save(request: HttpRequest, ticket: Ticket, work: TypedWork, typed: Mapping[str, str]) -> HttpResponseBase:
    try:
        record_work(
            _work(ticket, work), by=person_of(request), shown_hash=typed.get("shown_hash", ""), at=moment_of(request)
        )
    except Changed as changed:
        return _page(request, ticket, typed, shown=changed.preview, trouble=str(changed), status=422)
    except NotPossible as error:
        return _page(request, ticket, typed, trouble=str(error), status=422)
    messages.success(request, _("The time is recorded, with its verdict."))
    return SeeOther(f"{address_of(ticket)}#work")


@require_POST
@for_those_who(may_work_on_tickets)
def time_preview(request: HttpRequest, number: int) -> HttpResponseBase:
    """Show what the time that is typed so far comes to."""
    ticket = find_ticket(request, number)
    work = _typed(request, ticket)
    shown = None if work.errors else _preview(request, ticket, work)
    context = {"shown": shown, "typed_errors": work.errors, **_reading(request, ticket)}
    return render(request, "desk/ticket/time_shown.html", context)


def _typed(request: HttpRequest, ticket: Ticket) -> TypedWork:
    typed, words = request.POST.dict(), agreed_words(ticket.customer_id, at=moment_of(request))
    workers, usual = _workers(request, ticket, typed)
    return typed_work(typed, zone=ticket.customer.zone, words=words, workers=workers, usual=usual)


def _workers(request: HttpRequest, ticket: Ticket, typed: Mapping[str, str]) -> tuple[Sequence[Person], Person]:
    """Return whose work may be recorded here, and whose it is usually: of a correction, who did what is corrected."""
    person, entry = person_of(request), _corrected(request, ticket, typed.get("corrects", ""))
    workers = workers_for(person, also=entry.person_id if entry else None)
    return workers, next((each for each in workers if entry and each.pk == entry.person_id), person)


def _corrected(request: HttpRequest, ticket: Ticket, number: str) -> RecordedEntry | None:
    if not number:
        return None
    entries = recorded(ticket.pk, viewer=person_of(request))
    return next((each for each in entries if str(each.id) == number and each.corrected_by is None), None)


def _preview(request: HttpRequest, ticket: Ticket, work: TypedWork) -> EntryPreview:
    return preview(_work(ticket, work), at=moment_of(request))


def _work(ticket: Ticket, typed: TypedWork) -> Work:
    return Work(
        ticket=ticket,
        person=typed.worker,
        start_at=typed.start_at,
        end_at=typed.end_at,
        note=typed.note,
        **typed.words,
    )


def _begun(request: HttpRequest, ticket: Ticket) -> dict[str, str]:
    """Return what the form begins with: an entry to be corrected, or what a timer measured."""
    corrects = request.GET.get("corrects", "")
    if corrects:
        entry = _corrected(request, ticket, corrects)
        if entry is None:
            raise Http404
        return typed_again(entry, ticket.customer.zone)
    return {name: request.GET.get(name, "") for name in ("start", "end")}


def _page(
    request: HttpRequest,
    ticket: Ticket,
    typed: Mapping[str, str],
    *,
    shown: EntryPreview | None = None,
    errors: Mapping[str, str] | None = None,
    trouble: str = "",
    status: int = 200,
) -> HttpResponseBase:
    at = moment_of(request)
    words, quotes = agreed_words(ticket.customer_id, at=at), quotes_of_ticket(ticket.pk, at=at)
    workers, usual = _workers(request, ticket, typed)
    context = {
        "ticket": ticket,
        "shown": shown,
        "typed_errors": errors or {},
        "trouble": (trouble,) if trouble else (),
        "corrects": typed.get("corrects", ""),
        "fields": time_fields(
            typed, errors or {}, ticket=ticket, words=words, quotes=quotes, workers=workers, usual=usual
        ),
        "form_key": new_key(),
        **_reading(request, ticket),
    }
    return desk_page(request, "desk/ticket/time.html", context, status=status)


def _reading(request: HttpRequest, ticket: Ticket) -> dict[str, object]:
    return {
        "there": Reading(ticket.customer.zone, moment_of(request)),
        "read": lambda clause: clause_address(ticket.customer.slug, clause),
    }


@require_safe
@for_those_who()
def entry_why(request: HttpRequest, number: int, entry_id: int) -> HttpResponseBase:
    """Show why an entry was covered or charged: the whole trace of each of its parts."""
    ticket = find_ticket(request, number)
    entries = recorded(ticket.pk, viewer=person_of(request))
    entry = next((each for each in entries if each.id == entry_id), None)
    if entry is None:
        raise Http404
    return desk_page(
        request, "desk/ticket/entry_why.html", {"ticket": ticket, "entry": entry, **_reading(request, ticket)}
    )


@require_safe
@for_those_who(may_see_money)
def what_is_left(request: HttpRequest, number: int) -> HttpResponseBase:
    """Show what is left of the customer's hours and money; alone where htmx asks.

    It settles all work of the customer, so the page of the ticket asks for it when it is there already.
    """
    ticket = find_ticket(request, number)
    found = balances(ticket.customer_id, at=moment_of(request))
    context = {"ticket": ticket, "balances": found, **_reading(request, ticket)}
    if request.headers.get("HX-Request"):
        return render(request, "desk/ticket/left_part.html", context)
    return desk_page(request, "desk/ticket/left.html", context)


@require_POST
@for_those_who(may_work_on_tickets)
@once
def begin_timer(request: HttpRequest, number: int) -> HttpResponseBase:
    """Let the timer of whoever asks run on this ticket."""
    ticket = find_ticket(request, number)
    try:
        start_timer(ticket_id=ticket.pk, person=person_of(request), at=moment_of(request))
    except NotPossible as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("The timer runs."))
    return SeeOther(f"{address_of(ticket)}#work")


@require_POST
@for_those_who(may_work_on_tickets)
def end_timer(request: HttpRequest, number: int) -> HttpResponseBase:
    """Go on to the form with what the timer measured; it runs until that is saved or thrown away."""
    ticket = find_ticket(request, number)
    try:
        stopped = stop_timer(person=person_of(request), at=moment_of(request))
    except NotPossible as error:
        messages.error(request, str(error))
        return SeeOther(f"{address_of(ticket)}#work")
    timed = Ticket.objects.select_related("customer").get(pk=stopped.ticket_id)
    zone = timed.customer.zone
    measured = urlencode({"start": shown_moment(stopped.start_at, zone), "end": shown_moment(stopped.end_at, zone)})
    return SeeOther(f"{reverse('desk:time_entry', args=(timed.number,))}?{measured}")


@require_POST
@for_those_who(may_work_on_tickets)
def throw_timer_away(request: HttpRequest, number: int) -> HttpResponseBase:
    """End the timer of whoever asks and record nothing."""
    ticket = find_ticket(request, number)
    try:
        drop_timer(person=person_of(request), at=moment_of(request))
        messages.success(request, _("The timer is gone; nothing was recorded."))
    except NotPossible as error:
        messages.error(request, str(error))
    return SeeOther(f"{address_of(ticket)}#work")
