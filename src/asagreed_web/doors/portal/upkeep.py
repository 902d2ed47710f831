"""Recurring work that waits for a yes: in the portal for approvers, and by a signed link from a mail."""

from __future__ import annotations

from dataclasses import replace

from django.contrib import messages
from django.contrib.messages import get_messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from asagreed_web.doors.portal.door import for_customers
from asagreed_web.doors.portal.frame import portal_page
from asagreed_web.kit import wall
from asagreed_web.kit.form_keys import SeeOther, new_key, once
from asagreed_web.kit.mailed_links import LinkRefused
from asagreed_web.people.pages import frame_of
from asagreed_web.people.passing import moment_of, person_of
from asagreed_web.people.rules import may_approve
from asagreed_web.upkeep.approvals import Answers, answer_list
from asagreed_web.upkeep.errors import UpkeepRefused
from asagreed_web.upkeep.links import APPROVALS
from asagreed_web.upkeep.models import ApprovalList
from asagreed_web.upkeep.queries import asked_items
from asagreed_web.upkeep.rules import approval_lists_for

ITEM = "item-"


@require_http_methods(["GET", "HEAD", "POST"])
@for_customers()
@once
def approval_list(request: HttpRequest, list_id: int) -> HttpResponseBase:
    """Show a list of one's own organisation; an approver agrees to each item or defers it."""
    person, at = person_of(request), moment_of(request)
    found = get_object_or_404(approval_lists_for(person), pk=list_id)
    reasons: tuple[str, ...] = ()
    status = 200
    if request.method == "POST" and not may_approve(person):
        reasons, status = (_("Only somebody who may approve for your organisation can answer it."),), 403
    elif request.method == "POST":
        try:
            answer_list(list_id=found.pk, answers=_answers(request), person=person, at=at)
        except UpkeepRefused as error:
            reasons, status = (str(error),), 422
        else:
            messages.success(request, _("It is on record."))
            return SeeOther(reverse("portal:approval_list", args=(found.pk,)))
    context = {**_shown(found, at), "reasons": reasons, "may_answer": may_approve(person), "form_key": new_key()}
    return portal_page(request, "portal/upkeep/list.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def by_link(request: HttpRequest, token: str) -> HttpResponse:
    """Show a list to whoever holds the link of a mail, and take the answers; nothing else is seen by it."""
    at = moment_of(request)
    try:
        link = APPROVALS.read(token, at=at)
    except LinkRefused as error:
        return _plain(request, {"problem": str(error)}, status=410)
    reasons: tuple[str, ...] = ()
    name, status, is_answered = request.POST.get("name", "").strip(), 200, False
    if request.method == "POST":
        try:
            answer_list(list_id=link.opens, answers=_answers(request), link=link, name=name, at=at)
            is_answered = True
        except UpkeepRefused as error:
            reasons, status = (str(error),), 422
    with wall.seeing(str(link.customer_id)):
        found = ApprovalList.objects.select_related("customer").filter(pk=link.opens).first()
        shown = _shown(found, at) if found else {"problem": APPROVALS.expired}
    context = {**shown, "name": name, "reasons": reasons, "is_answered": is_answered}
    return _plain(request, context, status=status if found else 410)


def _answers(request: HttpRequest) -> Answers:
    said = {
        int(name[len(ITEM) :]): value
        for name, value in request.POST.dict().items()
        if name.startswith(ITEM) and name[len(ITEM) :].isdecimal() and len(name) < 25
    }
    return Answers(said, request.POST.get("because", ""))


def _shown(found: ApprovalList, at: int) -> dict[str, object]:
    asked = asked_items(found, at=at)
    return {
        "list": found,
        "asked": asked,
        "is_open": at < found.expires_at and any(each.item.state in ("proposed", "deferred") for each in asked),
        "zone": found.customer.zone,
    }


def _plain(request: HttpRequest, context: dict[str, object], *, status: int) -> HttpResponse:
    frame = replace(frame_of(request), zone=str(context.get("zone", "UTC")))
    around = {
        "frame": frame,
        "messages": get_messages(request),
        "list": None,
        "problem": "",
        "reasons": (),
        "name": "",
        "is_answered": False,
    }
    response = render(request, "portal/upkeep/by_link.html", {**around, **context}, status=status)
    response["Cache-Control"] = "private, no-store"
    response["Referrer-Policy"] = "same-origin"
    return response
