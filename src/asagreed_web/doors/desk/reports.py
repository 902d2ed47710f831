"""The reports of a customer: those that were issued, what waits, and how a period stands as of now."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from asagreed.errors import AsagreedError
from asagreed_web.customers.models import Customer
from asagreed_web.doors.desk.door import for_those_who, moment_of, person_of
from asagreed_web.doors.desk.frame import desk_page
from asagreed_web.kit.form_keys import new_key
from asagreed_web.reports import queries, rules
from asagreed_web.reports.downloads import download_of
from asagreed_web.reports.issuing import latest_of
from asagreed_web.reports.pages import annotation_view, report_view
from asagreed_web.reports.periods import find_period
from asagreed_web.reports.scheduling import LAST_DAY

LANGUAGES = (("en", "English"), ("de", "Deutsch"))


@require_safe
@for_those_who()
def reports(request: HttpRequest, slug: str) -> HttpResponse:
    """Show what was issued and what waits, and how the customer gets reports."""
    customer, person, at = get_object_or_404(Customer, slug=slug), person_of(request), moment_of(request)
    context = {
        "customer": customer,
        "reports": queries.reports_of(person, customer=customer),
        "waiting": queries.waiting_of(customer),
        "periods": queries.offered_periods(customer, at=at),
        "schedules": queries.schedules_of(customer),
        "sent": queries.sent_to(customer),
        "languages": LANGUAGES,
        "days": range(1, LAST_DAY + 1),
        "may_issue": rules.may_issue_reports(person),
    }
    return desk_page(request, "desk/reports/reports.html", context)


@require_safe
@for_those_who()
def so_far(request: HttpRequest, slug: str, period: str) -> HttpResponse:
    """Show the report of a period as it would be issued now, with forms for what people write into it."""
    customer, person, at = get_object_or_404(Customer, slug=slug), person_of(request), moment_of(request)
    language = request.GET.get("language", "")
    context = {
        "customer": customer,
        "period": period,
        "language": language if language in dict(LANGUAGES) else "en",
        "languages": LANGUAGES,
        "may_issue": rules.may_issue_reports(person),
        "may_annotate": rules.may_annotate(person),
        "form_key": new_key(),
        "because": "",
        "report": None,
    }
    try:
        made = queries.preview(customer=customer, period=period, language=str(context["language"]), at=at)
    except AsagreedError as error:
        return desk_page(request, "desk/reports/so_far.html", {**context, "because": str(error)}, status=404)
    is_over = at >= find_period(period).span(customer.zone).end
    told = {
        "report": report_view(made.data),
        "is_over": is_over,
        "issued": latest_of(customer.pk, made.period),
        "written": annotation_view(made.data, queries.annotations_of(customer.pk, made.period)),
    }
    return desk_page(request, "desk/reports/so_far.html", {**context, **told})


@require_safe
@for_those_who()
def report(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Show a report as it was issued, and its other editions."""
    customer = get_object_or_404(Customer, slug=slug)
    found = queries.found_or_404(person_of(request), customer=customer, number=number)
    context = {
        "customer": customer,
        "issued": found,
        "report": report_view(found.data),
        "editions": queries.editions_of(found),
    }
    return desk_page(request, "desk/reports/report.html", context)


@require_safe
@for_those_who()
def download(request: HttpRequest, slug: str, number: int, form: str) -> HttpResponseBase:
    """Hand out a report as PDF, CSV or JSON: the same figures under the same hash."""
    customer = get_object_or_404(Customer, slug=slug)
    return download_of(queries.found_or_404(person_of(request), customer=customer, number=number), form)
