"""The log of a customer: every event with its hash, and whether the chain is as it was written."""

from __future__ import annotations

import json

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_GET

from asagreed_web.chronicle.pages import log_page
from asagreed_web.chronicle.queries import find_break
from asagreed_web.customers.models import Customer
from asagreed_web.doors.desk.door import for_those_who, person_of
from asagreed_web.doors.desk.frame import desk_page
from asagreed_web.people.rules import people_for


@require_GET
@for_those_who()
def event_log(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a page of the chain; with `verify` it is walked from its first event, which takes its time."""
    customer = get_object_or_404(Customer, slug=slug)
    before = request.GET.get("before", "")
    page = log_page(
        customer.pk, before=int(before) if before.isascii() and before.isdecimal() and len(before) < 19 else None
    )
    is_verified = "verify" in request.GET
    context = {
        "customer": customer,
        "events": [(event, json.dumps(event.says, ensure_ascii=False, sort_keys=True)) for event in page.events],
        "older": page.older,
        "is_first": not before,
        "names": {f"person {each.pk}": each.name for each in people_for(person_of(request))},
        "is_verified": is_verified,
        "broken": find_break(customer.pk) if is_verified else None,
    }
    return desk_page(request, "desk/event_log.html", context)
