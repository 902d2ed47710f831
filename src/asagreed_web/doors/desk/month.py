"""What a month of a customer comes to so far, line by line with its reasons; nothing of it is issued."""

from __future__ import annotations

import re

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from asagreed_web.billing.queries import month_so_far
from asagreed_web.customers.models import Customer
from asagreed_web.doors.desk.door import for_those_who, moment_of
from asagreed_web.doors.desk.frame import desk_page
from asagreed_web.doors.desk.ticket_page import Reading, clause_address
from asagreed_web.invoicing.models import Invoice
from asagreed_web.people.rules import may_see_money

_MONTH = re.compile(r"(20\d\d)-(0[1-9]|1[0-2])")


@require_safe
@for_those_who(may_see_money)
def month(request: HttpRequest, slug: str) -> HttpResponse:
    """Show this month, or the one that the address names; the sum alone where htmx asks."""
    customer, at = get_object_or_404(Customer, slug=slug), moment_of(request)
    this_month = month_so_far(customer.pk, at=at)
    shown, asked = this_month, request.GET.get("month", "")
    if asked and asked != this_month.month:
        shown = month_so_far(customer.pk, month=_month(asked, latest=this_month.month), at=at)
    context = {
        "customer": customer,
        "month": shown,
        "is_over": shown.month < this_month.month,
        "invoice": Invoice.objects.filter(
            customer=customer, month__year=int(shown.month[:4]), month__month=int(shown.month[5:])
        ).first(),
        "before": _address(slug, _beside(shown.month, -1)),
        "after": _address(slug, _beside(shown.month, 1)) if shown.month < this_month.month else "",
        "there": Reading(shown.zone, at),
        "read": lambda clause: clause_address(slug, clause),
    }
    if request.headers.get("HX-Request"):
        return render(request, "desk/month_part.html", context)
    return desk_page(request, "desk/month.html", context)


def _month(named: str, *, latest: str) -> tuple[int, int]:
    found = _MONTH.fullmatch(named)
    if found is None or named > latest:
        raise Http404
    return int(found[1]), int(found[2])


def _beside(named: str, months: int) -> str:
    year, month = divmod(int(named[:4]) * 12 + int(named[5:]) - 1 + months, 12)
    return f"{year}-{month + 1:02d}"


def _address(slug: str, named: str) -> str:
    return f"{reverse('desk:month', args=(slug,))}?month={named}"
