"""Invoices of the own organisation, each line with its reasons, and what is left of what was paid ahead."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from asagreed_web.billing.queries import balances
from asagreed_web.doors.portal.door import customer_of, for_customers
from asagreed_web.doors.portal.frame import portal_page
from asagreed_web.invoicing.exporting import pdf_of, ubl_of
from asagreed_web.invoicing.models import Invoice
from asagreed_web.invoicing.queries import invoice_view, invoices_page
from asagreed_web.invoicing.rules import invoices_for
from asagreed_web.kit.downloads import download
from asagreed_web.kit.form_keys import SeeOther
from asagreed_web.people.passing import moment_of, person_of
from asagreed_web.tickets.errors import NotPossible

AT_ONCE = 25


@require_safe
@for_customers()
def invoices(request: HttpRequest) -> HttpResponse:
    """List what was issued to the organisation, the last first, with the balances."""
    at, before = moment_of(request), request.GET.get("before", "")
    found = invoices_for(person_of(request))
    rows, older = invoices_page(found, at=at, before=int(before[:9]) if before.isdecimal() else None, size=AT_ONCE)
    context = {
        "rows": rows,
        "older": f"{reverse('portal:invoices')}?{urlencode({'before': older})}" if older else "",
        "balances": balances(customer_of(request).pk, at=at),
        "zone": customer_of(request).zone,
    }
    return portal_page(request, "portal/invoices/list.html", context)


@require_safe
@for_customers()
def invoice(request: HttpRequest, number: str) -> HttpResponse:
    """Show an invoice of the own organisation as it was issued, and how it stands."""
    found = found_invoice(request, number)
    return portal_page(request, "portal/invoices/invoice.html", {"invoice": invoice_view(found, at=moment_of(request))})


def found_invoice(request: HttpRequest, number: str) -> Invoice:
    """Return an invoice that the person who asks may see. Raises Http404."""
    rows = invoices_for(person_of(request)).select_related("customer", "month", "corrects", "issued_by")
    return get_object_or_404(rows, number=number)


@require_safe
@for_customers()
def invoice_file(request: HttpRequest, number: str, form: str) -> HttpResponseBase:
    """Hand out an invoice of the own organisation as a file; where an electronic one is not valid, say why."""
    found = found_invoice(request, number)
    try:
        made = ubl_of(found) if form == "ubl" else pdf_of(found, language=get_language() or "en")
    except NotPossible as error:
        messages.error(request, str(error))
        return SeeOther(reverse("portal:invoice", args=(number,)))
    return download(made.content, name=made.name, media_type=made.media_type)
