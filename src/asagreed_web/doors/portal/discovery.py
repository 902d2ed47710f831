"""The questionnaire as the customer sees it: what they know, and what does not line up, in plain words."""

from __future__ import annotations

from collections.abc import Mapping

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from asagreed.errors import AsagreedError
from asagreed_web.discovery.answering import put_answer
from asagreed_web.discovery.errors import ChangedMeanwhile, DiscoveryRefused
from asagreed_web.discovery.models import AnswerSheet
from asagreed_web.discovery.operations import answer
from asagreed_web.discovery.pages import title_of, topic_views, typed_answers
from asagreed_web.discovery.queries import discovery_of, read_all, sheets_of
from asagreed_web.discovery.rules import may_answer, questionnaires_for, sheets_for
from asagreed_web.doors.portal.door import for_customers
from asagreed_web.doors.portal.frame import portal_frame, portal_page
from asagreed_web.kit.form_keys import SeeOther, new_key, once
from asagreed_web.kit.form_revision import revision_of
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
        return _page(request, found, found.answers)
    typed = typed_answers(found, request.POST.dict())
    try:
        kept = answer(sheet_id=found.pk, answers=typed, revision=revision_of(request), by=person_of(request),
                      at=moment_of(request))  # fmt: skip
    except ChangedMeanwhile as error:
        return _refused(request, found, typed, error, theirs=error.theirs, revision=error.revision)
    except DiscoveryRefused as error:
        return _refused(request, found, typed, error)
    if request.headers.get("HX-Request") == "true":
        return _saved(request, kept, "")
    messages.success(request, _("Thank you, your answers are kept."))
    return redirect("portal:discovery")


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


def _saved(request: HttpRequest, sheet: AnswerSheet, refused: str) -> HttpResponse:
    """Answer the form that saves itself: when it was kept, and the revision of what is kept."""
    context = {"revision": sheet.revision, "refused": refused, "at": moment_of(request), "frame": portal_frame(request)}
    return render(request, "portal/discovery/saved.html", context)


def _refused(
    request: HttpRequest,
    sheet: AnswerSheet,
    typed: Mapping[str, str],
    error: DiscoveryRefused,
    *,
    theirs: Mapping[str, str] | None = None,
    revision: int | None = None,
) -> HttpResponse:
    if request.headers.get("HX-Request") == "true":
        return _saved(request, sheet, str(error))
    status = 409 if theirs is not None else 422
    return _page(request, sheet, typed, refused=str(error), theirs=theirs or {}, revision=revision, status=status)


def _page(
    request: HttpRequest,
    sheet: AnswerSheet,
    typed: Mapping[str, str],
    *,
    refused: str = "",
    theirs: Mapping[str, str] | None = None,
    revision: int | None = None,
    status: int = 200,
) -> HttpResponse:
    sheets = sheets_of(sheet.questionnaire)
    wrong = read_all(sheet.questionnaire, sheets).wrong
    context = {
        "sheet": sheet,
        "title": title_of(sheet),
        "topics": topic_views(sheet, typed, wrong, theirs or {}),
        "revision": sheet.revision if revision is None else revision,
        "refused": refused,
    }
    return portal_page(request, "portal/discovery/sheet.html", context, status=status)
