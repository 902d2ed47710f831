"""Services and plans beside each other, their comparison on one page, and the editions that were entered."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from asagreed.documents.plan_table import PlanTable, print_plan_table
from asagreed.errors import AsagreedError
from asagreed_web.agreements.checking import papers_in
from asagreed_web.agreements.models import Plan
from asagreed_web.agreements.operations import PaperRefused
from asagreed_web.agreements.plan_operations import enter_starter_plans
from asagreed_web.agreements.plan_pages import (
    AskedSize,
    asked_size,
    counted_by,
    figure_lines,
    plan_language,
    plan_views,
    service_rows,
)
from asagreed_web.agreements.plan_queries import Shelf, compared, shelf
from asagreed_web.doors.desk.agreements import enter_plans, uploaded_files
from asagreed_web.doors.desk.door import for_those_who, moment_of, person_of
from asagreed_web.doors.desk.frame import desk_page
from asagreed_web.people import rules

CURRENCIES = ("USD", "EUR", "GBP", "CHF", "CAD", "AUD")
LANGUAGES = (("en", "English"), ("de", "Deutsch"))


@require_GET
@for_those_who(rules.may_enter_agreements)
def plan_services(request: HttpRequest) -> HttpResponse:
    """Show services as rows and plans as columns, with what each plan earns and what could be added to it."""
    found = shelf()
    asked = asked_size(counted_by(found.plans), request.GET)
    language = plan_language(get_language())
    table = _table(request, found, asked, language)
    views = plan_views(found.plans, table, found.drafts, asked.size)
    context: dict[str, Any] = {
        "views": views,
        "rows": service_rows([view.plan for view in views], language),
        "lines": {view.plan.pin: figure_lines(view.margin) for view in views},
        "asked": asked,
        "unreadable": found.unreadable,
        "new_drafts": [draft for name, draft in found.drafts.items() if name not in {p.name for p in found.plans}],
        "currencies": CURRENCIES,
        "has_plans": bool(found.plans or found.unreadable or found.drafts),
    }
    return desk_page(request, "desk/plans/services.html", context)


@require_GET
@for_those_who(rules.may_enter_agreements)
def compare(request: HttpRequest) -> HttpResponse:
    """Show the comparison of the plans, as it is printed."""
    found = shelf()
    asked, language = asked_size(counted_by(found.plans), request.GET), _language_asked(request)
    context = {
        "table": _table(request, found, asked, language),
        "asked": asked,
        "language": language,
        "languages": LANGUAGES,
    }
    return desk_page(request, "desk/plans/compare.html", context)


@require_GET
@for_those_who(rules.may_enter_agreements)
def compare_pdf(request: HttpRequest) -> HttpResponse:
    """Give the comparison as a PDF."""
    found = shelf()
    if not found.plans:
        raise Http404
    asked = asked_size(counted_by(found.plans), request.GET)
    table = _table(request, found, asked, _language_asked(request))
    headers = {"Content-Disposition": f'inline; filename="plans-{table.day}.pdf"'}
    return HttpResponse(print_plan_table(table), content_type="application/pdf", headers=headers)


def _table(request: HttpRequest, found: Shelf, asked: AskedSize, language: str) -> PlanTable:
    return compared(found.plans, provider=settings.PROVIDER, size=asked.size, language=language,
                    zone=settings.TIME_ZONE, at=moment_of(request))  # fmt: skip


def _language_asked(request: HttpRequest) -> str:
    return plan_language(request.GET.get("language") or get_language())


@require_POST
@for_those_who(rules.may_enter_agreements)
def enter_starters(request: HttpRequest) -> HttpResponse:
    """Enter the plans that are shipped, with prices in a currency."""
    asked = request.POST.get("currency", "")
    try:
        entered = enter_starter_plans(currency=asked if asked in CURRENCIES else CURRENCIES[0], by=person_of(request),
                                      at=moment_of(request))  # fmt: skip
        messages.success(request, _("%(plans)s are entered.") % {"plans": ", ".join(plan.name for plan in entered)})
    except AsagreedError as error:
        messages.error(request, str(error))
    return redirect("desk:plan_services")


@require_GET
@for_those_who(rules.may_enter_agreements)
def plans(request: HttpRequest) -> HttpResponse:
    """List the editions of plans, by name and month."""
    return desk_page(request, "desk/plans/editions.html", {"plans": Plan.objects.all()})


@require_GET
@for_those_who(rules.may_enter_agreements)
def plan(request: HttpRequest, name: str) -> HttpResponse:
    """Show a plan line by line."""
    found = get_object_or_404(Plan, name=name)
    context = {"customer": None, "path": f"plans/{name}.yaml", "lines": found.text.splitlines(), "is_plan": True}
    return desk_page(request, "desk/paper.html", context)


@require_POST
@for_those_who(rules.may_enter_agreements)
def upload_plans(request: HttpRequest) -> HttpResponse:
    """Keep the plans in uploaded files."""
    try:
        papers = papers_in(uploaded_files(request))
        other = next((path for path in papers if not path.startswith("plans/")), None)
        if other is not None:
            raise PaperRefused(f"«{other}» is no plan. Enter the papers of a customer on the customer's own page.")
        enter_plans(request, papers)
    except AsagreedError as error:
        messages.error(request, str(error))
    return redirect("desk:plans")
