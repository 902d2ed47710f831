"""Own checks of a customer's systems, at the desk: made and stopped."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from asagreed.errors import AsagreedError
from asagreed_web.customers.models import Customer
from asagreed_web.doors.desk.door import for_those_who, moment_of, person_of
from asagreed_web.doors.desk.uptime_forms import check_fields, check_said
from asagreed_web.doors.desk.uptime_records import Form, form_page
from asagreed_web.kit.form_keys import SeeOther, once
from asagreed_web.monitoring.models import Check
from asagreed_web.monitoring.operations import end_check, make_check
from asagreed_web.people.rules import may_arrange_the_desk
from asagreed_web.status.records import titles_of


@require_http_methods(["GET", "HEAD", "POST"])
@for_those_who(may_arrange_the_desk)
@once
def new_check(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Look at a system from now on."""
    customer, at = get_object_or_404(Customer, slug=slug), moment_of(request)
    typed, reasons = request.POST.dict(), tuple[str, ...]()
    if request.method == "POST":
        try:
            make_check(customer=customer, **check_said(typed), by=person_of(request).actor, at=at)
            messages.success(request, _("It looks from now on."))
            return SeeOther(reverse("desk:uptime", args=(slug,)) + "#sources")
        except AsagreedError as error:
            reasons = (str(error),)
    says = _(
        "Another look confirms each failure. What is changed is stopped and made anew, so that old looks stay true."
    )
    fields = check_fields(typed, titles_of(customer, at=at))
    return form_page(request, customer, Form(_("Add a check"), says, fields, _("Look from now on"), reasons))


@require_POST
@for_those_who(may_arrange_the_desk)
def stop_check(request: HttpRequest, slug: str, pk: int) -> HttpResponseBase:
    """Look no more; what was seen stays."""
    check = get_object_or_404(Check, pk=pk, customer__slug=slug)
    end_check(check_id=check.pk, by=person_of(request).actor, at=moment_of(request))
    messages.success(request, _("It looks no more. What it saw is kept."))
    return SeeOther(reverse("desk:uptime", args=(slug,)) + "#sources")
