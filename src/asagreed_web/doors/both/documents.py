"""A document that was sent to be signed: handed out, and signed by whoever has just signed in afresh."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from asagreed.errors import AsagreedError
from asagreed_web.people.passing import moment_of, person_of
from asagreed_web.signing.models import Sending
from asagreed_web.signing.operations import sign_signed_in
from asagreed_web.signing.rules import sendings_for


def document_of(request: HttpRequest, pk: int) -> Sending:
    """Return a document that whoever asks may see. Raises Http404."""
    return get_object_or_404(sendings_for(person_of(request)), pk=pk)


def pdf_of(sending: Sending) -> HttpResponse:
    """Return the document as it was sent, with the signatures so far."""
    response = HttpResponse(bytes(sending.sealed or sending.document), content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{sending.customer.slug}-{sending.draft.number}.pdf"'
    return response


def sign(request: HttpRequest, sending: Sending) -> None:
    """Sign by what the form says; a message tells what came of it."""
    try:
        sign_signed_in(
            sending_id=sending.pk,
            person=person_of(request),
            name=request.POST.get("name", ""),
            shown_sha256=request.POST.get("document", ""),
            at=moment_of(request),
        )
        messages.success(request, _("You have signed. It is on record."))
    except AsagreedError as error:
        messages.error(request, str(error))
