"""Costs that wait for a yes or no: in the portal for approvers, and by a signed link from a mail."""

from __future__ import annotations

from dataclasses import replace

from django.contrib import messages
from django.contrib.messages import get_messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from asagreed_web.billing.links import QUOTES
from asagreed_web.billing.operations import answer_quote
from asagreed_web.billing.queries import linked_quote, quote_view, quotes_waiting_for
from asagreed_web.billing.rules import quotes_for
from asagreed_web.doors.portal.door import for_customers
from asagreed_web.doors.portal.frame import portal_page
from asagreed_web.kit.form_keys import SeeOther, new_key, once
from asagreed_web.kit.mailed_links import LinkRefused
from asagreed_web.people.pages import frame_of
from asagreed_web.people.passing import moment_of, person_of
from asagreed_web.people.rules import may_approve
from asagreed_web.tickets.errors import NotPossible
from asagreed_web.upkeep.queries import lists_waiting_for

ANSWERS = {"accept": True, "decline": False}


@require_safe
@for_customers()
def waiting(request: HttpRequest) -> HttpResponse:
    """Show the quotes of the organisation: those that wait first, then the last that were answered."""
    person, at = person_of(request), moment_of(request)
    answered = quotes_for(person).filter(answered_at__isnull=False).order_by("-answered_at")[:20]
    context = {
        "waiting": quotes_waiting_for(person, at=at),
        "lists": lists_waiting_for(person, at=at),
        "answered": [quote_view(quote.pk, at=at) for quote in answered],
        "may_answer": may_approve(person),
    }
    return portal_page(request, "portal/quotes.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@for_customers()
@once
def quote(request: HttpRequest, quote_id: int) -> HttpResponseBase:
    """Show a quote of one's own organisation; an approver answers it."""
    person, at = person_of(request), moment_of(request)
    found = get_object_or_404(quotes_for(person), pk=quote_id)
    may_answer = may_approve(person)
    if request.method == "POST":
        if not may_answer:
            why = _("Only somebody who may approve for your organisation can answer it.")
            return _page(request, found.pk, reasons=(why,), may_answer=False, status=403)
        try:
            answered = answer_quote(quote_id=found.pk, accept=_answer(request), person=person, at=at)
        except NotPossible as error:
            return _page(request, found.pk, reasons=(str(error),), may_answer=True, status=422)
        messages.success(request, _said(accepted=answered.state == "accepted"))
        return SeeOther(reverse("portal:quote", args=(found.pk,)))
    return _page(request, found.pk, reasons=(), may_answer=may_answer)


def _page(
    request: HttpRequest, quote_id: int, *, reasons: tuple[str, ...], may_answer: bool, status: int = 200
) -> HttpResponse:
    context = {
        "quote": quote_view(quote_id, at=moment_of(request)),
        "reasons": reasons,
        "may_answer": may_answer,
        "form_key": new_key(),
    }
    return portal_page(request, "portal/quote.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def by_link(request: HttpRequest, token: str) -> HttpResponse:
    """Show a quote to whoever holds the link of a mail, and take the answer; nothing else is seen by it."""
    at = moment_of(request)
    try:
        link = QUOTES.read(token, at=at)
    except LinkRefused as error:
        return _plain(request, {"problem": str(error)}, status=410)
    reasons: tuple[str, ...] = ()
    name, status = request.POST.get("name", "").strip(), 200
    if request.method == "POST":
        try:
            answer_quote(quote_id=link.opens, accept=_answer(request), link=link, name=name, at=at)
        except NotPossible as error:
            reasons, status = (str(error),), 422
    view = linked_quote(link, at=at)
    return _plain(request, {"quote": view, "name": name, "reasons": reasons}, status=status)


def _plain(request: HttpRequest, context: dict[str, object], *, status: int) -> HttpResponse:
    frame = replace(frame_of(request), zone=getattr(context.get("quote"), "zone", "UTC"))
    around = {
        "frame": frame,
        "messages": get_messages(request),
        "quote": None,
        "problem": "",
        "reasons": (),
        "name": "",
    }
    response = render(request, "portal/quote_by_link.html", {**around, **context}, status=status)
    response["Cache-Control"] = "private, no-store"
    response["Referrer-Policy"] = "same-origin"
    return response


def _answer(request: HttpRequest) -> bool:
    answer = ANSWERS.get(request.POST.get("answer", ""))
    if answer is None:
        raise NotPossible(_("The form said neither yes nor no. Press one of the two buttons."))
    return answer


def _said(*, accepted: bool) -> str:
    if accepted:
        return _("Accepted. It is on record, and the work can begin.")
    return _("Declined. It is on record, and nothing is done.")
