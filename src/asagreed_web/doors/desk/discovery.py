"""The discovery of a customer at the desk: answers, what was verified, what does not line up, what follows."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from asagreed.discovery.questions import TOPICS
from asagreed_web.customers.models import Customer
from asagreed_web.discovery.errors import DiscoveryRefused
from asagreed_web.discovery.models import COMPANY, AnswerSheet, Questionnaire
from asagreed_web.discovery.operations import Seen, add_system, begin, share, verify
from asagreed_web.discovery.pages import found_answers
from asagreed_web.discovery.queries import discovery_of, questionnaire_of
from asagreed_web.discovery.rules import may_discover
from asagreed_web.doors.both.sheets import SheetDoor, SheetPage, sheet_context, take_answers
from asagreed_web.doors.desk.door import for_those_who, moment_of, person_of
from asagreed_web.doors.desk.frame import desk_page
from asagreed_web.kit.form_revision import revision_of

OF_COMPANY = 0
"""The place of the sheet with the questions that are asked once."""


@require_http_methods(["GET", "HEAD", "POST"])
@for_those_who()
def discovery(request: HttpRequest, slug: str) -> HttpResponse:
    """Show what a discovery comes to; a post begins it."""
    customer = get_object_or_404(Customer, slug=slug)
    if request.method == "POST":
        if not may_discover(person_of(request)):
            return _page(request, customer, status=403)
        begin(customer=customer, by=person_of(request), at=moment_of(request))
        return redirect("desk:discovery_sheet", slug=slug, position=OF_COMPANY)
    return _page(request, customer)


@require_http_methods(["GET", "HEAD", "POST"])
@for_those_who(may_discover)
def sheet(request: HttpRequest, slug: str, position: int) -> HttpResponse:
    """Write answers down; what cannot be read is kept as it was typed, and told beside its field."""
    found = _sheet(slug, position)
    if request.method != "POST":
        return _sheet_page(request, found, SheetPage(typed=found.answers))
    door = SheetDoor(
        page=lambda shown: _sheet_page(request, found, shown),
        saved=lambda kept, refused: _saved(request, kept, refused),
        kept=lambda: _kept(request, slug),
    )
    return take_answers(request, found, door)


@require_POST
@for_those_who(may_discover)
def verify_topic(request: HttpRequest, slug: str, position: int) -> HttpResponse:
    """Record that somebody has looked at a topic of a system."""
    found = _sheet(slug, position)
    topic = request.POST.get("topic", "")
    seen = Seen(
        topic=topic,
        on=request.POST.get("on", "").strip(),
        evidence=request.POST.get("evidence", ""),
        found=found_answers(topic, request.POST.dict()),
    )
    try:
        verify(
            sheet_id=found.pk, seen=seen, revision=revision_of(request), by=person_of(request), at=moment_of(request)
        )
    except DiscoveryRefused as error:
        shown = SheetPage(typed=found.answers, refused=str(error), status=422)
        return _sheet_page(request, found, shown, opened=topic, typed_seen=seen)
    messages.success(request, _("It is verified."))
    return redirect("desk:discovery_sheet", slug=slug, position=position)


@require_POST
@for_those_who(may_discover)
def add(request: HttpRequest, slug: str) -> HttpResponse:
    """Ask about one more system."""
    questionnaire = get_object_or_404(Questionnaire, customer__slug=slug)
    try:
        made = add_system(questionnaire=questionnaire, title=request.POST.get("title", ""),
                          name=request.POST.get("name", ""), by=person_of(request), at=moment_of(request))  # fmt: skip
    except DiscoveryRefused as error:
        messages.error(request, str(error))
        return redirect("desk:discovery", slug=slug)
    return redirect("desk:discovery_sheet", slug=slug, position=made.position)


@require_POST
@for_those_who(may_discover)
def share_view(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the questionnaire to the customer in the portal, or no longer."""
    questionnaire = get_object_or_404(Questionnaire, customer__slug=slug)
    is_shared = request.POST.get("do") == "share"
    share(questionnaire=questionnaire, is_shared=is_shared, by=person_of(request), at=moment_of(request))
    done = _("The customer’s approvers see it in the portal now.") if is_shared else _("It is kept at the desk now.")
    messages.success(request, done)
    return redirect("desk:discovery", slug=slug)


@require_safe
@for_those_who()
def papers(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the papers that follow, each with its text, to be taken to the editor."""
    customer = get_object_or_404(Customer, slug=slug)
    questionnaire = questionnaire_of(customer)
    found = discovery_of(questionnaire, at=moment_of(request)).papers if questionnaire else []
    return desk_page(request, "desk/discovery/papers.html", {"customer": customer, "papers": found})


def _page(request: HttpRequest, customer: Customer, *, status: int = 200) -> HttpResponse:
    questionnaire = questionnaire_of(customer)
    context = {
        "customer": customer,
        "found": discovery_of(questionnaire, at=moment_of(request)) if questionnaire else None,
        "may_discover": may_discover(person_of(request)),
    }
    return desk_page(request, "desk/discovery/discovery.html", context, status=status)


def _sheet(slug: str, position: int) -> AnswerSheet:
    rows = AnswerSheet.objects.select_related("questionnaire__customer", "changed_by")
    return get_object_or_404(rows, questionnaire__customer__slug=slug, position=position)


def _kept(request: HttpRequest, slug: str) -> HttpResponse:
    messages.success(request, _("The answers are kept."))
    return redirect("desk:discovery", slug=slug)


def _saved(request: HttpRequest, sheet: AnswerSheet, refused: str) -> HttpResponse:
    """Answer the form that saves itself: when it was kept, and the revision for all forms of the page."""
    codes = ["answers", *(TOPICS if sheet.system != COMPANY else ())]
    context = {"revision": sheet.revision, "codes": codes, "refused": refused, "at": moment_of(request)}
    return render(request, "desk/discovery/saved.html", context)


def _sheet_page(
    request: HttpRequest, sheet: AnswerSheet, shown: SheetPage, *, opened: str = "", typed_seen: Seen | None = None
) -> HttpResponse:
    context = {
        **sheet_context(sheet, shown),
        "customer": sheet.questionnaire.customer,
        "opened": opened,
        "typed_seen": typed_seen,
    }
    return desk_page(request, "desk/discovery/sheet.html", context, status=shown.status)
