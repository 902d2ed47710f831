"""Recurring work at the desk: what is due today, the month of a customer, settling, lists and calendars."""

from __future__ import annotations

import re
from datetime import date

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from asagreed_web.agreements.queries import history_of
from asagreed_web.customers.models import Customer
from asagreed_web.doors.both.evidence import file_links
from asagreed_web.doors.desk.door import for_those_who, moment_of, person_of
from asagreed_web.doors.desk.frame import desk_page
from asagreed_web.doors.desk.ticket_page import Reading, clause_address
from asagreed_web.doors.desk.upkeep_form import said_in, settle_fields
from asagreed_web.kit.form_keys import SeeOther, new_key, once
from asagreed_web.tickets.attachments import FilesRefused, uploads_of
from asagreed_web.upkeep.approvals import propose
from asagreed_web.upkeep.errors import UpkeepRefused
from asagreed_web.upkeep.evidence import evidence_file_for
from asagreed_web.upkeep.feeds import end_feed, feed_behind, make_feed
from asagreed_web.upkeep.operations import settle
from asagreed_web.upkeep.queries import item_in, month_before, month_of_upkeep, next_month, open_work
from asagreed_web.upkeep.rules import feed_keys_for, may_settle

_MONTH = re.compile(r"(20\d\d)-(0[1-9]|1[0-2])")


@require_safe
@for_those_who()
def upkeep(request: HttpRequest) -> HttpResponse:
    """Show what is open today and what was missed lately, of all customers."""
    context = {
        "work": open_work(at=moment_of(request)),
        "may_settle": may_settle(person_of(request)),
        "has_feed": feed_keys_for(person_of(request)).filter(customer=None).exists(),
        "address": "",
    }
    return desk_page(request, "desk/upkeep/today.html", context)


@require_safe
@for_those_who()
def customer_upkeep(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the recurring work of a customer in this month, or the one that the address names."""
    return _month_page(request, get_object_or_404(Customer, slug=slug))


def _month_page(request: HttpRequest, customer: Customer, *, address: str = "") -> HttpResponse:
    at = moment_of(request)
    found = month_of_upkeep(customer.pk, at=at, month=_month(request.GET.get("month", "")))
    here = reverse("desk:customer_upkeep", args=(customer.slug,))
    context = {
        "customer": customer,
        "found": found,
        "there": Reading(found.zone if found else customer.zone, at),
        "before": f"{here}?month={month_before(found.month):%Y-%m}" if found else "",
        "after": f"{here}?month={next_month(found.month):%Y-%m}" if found else "",
        "read": lambda clause: clause_address(customer.slug, clause),
        "may_settle": may_settle(person_of(request)),
        "has_feed": feed_keys_for(person_of(request)).filter(customer=customer).exists(),
        "address": address,
        "files": file_links("desk:evidence", customer.pk, month=found.month) if found else {},
    }
    return desk_page(request, "desk/upkeep/month.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@for_those_who(may_settle)
@once
def settle_work(request: HttpRequest, slug: str, due: str, task: str) -> HttpResponseBase:
    """Say what became of a piece of work; what was said before is shown above the form."""
    customer, at = get_object_or_404(Customer, slug=slug), moment_of(request)
    history, due_on = history_of(customer.pk), _day(due)
    item = item_in(history, customer.pk, task=task, due_on=due_on, at=at) if history else None
    if history is None or item is None:
        raise Http404
    reasons: tuple[str, ...] = ()
    said, errors = said_in(request.POST.dict(), task=task, due_on=due_on, zone=history.zone, at=at)
    if request.method == "POST" and not errors:
        try:
            settle(customer=customer, said=said, by=person_of(request), at=at, uploads=uploads_of(request))
        except FilesRefused as error:
            reasons = error.reasons
        except UpkeepRefused as error:
            reasons = (str(error),)
        else:
            messages.success(request, _("It is on record."))
            return SeeOther(f"{reverse('desk:customer_upkeep', args=(slug,))}?month={due_on:%Y-%m}")
    shown = errors if request.method == "POST" else {}
    context = {
        "customer": customer,
        "item": item,
        "there": Reading(history.zone, at),
        "fields": settle_fields(item.task, request.POST.dict(), shown, zone=history.zone, at=at),
        "reasons": reasons,
        "clause_address": clause_address(slug, item.task.clause),
        "form_key": new_key(),
        "files": file_links("desk:evidence", customer.pk, month=due_on).get((task, due_on), ()),
    }
    return desk_page(request, "desk/upkeep/settle.html", context, status=422 if shown or reasons else 200)


@require_safe
@for_those_who()
def evidence(request: HttpRequest, file_id: int) -> HttpResponseBase:
    """Hand out a file that shows that work was done."""
    return evidence_file_for(person_of(request), file_id)


@require_POST
@for_those_who(may_settle)
def propose_list(request: HttpRequest, slug: str) -> HttpResponse:
    """Put the work of a month that needs a yes to the customer."""
    customer, at = get_object_or_404(Customer, slug=slug), moment_of(request)
    month = _month(request.POST.get("month", ""))
    there = reverse("desk:customer_upkeep", args=(slug,))
    if month is None:
        messages.error(request, _("The form named no month. Open the page of the month, and press the button there."))
        return SeeOther(there)
    try:
        propose(customer=customer, month=month, actor=person_of(request).actor, at=at)
    except UpkeepRefused as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("The list was put to the customer’s approvers."))
    return SeeOther(f"{there}?month={month:%Y-%m}")


@require_POST
@for_those_who()
def upkeep_feed(request: HttpRequest) -> HttpResponse:
    """Make or end the calendar address of all customers; a new one is shown once."""
    if request.POST.get("do") == "end":
        end_feed(person=person_of(request), customer=None, at=moment_of(request))
        messages.success(request, _("The address leads nowhere now."))
        return SeeOther(reverse("desk:upkeep"))
    address = make_feed(person=person_of(request), customer=None, at=moment_of(request))
    context = {"work": open_work(at=moment_of(request)), "may_settle": may_settle(person_of(request)),
               "has_feed": True, "address": address}  # fmt: skip
    return desk_page(request, "desk/upkeep/today.html", context)


@require_POST
@for_those_who()
def customer_feed(request: HttpRequest, slug: str) -> HttpResponse:
    """Make or end the calendar address of one customer; a new one is shown once."""
    customer = get_object_or_404(Customer, slug=slug)
    if request.POST.get("do") == "end":
        end_feed(person=person_of(request), customer=customer, at=moment_of(request))
        messages.success(request, _("The address leads nowhere now."))
        return SeeOther(reverse("desk:customer_upkeep", args=(slug,)))
    address = make_feed(person=person_of(request), customer=customer, at=moment_of(request))
    return _month_page(request, customer, address=address)


@require_safe
def feed(request: HttpRequest, secret: str) -> HttpResponse:
    """Hand out the calendar behind a secret address; programs that ask cannot sign in."""
    calendar = feed_behind(secret, at=moment_of(request))
    if calendar is None:
        raise Http404
    response = HttpResponse(calendar, content_type="text/calendar; charset=utf-8")
    response["Cache-Control"] = "private, max-age=900"
    response["Content-Disposition"] = 'inline; filename="upkeep.ics"'
    response["X-Robots-Tag"] = "noindex"
    return response


def _month(text: str) -> date | None:
    found = _MONTH.fullmatch(text)
    return date(int(found[1]), int(found[2]), 1) if found else None


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Http404 from None
