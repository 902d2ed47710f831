"""What is done with the reports of a customer: issued, written into, scheduled, and to whom they are sent."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from asagreed.errors import AsagreedError
from asagreed_web.customers.models import Customer
from asagreed_web.doors.desk.door import for_those_who, moment_of, person_of
from asagreed_web.doors.desk.reports import LANGUAGES
from asagreed_web.kit.form_keys import SeeOther, once
from asagreed_web.reports.errors import NotReported
from asagreed_web.reports.issuing import annotate, issue_report
from asagreed_web.reports.models import Annotation, Every
from asagreed_web.reports.rules import may_annotate, may_issue_reports
from asagreed_web.reports.scheduling import Wanted, keep_recipients, keep_schedule


@require_POST
@for_those_who(may_issue_reports)
@once
def issue(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Freeze the report of a period and send it."""
    customer, period = get_object_or_404(Customer, slug=slug), request.POST.get("period", "")
    try:
        report = issue_report(
            customer=customer, period=period, language=_language(request), by=person_of(request),
            at=moment_of(request),
        )  # fmt: skip
    except AsagreedError as error:
        messages.error(request, str(error))
        return SeeOther(reverse("desk:reports", args=(slug,)))
    messages.success(request, _("The report is issued, and stays as it is from now on."))
    return SeeOther(reverse("desk:report", args=(slug, report.number)))


@require_POST
@for_those_who(may_annotate)
@once
def write(request: HttpRequest, slug: str, period: str) -> HttpResponseBase:
    """Keep the cause of a miss, or a recommendation, for the report that is to come."""
    customer = get_object_or_404(Customer, slug=slug)
    kind = request.POST.get("kind", "")
    try:
        if kind not in Annotation.Kind:
            raise NotReported("The form did not say what is written. Open the page again.")
        annotate(
            customer=customer, period=period, kind=kind, about=request.POST.get("about", ""),
            text=request.POST.get("text", ""), by=person_of(request), at=moment_of(request),
        )  # fmt: skip
        messages.success(request, _("It stands in the report now."))
    except AsagreedError as error:
        messages.error(request, str(error))
        return SeeOther(reverse("desk:reports", args=(slug,)))
    return SeeOther(reverse("desk:report_so_far", args=(slug, period)))


@require_POST
@for_those_who(may_issue_reports)
def schedule(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Keep how the customer gets reports of one length."""
    customer, every = get_object_or_404(Customer, slug=slug), request.POST.get("every", "")
    day = request.POST.get("day", "")
    try:
        if every not in Every:
            raise NotReported("The form did not say which reports are meant. Open the page again.")
        wanted = Wanted(
            every=every,
            day=int(day) if day.isascii() and day.isdecimal() and len(day) < 3 else 0,
            language=_language(request),
            is_reviewed=request.POST.get("sending") != "at once",
            is_on=request.POST.get("do") != "stop",
        )
        keep_schedule(customer=customer, wanted=wanted, by=person_of(request), at=moment_of(request))
        messages.success(request, _("Kept."))
    except AsagreedError as error:
        messages.error(request, str(error))
    return SeeOther(reverse("desk:reports", args=(slug,)))


@require_POST
@for_those_who(may_issue_reports)
def recipients(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Keep who of the customer is told of its reports."""
    customer = get_object_or_404(Customer, slug=slug)
    typed = request.POST.getlist("person")
    chosen = [int(each) for each in typed if each.isascii() and each.isdecimal() and len(each) < 16]
    keep_recipients(customer=customer, person_ids=chosen, by=person_of(request), at=moment_of(request))
    messages.success(request, _("Kept."))
    return SeeOther(reverse("desk:reports", args=(slug,)))


def _language(request: HttpRequest) -> str:
    asked = request.POST.get("language", "")
    return asked if asked in dict(LANGUAGES) else "en"
