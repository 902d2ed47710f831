"""Which agreement fits a customer: the short questionnaire, what it recommends and why, and one's own decision."""

from __future__ import annotations

from collections.abc import Mapping

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from asagreed.discovery.agreement_kinds import KINDS
from asagreed_web.customers.models import Customer
from asagreed_web.discovery.errors import DiscoveryRefused
from asagreed_web.discovery.operations import answer_situation, decide_kind
from asagreed_web.discovery.pages import question_words, reason_views, situation_fields, typed_situation
from asagreed_web.discovery.queries import recommendation_of, situation_of
from asagreed_web.discovery.rules import may_discover
from asagreed_web.discovery.situations import read_answers_of
from asagreed_web.doors.desk.door import for_those_who, moment_of, person_of
from asagreed_web.doors.desk.frame import desk_page
from asagreed_web.kit.form_revision import revision_of


@require_http_methods(["GET", "HEAD", "POST"])
@for_those_who(may_discover)
def agreement_kind(request: HttpRequest, slug: str) -> HttpResponse:
    """Answer the short questionnaire, see what it recommends, and decide otherwise for a reason of one's own."""
    customer = get_object_or_404(Customer, slug=slug)
    if request.method != "POST":
        return _page(request, customer)
    decides = request.POST.get("do") == "decide"
    try:
        if decides:
            decide_kind(
                customer=customer,
                kind=request.POST.get("kind", ""),
                because=request.POST.get("because", ""),
                by=person_of(request),
                at=moment_of(request),
            )
        else:
            answer_situation(
                customer=customer,
                answers=typed_situation(request.POST.dict()),
                revision=revision_of(request),
                by=person_of(request),
                at=moment_of(request),
            )
    except DiscoveryRefused as error:
        typed = None if decides else typed_situation(request.POST.dict())
        return _page(request, customer, typed=typed, refused=str(error), because=request.POST.get("because", ""))
    messages.success(request, _("The decision is kept.") if decides else _("The answers are kept."))
    return redirect("desk:agreement_kind", slug=slug)


def _page(
    request: HttpRequest,
    customer: Customer,
    *,
    typed: Mapping[str, str] | None = None,
    refused: str = "",
    because: str = "",
) -> HttpResponse:
    situation = situation_of(customer)
    answers = typed if typed is not None else (situation.answers if situation else {})
    found = recommendation_of(situation) if situation else None
    context = {
        "customer": customer,
        "situation": situation,
        "fields": situation_fields(answers, read_answers_of(answers).wrong),
        "found": found,
        "reasons": reason_views(found.reasons) if found else [],
        "others": reason_views(found.others) if found else [],
        "unanswered": question_words(found.unanswered) if found else [],
        "kinds": KINDS,
        "because": because or (situation.because if situation else ""),
        "refused": refused,
    }
    return desk_page(request, "desk/discovery/kind.html", context, status=422 if refused else 200)
