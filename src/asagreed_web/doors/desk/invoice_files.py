"""Invoices as files: one as PDF, electronic or JSON; several for an accounting program, frozen when they are made."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from asagreed_web.doors.desk.door import for_those_who, moment_of, person_of
from asagreed_web.doors.desk.frame import desk_page
from asagreed_web.invoicing.exporting import File, export, file_of, json_of, pdf_of, ubl_of
from asagreed_web.invoicing.models import ExportBatch, Invoice
from asagreed_web.invoicing.rules import invoices_for
from asagreed_web.kit.downloads import download
from asagreed_web.kit.form_keys import SeeOther, new_key, once
from asagreed_web.people.rules import may_keep_books, may_see_money
from asagreed_web.tickets.errors import NotPossible

LAST = 50
LONGEST_NUMBER = 10


@require_safe
@for_those_who(may_see_money)
def invoice_file(request: HttpRequest, number: str, form: str) -> HttpResponseBase:
    """Hand out an invoice as a file; where an electronic one is not valid, say why on its page."""
    found = get_object_or_404(invoices_for(person_of(request)).select_related("customer"), number=number)
    try:
        made = _file(found, form)
    except NotPossible as error:
        messages.error(request, str(error))
        return SeeOther(reverse("desk:invoice", args=(number,)))
    return download(made.content, name=made.name, media_type=made.media_type)


def _file(found: Invoice, form: str) -> File:
    if form == "ubl":
        return ubl_of(found)
    return json_of(found) if form == "json" else pdf_of(found, language=get_language() or "en")


@require_http_methods(["GET", "HEAD", "POST"])
@for_those_who(may_keep_books)
@once
def exports(request: HttpRequest) -> HttpResponseBase:
    """List what was exported; a post freezes what was issued from one day to another as a file."""
    if request.method != "POST":
        return _page(request)
    first, last, form = (request.POST.get(name, "") for name in ("first", "last", "form"))
    found = Invoice.objects.select_related("customer").order_by("serial")
    try:
        if not (_is_number(first) and _is_number(last)):
            raise NotPossible(_("Choose the first and the last invoice of the file."))  # noqa: TRY301 – one place answers
        chosen = found.filter(serial__gte=int(first), serial__lte=int(last))
        batch = export(invoices=list(chosen), form=form, by=person_of(request), at=moment_of(request))
    except NotPossible as error:
        return _page(request, reasons=error.reasons, status=422)
    count = len(batch.invoices)
    said = ngettext("%(count)s invoice is frozen as a file.", "%(count)s invoices are frozen as a file.", count)
    messages.success(request, said % {"count": count})
    return SeeOther(reverse("desk:exports"))


@require_safe
@for_those_who(may_keep_books)
def export_file(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Hand out a frozen file again, with the same bytes."""
    batch = get_object_or_404(ExportBatch, pk=pk)
    try:
        made = file_of(batch)
    except NotPossible as error:
        return _page(request, reasons=error.reasons, status=422)
    return download(made.content, name=made.name, media_type=made.media_type)


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) < LONGEST_NUMBER


def _page(request: HttpRequest, *, reasons: tuple[str, ...] = (), status: int = 200) -> HttpResponse:
    batches = ExportBatch.objects.select_related("exported_by").defer("content").order_by("-pk")[:LAST]
    context = {
        "batches": batches,
        "invoices": Invoice.objects.order_by("-serial").values_list("serial", "number")[:500],
        "typed": {name: request.POST.get(name, "") for name in ("form", "first", "last")},
        "reasons": reasons,
        "form_key": new_key(),
    }
    return desk_page(request, "desk/invoices/exports.html", context, status=status)
