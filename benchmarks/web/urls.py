"""The addresses of the application, and beside them the same rows as a bare Django page."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.urls import include, path

from asagreed_web.clocks.queue_hours import hours_of
from asagreed_web.kit import states, wording
from asagreed_web.people.models import Person
from asagreed_web.tickets.queue_rows import promise_cell
from asagreed_web.tickets.rules import tickets_for

ROWS = engines["django"].from_string(Path(__file__).with_name("bare.html").read_text())


def bare(request: HttpRequest) -> HttpResponse:
    """Print the first fifty rows as one does in Django: model instances in a Django template, nothing around them.

    The cells are the same: the same promise, worked out by the same calls, in the same markup.
    """
    person = request.user
    assert isinstance(person, Person)
    tickets = tickets_for(person).filter(queue_place__lt=3).select_related("customer", "assignee")
    shown: list[Any] = list(tickets.order_by("queue_place", "next_due_at", "id")[:50])
    now: int = request.moment  # type: ignore[attr-defined]
    hours = hours_of(shown)
    for ticket in shown:
        ticket.cell = promise_cell(ticket, hours.get(ticket.pk), now=now)
        ticket.words = wording.promise_words(ticket.cell, zone=settings.TIME_ZONE, now=now)
        ticket.promise, ticket.look = states.state_of(ticket.cell.state), states.state_of(ticket.status)
        ticket.age = wording.duration(now - ticket.reported_at)
    return HttpResponse(ROWS.render({"tickets": shown, "now": now}, request))


urlpatterns = [path("bare/", bare), path("", include("asagreed_web.config.urls"))]
