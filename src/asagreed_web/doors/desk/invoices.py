"""Invoices of all customers: what is open, one of them with its reasons; a month is issued for everybody."""

from __future__ import annotations

import re

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from asagreed_web.customers.models import Customer
from asagreed_web.doors.desk.door import for_those_who, moment_of, person_of
from asagreed_web.doors.desk.frame import desk_page
from asagreed_web.doors.desk.ticket_page import Reading, clause_address
from asagreed_web.invoicing.models import Invoice
from asagreed_web.invoicing.operations import hash_of, issue_credit, issue_month
from asagreed_web.invoicing.queries import STATES, invoice_view, invoices_page, month_preview
from asagreed_web.invoicing.readiness import last_month, readiness
from asagreed_web.invoicing.rules import invoices_for
from asagreed_web.kit.form_keys import SeeOther, new_key, once
from asagreed_web.people.rules import may_keep_books, may_see_money
from asagreed_web.tickets.errors import NotPossible

AT_ONCE = 50
MONTH = re.compile(r"(20\d\d)-(0[1-9]|1[0-2])")


@require_safe
@for_those_who(may_see_money)
def invoices(request: HttpRequest) -> HttpResponse:
    """List what was issued, the last first; of one customer or in one state where that is asked."""
    at, asked = moment_of(request), request.GET
    found = invoices_for(person_of(request))
    customer = asked.get("customer", "")
    if customer:
        found = found.filter(customer__slug=customer)
    state = asked.get("state", "") if asked.get("state", "") in STATES else ""
    before = asked.get("before", "")
    rows, older = invoices_page(
        found, at=at, state=state, before=int(before[:9]) if before.isdecimal() else None, size=AT_ONCE
    )
    said: dict[str, str] = {"customer": customer, "state": state}
    context = {
        "rows": rows,
        "customers": Customer.objects.filter(invoices__isnull=False).distinct().order_by("name"),
        "asked": said,
        "states": STATES,
        "older": f"{reverse('desk:invoices')}?{urlencode({**said, 'before': str(older)})}" if older else "",
        "last_month": _named(last_month(at, settings.TIME_ZONE)),
    }
    return desk_page(request, "desk/invoices/list.html", context)


@require_safe
@for_those_who(may_see_money)
def invoice(request: HttpRequest, number: str) -> HttpResponse:
    """Show an invoice as it was issued, and how it stands."""
    return _page(request, _found(request, number))


@require_http_methods(["GET", "HEAD", "POST"])
@for_those_who(may_keep_books)
@once
def credit(request: HttpRequest, number: str) -> HttpResponseBase:
    """Take back an invoice, or the lines that are chosen, with a reason."""
    found = _found(request, number)
    if request.method != "POST":
        return SeeOther(reverse("desk:invoice", args=(number,)))
    chosen = [int(each[:6]) for each in request.POST.getlist("line") if each.isdecimal()]
    try:
        if not chosen:
            raise NotPossible(_("No line is chosen. Choose those that are taken back."))  # noqa: TRY301 – one place answers
        note = issue_credit(
            invoice_id=found.pk,
            by=person_of(request),
            why=request.POST.get("why", ""),
            at=moment_of(request),
            lines=chosen,
        )
    except NotPossible as error:
        return _page(request, found, reasons=error.reasons, status=422)
    messages.success(request, _("Credit note %(number)s is issued.") % {"number": note.number})
    return SeeOther(reverse("desk:invoice", args=(note.number,)))


@require_http_methods(["GET", "HEAD", "POST"])
@for_those_who(may_keep_books)
@once
def issue(request: HttpRequest) -> HttpResponseBase:
    """Show how a month of every customer stands; a post issues those that are chosen, as they were shown."""
    at = moment_of(request)
    month = _month(request.POST.get("month") or request.GET.get("month") or _named(last_month(at, settings.TIME_ZONE)))
    if request.method != "POST":
        return _issue_page(request, month)
    done, refused = [], []
    for chosen in request.POST.getlist("issue"):
        slug, _sep, shown = chosen.partition(" ")
        customer = Customer.objects.filter(slug=slug).first()
        if customer is None:
            continue
        with_open = slug in request.POST.getlist("open")
        try:
            done.append(issue_month(customer_id=customer.pk, month=month, by=person_of(request), at=at, shown=shown,
                                    with_open=with_open))  # fmt: skip
        except NotPossible as error:
            refused += [f"{customer.name}: {reason}" for reason in error.reasons]
    if not done:
        refused = refused or [_("Nobody is chosen. Choose whose month is issued.")]
        return _issue_page(request, month, reasons=tuple(refused), status=422)
    said = ngettext("%(count)s invoice is issued.", "%(count)s invoices are issued.", len(done)) % {"count": len(done)}
    messages.success(request, said)
    for reason in refused:
        messages.warning(request, reason)
    return SeeOther(reverse("desk:invoices"))


@require_http_methods(["GET", "HEAD", "POST"])
@for_those_who(may_keep_books)
@once
def issue_one(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Issue the month of one customer as it was shown, with what is still open where that is said."""
    customer = get_object_or_404(Customer, slug=slug)
    month = _month(request.POST.get("month") or request.GET.get("month", ""))
    at = moment_of(request)
    if request.method == "POST":
        try:
            shown, with_open = request.POST.get("shown", ""), request.POST.get("open") == "yes"
            made = issue_month(customer_id=customer.pk, month=month, by=person_of(request), at=at, shown=shown,
                               with_open=with_open)  # fmt: skip
        except NotPossible as error:
            return _one_page(request, customer, month, reasons=error.reasons, status=422)
        messages.success(request, _("%(number)s is issued.") % {"number": made.number})
        return SeeOther(reverse("desk:invoice", args=(made.number,)))
    return _one_page(request, customer, month)


def _one_page(
    request: HttpRequest,
    customer: Customer,
    month: tuple[int, int],
    *,
    reasons: tuple[str, ...] = (),
    status: int = 200,
) -> HttpResponse:
    ready = readiness(customer, month, at=moment_of(request))
    context = {"customer": customer, "month": _named(month), "ready": ready, "shown": hash_of(ready),
               "reasons": reasons, "form_key": new_key()}  # fmt: skip
    return desk_page(request, "desk/invoices/issue_one.html", context, status=status)


def _issue_page(
    request: HttpRequest, month: tuple[int, int], *, reasons: tuple[str, ...] = (), status: int = 200
) -> HttpResponse:
    preview = month_preview(month, at=moment_of(request))
    context = {
        "month": _named(month),
        "before": _named(_beside(month, -1)),
        "after": _named(_beside(month, 1)),
        "preview": preview,
        "hashes": {each.customer.slug: hash_of(each) for each in preview.ready},
        "reasons": reasons,
        "form_key": new_key(),
    }
    return desk_page(request, "desk/invoices/issue.html", context, status=status)


def _page(request: HttpRequest, found: Invoice, *, reasons: tuple[str, ...] = (), status: int = 200) -> HttpResponse:
    view = invoice_view(found, at=moment_of(request))
    context = {
        "invoice": view,
        "reasons": reasons,
        "why": request.POST.get("why", ""),
        "chosen": request.POST.getlist("line"),
        "there": Reading(view.zone, moment_of(request)),
        "read": lambda clause: clause_address(view.row.slug, clause),
        "form_key": new_key(),
    }
    return desk_page(request, "desk/invoices/invoice.html", context, status=status)


def _found(request: HttpRequest, number: str) -> Invoice:
    rows = invoices_for(person_of(request)).select_related("customer", "month", "corrects", "issued_by")
    return get_object_or_404(rows, number=number)


def _month(named: str) -> tuple[int, int]:
    found = MONTH.fullmatch(named)
    if found is None:
        raise Http404
    return int(found[1]), int(found[2])


def _named(month: tuple[int, int]) -> str:
    return f"{month[0]}-{month[1]:02d}"


def _beside(month: tuple[int, int], months: int) -> tuple[int, int]:
    year, index = divmod(month[0] * 12 + month[1] - 1 + months, 12)
    return year, index + 1
