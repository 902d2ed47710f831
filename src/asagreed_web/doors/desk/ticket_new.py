"""Logging a call: who, what, how bad in the agreement's words, and before it is saved what would hold."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from asagreed_web.customers.models import Customer
from asagreed_web.customers.rules import customers_of
from asagreed_web.doors.desk.door import for_those_who, moment_of, person_of
from asagreed_web.doors.desk.frame import desk_page
from asagreed_web.doors.desk.ticket_new_form import Said, fields_of, report_of
from asagreed_web.doors.desk.ticket_page import Reading, address_of, clause_address
from asagreed_web.intake.operations import Report, log_ticket
from asagreed_web.intake.queries import Preview, preview_report
from asagreed_web.kit.form_keys import SeeOther, new_key, once
from asagreed_web.people.models import Person
from asagreed_web.people.rules import may_work_on_tickets
from asagreed_web.systems.words import agreed_words
from asagreed_web.tickets.operations import Author


@require_http_methods(["GET", "HEAD", "POST"])
@for_those_who(may_work_on_tickets)
@once
def new_ticket(request: HttpRequest) -> HttpResponseBase:
    """Show the form of a call; «preview» shows what would hold; otherwise it is logged."""
    person = person_of(request)
    served = customers_of(person.customer_id).filter(is_served=True)
    slug = (request.POST or request.GET).get("customer", "")
    customer = get_object_or_404(served, slug=slug) if slug else None
    said = Said(request.POST.dict())
    if customer is None or request.method != "POST":
        return _page(request, customer, said)
    if said.word("step") == "preview":
        preview, wrong = _preview(request, customer)
        shown = Said(said.typed, wrong)
        return _page(request, customer, shown, preview=preview, status=422 if wrong else 200)
    report = _report(customer, said, at=moment_of(request))
    if report is None:
        return _page(request, customer, said, status=422)
    ticket = log_ticket(customer=customer, report=report, at=moment_of(request), logged_by=Author.of(person))
    messages.success(request, _("Logged as #%(number)s.") % {"number": ticket.number})
    return SeeOther(address_of(ticket))


@require_POST
@for_those_who(may_work_on_tickets)
def preview_ticket(request: HttpRequest) -> HttpResponseBase:
    """Show what would hold for what is typed so far; a name or subject that is still missing is no hindrance."""
    served = customers_of(person_of(request).customer_id)
    customer = get_object_or_404(served, slug=request.POST.get("customer", ""))
    preview, wrong = _preview(request, customer)
    return render(request, "desk/ticket/holds.html", _holds(request, customer, preview, wrong=wrong))


def _preview(request: HttpRequest, customer: Customer) -> tuple[Preview | None, dict[str, str]]:
    """Return what would hold, and what keeps that from being said; who calls and about what is no part of it."""
    typed, at = request.POST.dict(), moment_of(request)
    said = Said({**typed, **{name: "–" for name in ("subject", "name") if not typed.get(name, "").strip()}})
    report = _report(customer, said, at=at)
    return (preview_report(customer, report, at=at) if report else None), said.errors


def _report(customer: Customer, said: Said, *, at: int) -> Report | None:
    return report_of(said, customer=customer, people=_people(customer), words=agreed_words(customer.pk, at=at), at=at)


def _people(customer: Customer) -> list[Person]:
    return list(Person.objects.filter(customer=customer, is_active=True))


def _page(
    request: HttpRequest, customer: Customer | None, said: Said, *, preview: Preview | None = None, status: int = 200
) -> HttpResponseBase:
    served = customers_of(person_of(request).customer_id).filter(is_served=True)
    context: dict[str, object] = {
        "served": served,
        "customer": customer,
        "form_key": new_key(),
        "fields": {},
        "preview": preview,
    }
    if customer is not None:
        words = agreed_words(customer.pk, at=moment_of(request))
        context["fields"] = fields_of(said, customer=customer, people=_people(customer), words=words)
        context |= _holds(request, customer, preview, wrong={})
    return desk_page(request, "desk/ticket/new.html", context, status=status)


def _holds(
    request: HttpRequest, customer: Customer, preview: Preview | None, *, wrong: dict[str, str]
) -> dict[str, object]:
    return {
        "preview": preview,
        "wrong": wrong,
        "there": Reading(customer.zone, moment_of(request)),
        "read": lambda clause: clause_address(customer.slug, clause),
    }
