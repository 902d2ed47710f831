"""How the customer's systems stand, the agreed figures with their reasons, and to whom the status page is shown."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from asagreed_web.doors.portal.door import customer_of, for_customers
from asagreed_web.doors.portal.frame import portal_page
from asagreed_web.kit.form_keys import SeeOther, new_key, once
from asagreed_web.people.passing import moment_of, person_of
from asagreed_web.status.errors import StatusPageRefused
from asagreed_web.status.operations import renew_link, show_status_page
from asagreed_web.status.pages import month_named
from asagreed_web.status.queries import shown_of, status_of
from asagreed_web.status.reasons import why_of
from asagreed_web.status.rules import may_show_status


@require_safe
@for_customers()
def uptime(request: HttpRequest) -> HttpResponse:
    """Show how the systems stand, what is agreed of them, maintenance and past incidents."""
    customer = customer_of(request)
    context = {
        "customer": customer,
        "view": status_of(customer, at=moment_of(request)),
        "shown": shown_of(customer),
        "may_show": may_show_status(person_of(request)),
        "why": _why_address,
        "form_key": new_key(),
    }
    return portal_page(request, "portal/uptime/uptime.html", context)


@require_safe
@for_customers()
def why(request: HttpRequest, month: str, name: str) -> HttpResponse:
    """Show why a figure of a month is what it is."""
    named = month_named(month)
    view = why_of(customer_of(request), name=name, month=named, at=moment_of(request)) if named else None
    if view is None:
        raise Http404
    return portal_page(request, "portal/uptime/why.html", {"view": view})


@require_POST
@for_customers(may_show_status)
@once
def show_page(request: HttpRequest) -> HttpResponseBase:
    """Decide who sees the status page without sign-in, or make a new link to it."""
    customer, by, at = customer_of(request), person_of(request), moment_of(request)
    try:
        if request.POST.get("do") == "renew":
            renew_link(customer=customer, by=by, at=at)
            messages.success(request, _("Links from before open nothing any more. Here is the new one."))
        else:
            shown, word = request.POST.get("shown", ""), request.POST.get("word", "")
            show_status_page(customer=customer, shown=shown, word=word, by=by, at=at)
            messages.success(request, _("It is shown as you chose."))
    except StatusPageRefused as error:
        messages.error(request, str(error))
    return SeeOther(reverse("portal:uptime") + "#status-page")


def _why_address(month: str, name: str) -> str:
    return reverse("portal:uptime_why", args=(month, name))
