"""Uptime at the desk: how a customer's systems stand and what is on record of them; and what is down anywhere."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from asagreed_web.customers.models import Customer
from asagreed_web.customers.queries import served_customers
from asagreed_web.doors.desk.door import for_those_who, moment_of, person_of
from asagreed_web.doors.desk.frame import desk_page
from asagreed_web.doors.desk.ticket_page import clause_address
from asagreed_web.kit.form_keys import SeeOther, new_key, once
from asagreed_web.people.rules import may_arrange_the_desk, may_manage_people
from asagreed_web.status.errors import StatusPageRefused
from asagreed_web.status.operations import renew_link, show_status_page
from asagreed_web.status.overview import what_is_down
from asagreed_web.status.pages import month_named
from asagreed_web.status.queries import shown_of, status_of
from asagreed_web.status.reasons import why_of
from asagreed_web.status.records import records_of
from asagreed_web.status.rules import may_show_status
from asagreed_web.status.sources import sources_of
from asagreed_web.uptime.rules import may_announce_windows, may_record_outages


@require_safe
@for_those_who()
def uptime(request: HttpRequest, slug: str) -> HttpResponse:
    """Show how a customer's systems stand, the figures of the month with their reasons, and all that is on record."""
    return uptime_page(request, get_object_or_404(Customer, slug=slug))


@require_safe
@for_those_who()
def why(request: HttpRequest, slug: str, month: str, name: str) -> HttpResponse:
    """Show why a figure of a month is what it is, down to the lines of the papers."""
    customer, named = get_object_or_404(Customer, slug=slug), month_named(month)
    view = why_of(customer, name=name, month=named, at=moment_of(request)) if named else None
    if view is None:
        raise Http404
    context = {"customer": customer, "view": view, "read": lambda clause: clause_address(slug, clause)}
    return desk_page(request, "desk/uptime/why.html", context)


@require_safe
@for_those_who()
def down(request: HttpRequest) -> HttpResponse:
    """Show what is down, customer by customer, those in trouble first."""
    rows = what_is_down(served_customers(), at=moment_of(request))
    return desk_page(request, "desk/uptime/down.html", {"rows": rows})


@require_POST
@for_those_who(may_show_status)
@once
def show_page(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Decide who sees the customer's status page without sign-in, or make a new link to it."""
    customer, by, at = get_object_or_404(Customer, slug=slug), person_of(request), moment_of(request)
    try:
        if request.POST.get("do") == "renew":
            renew_link(customer=customer, by=by, at=at)
            messages.success(request, _("Links from before open nothing any more. Here is the new one."))
        else:
            shown, word = request.POST.get("shown", ""), request.POST.get("word", "")
            show_status_page(customer=customer, shown=shown, word=word, by=by, at=at)
            messages.success(request, _("It is shown as you chose."))
    except StatusPageRefused as error:
        messages.error(request, str(error))
    return SeeOther(reverse("desk:uptime", args=(slug,)) + "#status-page")


def uptime_page(request: HttpRequest, customer: Customer, *, secret: str = "") -> HttpResponse:
    """Return the page of a customer's uptime; `secret` is the address of a key that was just made, shown once."""
    person, at = person_of(request), moment_of(request)
    context = {
        "customer": customer,
        "view": status_of(customer, at=at),
        "records": records_of(customer, at=at),
        "sources": sources_of(customer),
        "shown": shown_of(customer),
        "why": lambda month, name: reverse("desk:uptime_why", args=(customer.slug, month, name)),
        "may_record": may_record_outages(person),
        "may_announce": may_announce_windows(person),
        "may_check": may_arrange_the_desk(person),
        "may_make_keys": may_manage_people(person),
        "may_show": may_show_status(person),
        "form_key": new_key(),
        "secret": secret,
    }
    return desk_page(request, "desk/uptime/uptime.html", context)
