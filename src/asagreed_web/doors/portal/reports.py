"""The reports of a customer: what was promised, what was done, and why each figure is what it is."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.views.decorators.http import require_safe

from asagreed_web.doors.portal.door import customer_of, for_customers
from asagreed_web.doors.portal.frame import portal_page
from asagreed_web.people.passing import person_of
from asagreed_web.reports import queries
from asagreed_web.reports.downloads import download_of
from asagreed_web.reports.pages import report_view


@require_safe
@for_customers()
def reports(request: HttpRequest) -> HttpResponse:
    """Show every report that was issued, the newest first."""
    customer = customer_of(request)
    context = {"customer": customer, "reports": queries.reports_of(person_of(request), customer=customer)}
    return portal_page(request, "portal/reports/reports.html", context)


@require_safe
@for_customers()
def report(request: HttpRequest, number: int) -> HttpResponse:
    """Show a report as it was issued, and its other editions."""
    customer = customer_of(request)
    found = queries.found_or_404(person_of(request), customer=customer, number=number)
    context = {
        "customer": customer,
        "issued": found,
        "report": report_view(found.data),
        "editions": queries.editions_of(found),
    }
    return portal_page(request, "portal/reports/report.html", context)


@require_safe
@for_customers()
def download(request: HttpRequest, number: int, form: str) -> HttpResponseBase:
    """Hand out a report as PDF, CSV or JSON: the same figures under the same hash."""
    found = queries.found_or_404(person_of(request), customer=customer_of(request), number=number)
    return download_of(found, form)
