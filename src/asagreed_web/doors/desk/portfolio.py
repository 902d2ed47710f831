"""All customers at once: where it hurts, what does not pay, and a page of proof that may be published."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from asagreed.errors import AsagreedError
from asagreed_web.customers.queries import served_customers
from asagreed_web.doors.desk.door import for_those_who, moment_of, person_of
from asagreed_web.doors.desk.frame import desk_page
from asagreed_web.doors.desk.reports import LANGUAGES
from asagreed_web.kit.form_keys import SeeOther, new_key, once
from asagreed_web.reports import portfolio as portfolios
from asagreed_web.reports.models import Proof
from asagreed_web.reports.pages import report_view
from asagreed_web.reports.periods import before, period_at, periods_back
from asagreed_web.reports.rules import may_publish, may_see_portfolio


@require_safe
@for_those_who(may_see_portfolio)
def portfolio(request: HttpRequest) -> HttpResponse:
    """Show how all customers stand in a period, or those on a plan."""
    at = moment_of(request)
    words = {name: request.GET.get(name, "").strip()[:120] for name in ("plan", "customer", "cost_per_hour")}
    asked = portfolios.Asked(period=_period(request, at), language=_language(request), **words)
    context = {
        "asked": asked,
        "periods": periods_back(at, zone=settings.TIME_ZONE),
        "plans": portfolios.plans_in_use(),
        "customers": [each.name for each in served_customers()],
        "report": None,
        "because": "",
    }
    try:
        context["report"] = report_view(portfolios.portfolio(asked, at=at))
    except AsagreedError as error:
        context["because"] = str(error)
    status = 422 if context["because"] else 200
    return desk_page(request, "desk/reports/portfolio.html", context, status=status)


@require_safe
@for_those_who(may_see_portfolio)
def proof(request: HttpRequest) -> HttpResponse:
    """Show what may be published of a period, and what was."""
    at, language = moment_of(request), _language(request)
    period = _period(request, at)
    context = {
        "period": period,
        "periods": periods_back(at, zone=settings.TIME_ZONE),
        "language": language,
        "languages": LANGUAGES,
        "published": Proof.objects.select_related("published_by").defer("data", "document"),
        "may_publish": may_publish(person_of(request)),
        "form_key": new_key(),
        "report": None,
        "because": "",
    }
    try:
        context["report"] = report_view(portfolios.proof(period, language=language, at=at))
    except AsagreedError as error:
        context["because"] = str(error)
    return desk_page(request, "desk/reports/proof.html", context)


@require_POST
@for_those_who(may_publish)
@once
def publish(request: HttpRequest) -> HttpResponseBase:
    """Freeze the page of proof of a period, so that it can be handed out."""
    asked = request.POST.get("language", "")
    language = asked if asked in dict(LANGUAGES) else "en"
    try:
        portfolios.publish(request.POST.get("period", ""), language=language, by=person_of(request),
                           at=moment_of(request))  # fmt: skip
        messages.success(request, _("It is published: take it as PDF or as a page for your web site."))
    except AsagreedError as error:
        messages.error(request, str(error))
    return SeeOther(reverse("desk:proof"))


@require_safe
@for_those_who(may_see_portfolio)
def published(_request: HttpRequest, period: str, form: str) -> HttpResponse:
    """Hand out a page of proof as it was published: as PDF, or as a page that stands alone."""
    found = get_object_or_404(Proof, period=period)
    if form not in ("pdf", "page"):
        raise Http404
    if form == "pdf":
        response = HttpResponse(bytes(found.document), content_type="application/pdf")
        response["Content-Disposition"] = f'inline; filename="proof-{found.period}.pdf"'
        return response
    response = HttpResponse(portfolios.standing_page(found.data), content_type="text/html; charset=utf-8")
    # It has its style within, which the policy of our own pages would not let apply: it is for another site.
    response["Content-Disposition"] = f'attachment; filename="proof-{found.period}.html"'
    return response


def _period(request: HttpRequest, at: int) -> str:
    return request.GET.get("period", "") or before(period_at(at, every="month", zone=settings.TIME_ZONE)).name


def _language(request: HttpRequest) -> str:
    asked = request.GET.get("language", "")
    return asked if asked in dict(LANGUAGES) else "en"
