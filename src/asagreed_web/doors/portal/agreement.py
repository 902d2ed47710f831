"""The agreement of a customer: what is in force, what was, what is being written, and what waits to be signed."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from asagreed.errors import AsagreedError
from asagreed_web.agreements.pages import version_views
from asagreed_web.agreements.queries import history_of
from asagreed_web.doors.both.documents import document_of, pdf_of, sign
from asagreed_web.doors.portal.door import customer_of, for_customers
from asagreed_web.doors.portal.frame import portal_page
from asagreed_web.kit.form_keys import SeeOther, new_key, once
from asagreed_web.people.freshness import for_the_freshly_signed_in
from asagreed_web.people.passing import moment_of, person_of
from asagreed_web.people.rules import may_approve
from asagreed_web.signing.drafting import remark
from asagreed_web.signing.errors import NotAgreed
from asagreed_web.signing.models import Draft
from asagreed_web.signing.operations import take_up_rider
from asagreed_web.signing.pages import change_views, remarks_by_clause, sending_view
from asagreed_web.signing.proposals import offers_of
from asagreed_web.signing.queries import document_text, look_at, sent_changes, sent_text, version_on, version_text
from asagreed_web.signing.reminders import turn_of
from asagreed_web.signing.rules import drafts_for, listed, sendings_for

DAY = 86_400
DAYS_TO_SIGN = 14


@require_safe
@for_customers()
def agreement(request: HttpRequest) -> HttpResponse:
    """Show the agreement: documents that wait, drafts to read, the timeline, and what can be taken up."""
    person, at, customer = person_of(request), moment_of(request), customer_of(request)
    history = history_of(customer.pk)
    sendings = [sending_view(each, person=person, at=at) for each in listed(sendings_for(person))[:50]]
    context = {
        "customer": customer,
        "versions": version_views(history, at=at) if history else [],
        "waiting": [each for each in sendings if each.state == "open"],
        "signed": [each for each in sendings if each.state == "signed"],
        "drafts": drafts_for(person).filter(state=Draft.State.OPEN),
        "offers": offers_of(customer, at=at),
        "turn": turn_of(customer.pk, at=at),
        "may_sign": may_approve(person),
        "begins": (datetime.fromtimestamp(at, ZoneInfo(customer.zone)).date() + timedelta(days=1)).isoformat(),
        "form_key": new_key(),
    }
    return portal_page(request, "portal/agreement/agreement.html", context)


@require_safe
@for_customers()
def agreement_version(request: HttpRequest) -> HttpResponseBase:
    """Show the contract of a version, or of a day, as it was in force, clause by clause."""
    customer, day = customer_of(request), request.GET.get("day", "")
    version = version_on(customer, number=request.GET.get("number", ""), day=day)
    if version is None:
        messages.error(request, _("No version of the agreement was in force then."))
        return SeeOther(reverse("portal:agreement"))
    context = {"customer": customer, "version": version, "day": day, "text": version_text(version, language="en")}
    return portal_page(request, "portal/agreement/version.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@for_customers()
def draft(request: HttpRequest, number: int) -> HttpResponseBase:
    """Show a shared draft clause by clause; take a remark on one of them."""
    person, at = person_of(request), moment_of(request)
    found = get_object_or_404(drafts_for(person), number=number)
    if request.method == "POST":
        try:
            remark(
                draft_id=found.pk,
                clause=request.POST.get("clause", ""),
                text=request.POST.get("text", ""),
                by=person,
                at=at,
            )
            messages.success(request, _("Your remark is with us."))
        except NotAgreed as error:
            messages.error(request, str(error))
        return SeeOther(reverse("portal:draft", args=(number,)))
    said, text = remarks_by_clause(found), document_text(found.customer, found.papers, language=found.language)
    printed = {block.address for section in text.sections for block in section.blocks} if text else set()
    context = {
        "draft": found,
        "text": text,
        "changes": change_views(look_at(found.customer, found.papers, at=at).changes),
        "remarks": said,
        "elsewhere": {clause: each for clause, each in said.items() if clause not in printed},
        "may_remark": may_approve(person) and found.state == Draft.State.OPEN,
    }
    return portal_page(request, "portal/agreement/draft.html", context)


@require_safe
@for_customers()
def document(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a document that was sent, with its signatures, and to approvers the form to sign it."""
    person = person_of(request)
    found = document_of(request, pk)
    context = {
        "document": sending_view(found, person=person, at=moment_of(request)),
        "text": sent_text(found),
        "changes": change_views(sent_changes(found)),
        "form_key": new_key(),
        "name": person.name,
    }
    return portal_page(request, "portal/agreement/document.html", context)


@require_safe
@for_customers()
def document_pdf(request: HttpRequest, pk: int) -> HttpResponse:
    """Hand out the document with the signatures so far."""
    return pdf_of(document_of(request, pk))


@require_http_methods(["GET", "POST"])
@for_customers(may_approve)
@for_the_freshly_signed_in
@once
def sign_document(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Sign for the customer, by whoever has just signed in afresh."""
    here = SeeOther(reverse("portal:document", args=(pk,)))
    if request.method != "POST":
        return here
    sign(request, document_of(request, pk))
    return here


@require_POST
@for_customers(may_approve)
@once
def take_up(request: HttpRequest) -> HttpResponseBase:
    """Take up what the agreement offers, from a day on: the document to sign is made at once."""
    at = moment_of(request)
    try:
        sent = take_up_rider(
            customer=customer_of(request),
            rider=request.POST.get("rider", ""),
            begins=request.POST.get("begins", ""),
            by=person_of(request),
            expires_at=at + DAYS_TO_SIGN * DAY,
            at=at,
        )
    except AsagreedError as error:
        messages.error(request, str(error))
        return SeeOther(reverse("portal:agreement"))
    messages.success(request, _("Read it, and sign it: it counts from the day that it names."))
    return SeeOther(reverse("portal:document", args=(sent.pk,)))
