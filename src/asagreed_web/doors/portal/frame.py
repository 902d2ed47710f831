"""What stands around every page of the portal."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django.contrib.messages import get_messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from asagreed_web.billing.queries import count_quotes_waiting_for
from asagreed_web.kit.frame import Entry, Frame, Group
from asagreed_web.people.pages import frame_of
from asagreed_web.people.passing import moment_of, person_of
from asagreed_web.signing.rules import count_to_sign
from asagreed_web.upkeep.queries import lists_waiting_for


def portal_page(request: HttpRequest, template: str, context: Mapping[str, Any], *, status: int = 200) -> HttpResponse:
    """Return a page of the portal: its own context, and the frame around it."""
    around = {"frame": portal_frame(request), "messages": get_messages(request)}
    return render(request, template, {**around, **context}, status=status)


def portal_frame(request: HttpRequest) -> Frame:
    """Return the frame of the portal for whoever asks."""
    waiting = count_quotes_waiting_for(person_of(request), at=moment_of(request))
    waiting += len(lists_waiting_for(person_of(request), at=moment_of(request)))
    to_sign = count_to_sign(person_of(request), at=moment_of(request))
    here = request.path
    pages = (
        (_("Overview"), reverse("portal:home"), "house", None),
        (_("Tickets"), reverse("portal:tickets"), "inbox", None),
        (_("Uptime"), reverse("portal:uptime"), "graph-up", None),
        (_("Upkeep"), reverse("portal:upkeep"), "calendar3", None),
        (_("To approve"), reverse("portal:quotes"), "clipboard-check", waiting or None),
        (_("Invoices"), reverse("portal:invoices"), "receipt", None),
        (_("Agreement"), reverse("portal:agreement"), "journal-text", to_sign or None),
        (_("Reports"), reverse("portal:reports"), "graph-up", None),
    )
    entries = tuple(
        Entry(title, address, sign, count=count, is_current=here == address) for title, address, sign, count in pages
    )
    return replace(
        frame_of(request),
        home=reverse("portal:home"),
        new_ticket=reverse("portal:report"),
        search=reverse("portal:tickets"),
        searched=request.GET.get("q", "") if here == reverse("portal:tickets") else "",
        groups=(Group("", entries),),
    )
