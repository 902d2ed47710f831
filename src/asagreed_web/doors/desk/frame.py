"""What stands around every page of the desk: where things lead, the queues with their counts, the running timer."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.contrib.messages import get_messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import get_language, get_language_bidi
from django.utils.translation import gettext as _

from asagreed_web.doors.desk.counting import Counts, counts_for
from asagreed_web.doors.desk.door import moment_of, person_of
from asagreed_web.kit.frame import Entry, Frame, Group, RunningTimer
from asagreed_web.people import rules
from asagreed_web.people.models import Person
from asagreed_web.reports.rules import may_see_portfolio
from asagreed_web.tickets.models import RunningTimer as Timer
from asagreed_web.tickets.queue import STANDING, QueueFilter


def desk_page(
    request: HttpRequest,
    template: str,
    context: Mapping[str, Any],
    *,
    counts: Counts | None = None,
    searched: str = "",
    status: int = 200,
) -> HttpResponse:
    """Return a page of the desk: its own context, and the frame around it."""
    frame = desk_frame(request, counts or counts_for(person_of(request), at=moment_of(request)), searched=searched)
    around = {"frame": frame, "messages": get_messages(request)}
    return render(request, template, {**around, **context}, status=status)


def desk_frame(request: HttpRequest, counts: Counts, *, searched: str = "") -> Frame:
    """Return the frame of the desk for whoever asks."""
    person, here = person_of(request), request.get_full_path()
    return Frame(
        provider=settings.PROVIDER,
        now=moment_of(request),
        zone=settings.TIME_ZONE,
        language=get_language() or "en",
        is_right_to_left=get_language_bidi(),
        theme=person.theme,  # type: ignore[arg-type]
        uses_single_keys=person.uses_single_keys,
        person=person.name,
        role=person.get_role_display(),
        home=reverse("desk:queue"),
        search=reverse("desk:search"),
        searched=searched,
        new_ticket=reverse("desk:new_ticket") if rules.may_work_on_tickets(person) else "",
        profile=reverse("profile"),
        sign_out=reverse("account_logout"),
        set_theme=reverse("set_theme"),
        groups=_groups(person, counts, here),
        timer=_timer(person),
    )


def queue_address(asked: QueueFilter, **more: str) -> str:
    """Return the address of a queue."""
    words = {**asked.words, **more}
    return reverse("desk:queue") + (f"?{urlencode(words)}" if words else "")


def _groups(person: Person, counts: Counts, here: str) -> tuple[Group, ...]:
    titles = {
        "open": (_("All open"), "inbox", "g q"),
        "mine": (_("Mine"), "person", ""),
        "unassigned": (_("Nobody’s"), "person-plus", ""),
        "waits": (_("Waiting for us"), "reply", ""),
        "emergency": (_("Emergencies"), "alarm", ""),
    }
    standing = [
        _queue_entry(titles[name][0], asked, titles[name][1], counts.standing[name], here, key=titles[name][2])
        for name, asked in STANDING.items()
    ]
    saved = [_queue_entry(each.title, each.asked, "bookmark", each.count, here) for each in counts.saved]
    pages = [_page_entry(*page, here) for page in _pages(person)]
    groups = [
        Group(_("Queues"), tuple(standing)),
        Group(_("Saved queues"), tuple(saved)),
        Group(_("Desk"), tuple(pages)),
    ]
    return tuple(group for group in groups if group.entries)


def _queue_entry(title: str, asked: QueueFilter, icon: str, count: int | None, here: str, *, key: str = "") -> Entry:
    address = queue_address(asked)
    return Entry(title, address, icon, count=count, is_current=address == here, key=key)


def _pages(person: Person) -> list[tuple[str, str, str, str]]:
    pages = [
        (_("Customers"), reverse("desk:customers"), "building", "g c"),
        (_("What is down"), reverse("desk:down"), "graph-up", "g d"),
        (_("Upkeep"), reverse("desk:upkeep"), "calendar3", ""),
    ]
    if may_see_portfolio(person):
        pages.append((_("Portfolio"), reverse("desk:portfolio"), "card-checklist", ""))
    if rules.may_enter_agreements(person):
        pages.append((_("Services & plans"), reverse("desk:plan_services"), "card-checklist", ""))
    if rules.may_keep_books(person):
        pages.append((_("Invoices"), reverse("desk:invoices"), "receipt", "g i"))
    if rules.may_arrange_the_desk(person):
        pages.append((_("Canned replies"), reverse("desk:canned_replies"), "chat-left-text", ""))
    if rules.may_manage_people(person):
        pages.append((_("People"), reverse("desk:people"), "people", ""))
        pages.append((_("Mail and web hooks out"), reverse("desk:outbox"), "send", ""))
        pages.append((_("Data protection"), reverse("desk:protection"), "shield-lock", ""))
    if rules.may_arrange_the_desk(person):
        pages.append((_("Mail set aside"), reverse("desk:set_aside"), "envelope", ""))
    return pages


def _page_entry(title: str, address: str, icon: str, key: str, here: str) -> Entry:
    return Entry(title, address, icon, is_current=here.split("?", maxsplit=1)[0] == address, key=key)


def _timer(person: Person) -> RunningTimer | None:
    row = Timer.objects.filter(person=person.pk).values_list("ticket__number", "started_at").first()
    if row is None:
        return None
    number, started_at = row
    ticket = reverse("desk:ticket", args=(number,))
    return RunningTimer(f"#{number}", ticket, started_at, reverse("desk:stop_timer", args=(number,)))
