"""Putting outages, maintenance and excuses on record at the desk; corrections and withdrawals have their reasons."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from asagreed.errors import AsagreedError
from asagreed_web.customers.models import Customer
from asagreed_web.doors.desk.door import for_those_who, moment_of, person_of
from asagreed_web.doors.desk.frame import desk_page
from asagreed_web.doors.desk.uptime_forms import (
    excuse_fields,
    outage_fields,
    outage_said,
    span_said,
    typed_outage,
    window_fields,
)
from asagreed_web.kit.form_keys import SeeOther, new_key, once
from asagreed_web.kit.form_revision import revision_of
from asagreed_web.kit.parts import FieldView
from asagreed_web.status.queries import zone_of
from asagreed_web.status.records import OutageView, outage_of, titles_of
from asagreed_web.uptime import operations
from asagreed_web.uptime.rules import may_announce_windows, may_record_outages


@dataclass(frozen=True, slots=True)
class Form:
    """A form of its own page: its title, its fields, what the button says, and why it was not taken."""

    title: str
    says: str
    fields: Sequence[FieldView]
    button: str
    reasons: tuple[str, ...] = ()


@require_http_methods(["GET", "HEAD", "POST"])
@for_those_who(may_record_outages)
@once
def new_outage(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Put on record that a system was down, or is."""
    customer, at = get_object_or_404(Customer, slug=slug), moment_of(request)
    zone, reasons = zone_of(customer, at=at), tuple[str, ...]()
    typed = request.POST.dict() if request.method == "POST" else {"system": request.GET.get("system", "")}
    if request.method == "POST":
        try:
            made = operations.record_outage(
                customer=customer, outage=outage_said(typed, zone=zone), by=person_of(request).actor, at=at
            )
            messages.success(request, _("It is on record."))
            return SeeOther(reverse("desk:outage", args=(slug, made.record)))
        except AsagreedError as error:
            reasons = (str(error),)
    fields = outage_fields(typed, titles_of(customer, at=at), zone=zone, is_correction=False)
    says = _("Four moments are kept, for agreements count from one or the other.")
    return form_page(request, customer, Form(_("Record an outage"), says, fields, _("Put it on record"), reasons))


@require_http_methods(["GET", "HEAD", "POST"])
@for_those_who(may_record_outages)
def outage(request: HttpRequest, slug: str, record: str) -> HttpResponseBase:
    """Show an outage with its editions; correct it or take it back, with the reason."""
    customer, at = get_object_or_404(Customer, slug=slug), moment_of(request)
    found = outage_of(customer, record, at=at)
    if found is None:
        raise Http404
    if request.method != "POST":
        return _outage_page(request, customer, found)
    try:
        _change_outage(request, customer, record)
    except AsagreedError as error:
        return _outage_page(request, customer, found, reasons=(str(error),))
    messages.success(request, _("It is on record, with the reason. What it said before is kept."))
    return SeeOther(reverse("desk:outage", args=(slug, record)))


def _change_outage(request: HttpRequest, customer: Customer, record: str) -> None:
    by, at, because = person_of(request).actor, moment_of(request), request.POST.get("because", "")
    if request.POST.get("do") == "withdraw":
        operations.withdraw_outage(customer_id=customer.pk, record=record, because=because, by=by, at=at)
        return
    said = outage_said(request.POST.dict(), zone=zone_of(customer, at=at))
    operations.correct_outage(
        customer_id=customer.pk, record=record, edition=revision_of(request), outage=said, because=because, by=by, at=at
    )


@require_http_methods(["GET", "HEAD", "POST"])
@for_those_who(may_announce_windows)
@once
def new_window(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Announce maintenance; the moment of announcing is its notice."""
    customer, at = get_object_or_404(Customer, slug=slug), moment_of(request)
    zone, reasons, typed = zone_of(customer, at=at), tuple[str, ...](), request.POST.dict()
    if request.method == "POST":
        try:
            start, end = span_said(typed, zone=zone)
            operations.announce_window(
                customer=customer, systems=_systems(typed), starts_at=start, planned_end_at=end,
                title=typed.get("title", ""), by=person_of(request).actor, at=at,
            )  # fmt: skip
            messages.success(request, _("It is announced: the status page shows it from now on."))
            return SeeOther(reverse("desk:uptime", args=(slug,)) + "#maintenance")
        except AsagreedError as error:
            reasons = (str(error),)
    fields = window_fields(typed, titles_of(customer, at=at), zone=zone)
    says = _("Whether it is left out of the figures depends on the notice and the limit that the agreement names.")
    return form_page(request, customer, Form(_("Announce maintenance"), says, fields, _("Announce it"), reasons))


@require_POST
@for_those_who(may_announce_windows)
def change_window(request: HttpRequest, slug: str, record: str) -> HttpResponseBase:
    """End maintenance now, call it off, or take it back as never announced."""
    customer, at = get_object_or_404(Customer, slug=slug), moment_of(request)
    by, because, do = person_of(request).actor, request.POST.get("because", ""), request.POST.get("do", "")
    try:
        if do == "end":
            operations.end_window(customer_id=customer.pk, record=record, ended_at=at, because=because, by=by, at=at)
        else:
            change = operations.cancel_window if do == "cancel" else operations.withdraw_window
            change(customer_id=customer.pk, record=record, because=because, by=by, at=at)
        messages.success(request, _("It is on record."))
    except AsagreedError as error:
        messages.error(request, str(error))
    return SeeOther(reverse("desk:uptime", args=(slug,)) + "#maintenance")


@require_http_methods(["GET", "HEAD", "POST"])
@for_those_who(may_announce_windows)
@once
def new_excuse(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Put on record that both parties agreed not to count a stretch."""
    customer, at = get_object_or_404(Customer, slug=slug), moment_of(request)
    zone, reasons, typed = zone_of(customer, at=at), tuple[str, ...](), request.POST.dict()
    if request.method == "POST":
        try:
            start, end = span_said(typed, zone=zone)
            operations.agree_excuse(
                customer=customer, kind=typed.get("kind", ""), systems=_systems(typed), start_at=start, end_at=end,
                agreed_by=typed.get("agreed_by", ""), because=typed.get("because", ""), by=person_of(request).actor,
                at=at,
            )  # fmt: skip
            messages.success(request, _("It is on record."))
            return SeeOther(reverse("desk:uptime", args=(slug,)) + "#excuses")
        except AsagreedError as error:
            reasons = (str(error),)
    fields = excuse_fields(typed, titles_of(customer, at=at), zone=zone)
    says = _("Both have agreed: the customer reads it with the figure, and who agreed to it.")
    return form_page(request, customer, Form(_("Record an excuse"), says, fields, _("Put it on record"), reasons))


@require_POST
@for_those_who(may_announce_windows)
def withdraw_excuse(request: HttpRequest, slug: str, record: str) -> HttpResponseBase:
    """Take an excuse back; it stays on record, with the reason."""
    customer, because = get_object_or_404(Customer, slug=slug), request.POST.get("because", "")
    try:
        operations.withdraw_excuse(
            customer_id=customer.pk, record=record, because=because, by=person_of(request).actor, at=moment_of(request)
        )
        messages.success(request, _("It is taken back."))
    except AsagreedError as error:
        messages.error(request, str(error))
    return SeeOther(reverse("desk:uptime", args=(slug,)) + "#excuses")


def form_page(request: HttpRequest, customer: Customer, form: Form) -> HttpResponse:
    """Return a form on a page of its own."""
    context = {"customer": customer, "form": form, "form_key": new_key()}
    return desk_page(request, "desk/uptime/form.html", context, status=422 if form.reasons else 200)


def _systems(typed: dict[str, str]) -> tuple[str, ...]:
    return tuple(each for each in (typed.get("system", ""),) if each)


def _outage_page(
    request: HttpRequest, customer: Customer, found: OutageView, *, reasons: tuple[str, ...] = ()
) -> HttpResponse:
    at = moment_of(request)
    zone = zone_of(customer, at=at)
    typed = request.POST.dict() if reasons and "do" not in request.POST else typed_outage(found.holds, zone=zone)
    context = {
        "customer": customer,
        "found": found,
        "fields": outage_fields(typed, titles_of(customer, at=at), zone=zone, is_correction=True),
        "reasons": reasons,
        "zone": zone,
    }
    return desk_page(request, "desk/uptime/outage.html", context, status=422 if reasons else 200)
