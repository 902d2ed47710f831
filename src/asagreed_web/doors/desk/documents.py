"""Documents that were sent to be signed: read, signed for the provider, withdrawn; and the history of an agreement."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from asagreed.errors import AsagreedError
from asagreed_web.customers.models import Customer
from asagreed_web.doors.both.documents import document_of, pdf_of, sign
from asagreed_web.doors.desk.door import for_those_who, moment_of, person_of
from asagreed_web.doors.desk.frame import desk_page
from asagreed_web.kit.form_keys import SeeOther, new_key, once
from asagreed_web.people import rules
from asagreed_web.people.freshness import for_the_freshly_signed_in
from asagreed_web.signing.operations import withdraw
from asagreed_web.signing.pages import change_views, sending_view
from asagreed_web.signing.queries import changes_of, sent_changes, sent_text, version_on, version_text


@require_safe
@for_those_who(rules.may_enter_agreements)
def document(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a document with its signatures, and the form to sign it."""
    found = document_of(request, pk)
    view = sending_view(found, person=person_of(request), at=moment_of(request))
    context = {
        "document": view,
        "customer": found.customer,
        "text": sent_text(found),
        "changes": change_views(sent_changes(found)),
        "form_key": new_key(),
        "name": person_of(request).name,
    }
    return desk_page(request, "desk/drafts/document.html", context)


@require_http_methods(["GET", "POST"])
@for_those_who(rules.may_enter_agreements)
@for_the_freshly_signed_in
@once
def sign_document(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Sign for the provider, by whoever has just signed in afresh."""
    here = SeeOther(reverse("desk:document", args=(pk,)))
    if request.method != "POST":
        return here
    sign(request, document_of(request, pk))
    return here


@require_safe
@for_those_who()
def agreement_version(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Show the contract of a version, or of a day, as it was in force, with what it changed."""
    customer, day = get_object_or_404(Customer, slug=slug), request.GET.get("day", "")
    version = version_on(customer, number=request.GET.get("number", ""), day=day)
    if version is None:
        messages.error(request, _("No version of the agreement was in force then."))
        return SeeOther(reverse("desk:agreement", args=(slug,)))
    context = {
        "customer": customer,
        "version": version,
        "day": day,
        "text": version_text(version, language="en"),
        "changes": change_views(changes_of(customer, version)),
    }
    return desk_page(request, "desk/drafts/version.html", context)


@require_safe
@for_those_who(rules.may_enter_agreements)
def document_pdf(request: HttpRequest, pk: int) -> HttpResponse:
    """Hand out the document: as it was sent, with the signatures so far."""
    return pdf_of(document_of(request, pk))


@require_POST
@for_those_who(rules.may_enter_agreements)
def withdraw_document(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a document back; its draft can be changed again."""
    found = document_of(request, pk)
    try:
        withdraw(sending_id=found.pk, by=person_of(request), at=moment_of(request))
        messages.success(request, _("The document was withdrawn. Its draft can be changed and sent again."))
    except AsagreedError as error:
        messages.error(request, str(error))
        return SeeOther(reverse("desk:document", args=(pk,)))
    return SeeOther(reverse("desk:draft", args=(found.customer.slug, found.draft.number)))
