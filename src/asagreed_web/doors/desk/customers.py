"""Customers: the list, the page of one with all that stands agreed, and the form by which one is entered."""

from __future__ import annotations

from dataclasses import replace

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from asagreed_web.agreements.queries import history_of
from asagreed_web.billing.queries import balances
from asagreed_web.clocks.queue_hours import hours_of
from asagreed_web.customers.models import Customer
from asagreed_web.customers.operations import CustomerRefused, change_customer, enter_customer
from asagreed_web.customers.pages import CustomerEntry
from asagreed_web.customers.queries import served_customers
from asagreed_web.doors.desk.customer_parts import agreed_parts
from asagreed_web.doors.desk.door import for_those_who, moment_of, person_of
from asagreed_web.doors.desk.frame import desk_page, queue_address
from asagreed_web.kit.parts import FieldView
from asagreed_web.people import rules
from asagreed_web.tickets.queue import QueueFilter, open_by_customer, queue_page
from asagreed_web.tickets.queue_rows import row_view


@require_GET
@for_those_who()
def customers(request: HttpRequest) -> HttpResponse:
    """List the customers with what is open and what was missed."""
    counts = open_by_customer(person_of(request), now=moment_of(request))
    rows = [(each, *counts.get(each.pk, (0, 0))) for each in served_customers()]
    return desk_page(request, "desk/customers.html", {"customers": rows})


@require_GET
@for_those_who()
def customer(request: HttpRequest, slug: str) -> HttpResponse:
    """Show all that stands agreed with a customer, and what is open."""
    person, now = person_of(request), moment_of(request)
    found = get_object_or_404(Customer, slug=slug)
    asked = QueueFilter(customer=found.slug)
    page = queue_page(person, asked, size=10)
    hours = hours_of(page.rows)
    context = {
        "customer": found,
        **agreed_parts(found, history_of(found.pk), at=now),
        "balances": balances(found.pk, at=now) if rules.may_see_money(person) else [],
        "rows": [row_view(row, hours.get(row.pk), now=now, zone=settings.TIME_ZONE) for row in page.rows],
        "queue": queue_address(asked),
        "has_more": page.next is not None,
        "people": list(rules.people_for(person).filter(customer=found.pk, is_active=True)),
    }
    return desk_page(request, "desk/customer.html", context)


@require_http_methods(["GET", "POST"])
@for_those_who(rules.may_enter_agreements)
def new_customer(request: HttpRequest) -> HttpResponse:
    """Enter a customer."""
    problems: dict[str, str] = {}
    entry = CustomerEntry(zone=settings.TIME_ZONE)
    if request.method == "POST":
        entry = CustomerEntry.typed(request.POST.dict())
        try:
            made = enter_customer(entry=entry, actor=person_of(request).actor, at=moment_of(request))
        except CustomerRefused as refused:
            problems = refused.problems
        else:
            messages.success(request, _("%(name)s is entered. Next come the papers.") % {"name": made.name})
            return redirect("desk:agreement", slug=made.slug)
    context = {"fields": _fields(entry, problems, slug=True), "customer": None}
    return desk_page(request, "desk/customer_form.html", context)


@require_http_methods(["GET", "POST"])
@for_those_who(rules.may_enter_agreements)
def edit_customer(request: HttpRequest, slug: str) -> HttpResponse:
    """Change what is known of a customer."""
    found = get_object_or_404(Customer, slug=slug)
    problems: dict[str, str] = {}
    entry = CustomerEntry.of(found)
    if request.method == "POST":
        entry = CustomerEntry.typed(request.POST.dict(), slug=found.slug)
        try:
            change_customer(customer=found, entry=entry, actor=person_of(request).actor, at=moment_of(request))
        except CustomerRefused as refused:
            problems = refused.problems
        else:
            messages.success(request, _("What is known of %(name)s is changed.") % {"name": entry.name})
            return redirect("desk:customer", slug=slug)
    context = {"fields": _fields(entry, problems, slug=False), "customer": found}
    return desk_page(request, "desk/customer_form.html", context)


def _fields(entry: CustomerEntry, problems: dict[str, str], *, slug: bool) -> list[FieldView]:
    domains = _("Verified senders of these domains write for this customer. Several are parted by spaces.")
    word = _("In addresses, and the name of the folder of the agreement; made from the name if left empty.")
    fields = [
        FieldView("name", _("Name"), entry.name, required=True, autocomplete="off"),
        *([FieldView("slug", _("Short word"), entry.slug, hint=word)] if slug else []),
        FieldView("zone", _("Time zone"), entry.zone, hint=_("Such as Europe/Amsterdam."), required=True),
        FieldView("mail_domains", _("Mail domains"), " ".join(entry.mail_domains), hint=domains),
        FieldView("phone", _("Phone"), entry.phone, kind="tel"),
        FieldView("notes", _("Notes"), entry.notes, hint=_("For the desk only."), kind="textarea"),
    ]
    return [replace(each, error=problems.get(each.name, "")) for each in fields]
