"""Signing by a link from a mail, with a code that is mailed to the same address; and verifying a signed document."""

from __future__ import annotations

from dataclasses import replace

from django.contrib.messages import get_messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from asagreed.errors import AsagreedError
from asagreed.signing import verify_document
from asagreed_web.kit import wall
from asagreed_web.kit.mailed_links import LinkRefused, MailedLink
from asagreed_web.people.pages import frame_of
from asagreed_web.people.passing import moment_of
from asagreed_web.signing.errors import NotAgreed
from asagreed_web.signing.links import DOCUMENTS
from asagreed_web.signing.operations import send_code, sign_by_link
from asagreed_web.signing.queries import linked_document
from asagreed_web.signing.seals import seal_of_installation, trusted_seals

LARGEST_DOCUMENT = 10 * 1024 * 1024


@require_http_methods(["GET", "HEAD", "POST"])
def by_link(request: HttpRequest, token: str) -> HttpResponse:
    """Show a document to whoever holds its link, mail a code on demand, and take the signature with it."""
    at = moment_of(request)
    try:
        link = DOCUMENTS.read(token, at=at)
        document = linked_document(link, at=at)
    except (LinkRefused, NotAgreed) as error:
        return _plain(request, "portal/agreement/link.html", {"problem": str(error)}, status=410)
    reasons: tuple[str, ...] = ()
    said, status = "", 200
    if request.method == "POST":
        try:
            said = _done(request, link, at=at)
        except AsagreedError as error:
            reasons, status = (str(error),), 422
        document = linked_document(link, at=at)
    context = {
        "document": document,
        "name": request.POST.get("name", "") or document.name,
        "reasons": reasons,
        "said": said,
        "asks_code": document.has_code,
        "token": token,
    }
    return _plain(request, "portal/agreement/link.html", context, zone=document.view.zone, status=status)


def _done(request: HttpRequest, link: MailedLink, *, at: int) -> str:
    with wall.seeing(str(link.customer_id)):
        if request.POST.get("do") == "code":
            send_code(link=link, at=at)
            return _("A code was sent to %(address)s.") % {"address": link.recipient}
        sign_by_link(
            link=link,
            code=request.POST.get("code", ""),
            name=request.POST.get("name", ""),
            shown_sha256=request.POST.get("document", ""),
            at=at,
        )
    return _("You have signed. It is on record.")


@require_safe
def linked_pdf(request: HttpRequest, token: str) -> HttpResponse:
    """Hand out the document to whoever holds its link."""
    try:
        document = linked_document(DOCUMENTS.read(token, at=moment_of(request)), at=moment_of(request))
    except (LinkRefused, NotAgreed) as error:
        return _plain(request, "portal/agreement/link.html", {"problem": str(error)}, status=410)
    response = HttpResponse(document.pdf, content_type="application/pdf")
    response["Content-Disposition"] = 'inline; filename="document.pdf"'
    response["Cache-Control"] = "private, no-store"
    return response


@require_http_methods(["GET", "HEAD", "POST"])
def verify(request: HttpRequest) -> HttpResponse:
    """Say of any file whether it is a document that was signed here, and is as it was signed; nothing of it is kept."""
    seal = seal_of_installation(at=moment_of(request))
    context: dict[str, object] = {"seal": seal.fingerprint, "verified": None, "reasons": ()}
    if request.method == "POST":
        file = request.FILES.get("document")
        if file is None or not file.size or file.size > LARGEST_DOCUMENT:
            context["reasons"] = (_("Choose the signed PDF; it has at most 10 MB."),)
        else:
            context |= {
                "verified": verify_document(file.read(), trusted=trusted_seals(at=moment_of(request))),
                "file_name": file.name,
            }
    return _plain(request, "portal/agreement/verify.html", context, status=422 if context["reasons"] else 200)


def _plain(
    request: HttpRequest, template: str, context: dict[str, object], *, zone: str = "UTC", status: int
) -> HttpResponse:
    around = {
        "frame": replace(frame_of(request), zone=zone),
        "messages": get_messages(request),
        "document": None,
        "problem": "",
        "reasons": (),
        "said": "",
    }
    response = render(request, template, {**around, **context}, status=status)
    response["Cache-Control"] = "private, no-store"
    response["Referrer-Policy"] = "same-origin"
    return response
