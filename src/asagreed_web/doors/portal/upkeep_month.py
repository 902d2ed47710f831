"""The recurring work of a month, as the customer reads it: due, done with what shows it, or left out."""

from __future__ import annotations

from datetime import date

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse
from django.views.decorators.http import require_safe

from asagreed.open_time import in_zone
from asagreed_web.doors.both.evidence import file_links
from asagreed_web.doors.portal.door import customer_of, for_customers
from asagreed_web.doors.portal.frame import portal_page
from asagreed_web.people.passing import moment_of, person_of
from asagreed_web.status.pages import month_named
from asagreed_web.upkeep.evidence import evidence_file_for
from asagreed_web.upkeep.queries import month_before, month_of_upkeep, next_month


@require_safe
@for_customers()
def upkeep(request: HttpRequest) -> HttpResponse:
    """Show the recurring work of this month, or of one before that the address names."""
    customer, at = customer_of(request), moment_of(request)
    now = in_zone(at, customer.zone).date().replace(day=1)
    month = min(month_named(request.GET.get("month", "")) or now, now)
    context = {
        "customer": customer,
        "found": month_of_upkeep(customer.pk, at=at, month=month),
        "files": file_links("portal:evidence", customer.pk, month=month),
        "older": _address(month_before(month)),
        "newer": _address(next_month(month)) if month < now else "",
    }
    return portal_page(request, "portal/upkeep/month.html", context)


@require_safe
@for_customers()
def evidence(request: HttpRequest, file_id: int) -> HttpResponseBase:
    """Hand out a file that shows that work was done for one's own organisation."""
    return evidence_file_for(person_of(request), file_id)


def _address(month: date) -> str:
    return f"{reverse('portal:upkeep')}?month={month:%Y-%m}"
