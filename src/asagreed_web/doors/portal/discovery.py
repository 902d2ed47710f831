"""The questionnaire as the customer sees it: what they know, and what does not line up, in plain words."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from asagreed.errors import AsagreedError
from asagreed_web.discovery.answering import put_answer
from asagreed_web.discovery.models import AnswerSheet
from asagreed_web.discovery.queries import discovery_of
from asagreed_web.discovery.rules import may_answer, questionnaires_for, sheets_for
from asagreed_web.doors.both.sheets import SheetDoor, SheetPage, sheet_context, take_answers
from asagreed_web.doors.portal.door import for_customers
from asagreed_web.doors.portal.frame import portal_frame, portal_page
from asagreed_web.kit.form_keys import SeeOther, new_key, once
from asagreed_web.people.passing import moment_of, person_of

DAY = 86_400
DAYS_TO_SIGN = 14


@require_safe
@for_customers(may_answer)
def discovery(request: HttpRequest) -> HttpResponse:
    """Show what was asked, how much of it is answered, and what does not line up."""
    shared = questionnaires_for(person_of(request)).select_related("customer").first()
    found = discovery_of(shared, at=moment_of(request)) if shared else None
    return portal_page(request, "portal/discovery/discovery.html", {"found": found, "form_key": new_key()})


@require_http_methods(["GET", "HEAD", "POST"])
@for_customers(may_answer)
def sheet(request: HttpRequest, position: int) -> HttpResponse:
    """Fill in what is known; it is stated, and somebody of the provider may verify it."""
    found = _sheet(request, position)
    if request.method != "POST":
        return _page(request, found, SheetPage(typed=found.answers))
    door = SheetDoor(
        page=lambda shown: _page(request, found, shown),
        saved=lambda kept, refused: _saved(request, kept, refused),
        kept=lambda: _kept(request),
    )
    return take_answers(request, found, door)


@require_POST
@for_customers(may_answer)
@once
def answer_advice(request: HttpRequest) -> HttpResponseBase:
    """Accept a measure that was offered, or decline it: the paper is there to sign at once."""
    at = moment_of(request)
    shared = get_object_or_404(questionnaires_for(person_of(request)).select_related("customer"))
    try:
        sent = put_answer(
            questionnaire=shared,
            about=request.POST.get("about", ""),
            answer=request.POST.get("answer", ""),
            by=person_of(request),
            expires_at=at + DAYS_TO_SIGN * DAY,
            at=at,
        )
    except AsagreedError as error:
        messages.error(request, str(error))
        return SeeOther(reverse("portal:discovery"))
    messages.success(request, _("Read it, and sign it: it counts from your signature."))
    return SeeOther(reverse("portal:document", args=(sent.pk,)))


def _sheet(request: HttpRequest, position: int) -> AnswerSheet:
    rows = sheets_for(person_of(request)).select_related("questionnaire__customer", "changed_by")
    return get_object_or_404(rows, position=position)


def _kept(request: HttpRequest) -> HttpResponse:
    messages.success(request, _("Thank you, your answers are kept."))
    return redirect("portal:discovery")


def _saved(request: HttpRequest, sheet: AnswerSheet, refused: str) -> HttpResponse:
    """Answer the form that saves itself: when it was kept, and the revision of what is kept."""
    context = {"revision": sheet.revision, "refused": refused, "at": moment_of(request), "frame": portal_frame(request)}
    return render(request, "portal/discovery/saved.html", context)


def _page(request: HttpRequest, sheet: AnswerSheet, shown: SheetPage) -> HttpResponse:
    return portal_page(request, "portal/discovery/sheet.html", sheet_context(sheet, shown), status=shown.status)
