"""What other monitors report on, at the desk: things to be assigned to systems, and keys."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from asagreed.errors import AsagreedError
from asagreed_web.customers.models import Customer
from asagreed_web.doors.desk.door import for_those_who, moment_of, person_of
from asagreed_web.doors.desk.uptime import uptime_page
from asagreed_web.intake.models import MonitoringKey
from asagreed_web.intake.signals import end_key, make_key
from asagreed_web.kit.form_keys import SeeOther
from asagreed_web.monitoring.models import Thing
from asagreed_web.monitoring.reported import assign_thing_to_system
from asagreed_web.people.rules import may_manage_people
from asagreed_web.uptime.rules import may_record_outages


@require_POST
@for_those_who(may_record_outages)
def assign_thing(request: HttpRequest, slug: str, pk: int) -> HttpResponseBase:
    """Say which system a thing is that a monitor reports on; all that it ever said counts from then on."""
    thing = get_object_or_404(Thing, pk=pk, customer__slug=slug)
    system = request.POST.get("system", "")
    try:
        assign_thing_to_system(thing_id=thing.pk, system=system, by=person_of(request).actor, at=moment_of(request))
        messages.success(request, _("It is assigned. All that was reported of it counts now."))
    except AsagreedError as error:
        messages.error(request, str(error))
    return _back(slug)


@require_POST
@for_those_who(may_manage_people)
def new_key(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Make a key for a monitoring system; the page that answers shows its address, this once, with lines to paste."""
    customer = get_object_or_404(Customer, slug=slug)
    try:
        made = make_key(
            customer=customer, name=request.POST.get("name", ""), system=request.POST.get("system", ""),
            actor=person_of(request).actor, at=moment_of(request),
        )  # fmt: skip
    except AsagreedError as error:
        messages.error(request, str(error))
        return _back(slug)
    # A page and no redirect: the address is shown this once, and kept nowhere on the way to another page.
    return uptime_page(request, customer, secret=settings.ADDRESS + reverse("monitoring_hook", args=(made.secret,)))


@require_POST
@for_those_who(may_manage_people)
def stop_key(request: HttpRequest, slug: str, pk: int) -> HttpResponseBase:
    """Take nothing more that comes by the address of a key."""
    key = get_object_or_404(MonitoringKey, pk=pk, customer__slug=slug)
    end_key(key_id=key.pk, actor=person_of(request).actor, at=moment_of(request))
    messages.success(request, _("The key was ended. Nothing that comes by its address is taken any more."))
    return _back(slug)


def _back(slug: str) -> SeeOther:
    return SeeOther(reverse("desk:uptime", args=(slug,)) + "#sources")
