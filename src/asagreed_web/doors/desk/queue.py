"""The queue: the page, and its rows alone for a browser that refreshes them."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.shortcuts import render
from django.template.loader import get_template
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.http import urlencode
from django.utils.translation import get_language
from django.views.decorators.http import require_GET
from markupsafe import Markup

from asagreed_web.clocks.queue_hours import hours_of
from asagreed_web.doors.desk.counting import Counts, choices_for, counts_for, horizon_at, with_chosen
from asagreed_web.doors.desk.door import for_those_who, moment_of, person_of
from asagreed_web.doors.desk.frame import desk_page, queue_address
from asagreed_web.kit import states
from asagreed_web.tickets.models import Status
from asagreed_web.tickets.queue import (
    SECTIONS,
    Position,
    QueueFilter,
    QueuePage,
    Section,
    queue_page,
    queue_stamp,
)
from asagreed_web.tickets.queue_rows import RowView, row_views


@dataclass(frozen=True, slots=True)
class SectionView:
    """A section with its rows on this page, and how many tickets it has in all; None where they are not counted."""

    section: Section
    count: int | None
    rows: tuple[RowView, ...]


@require_GET
@for_those_who()
def queue(request: HttpRequest) -> HttpResponse:
    """Show the tickets that the address asks for, by the next promise to break."""
    person, now, stamp = person_of(request), moment_of(request), queue_stamp()
    asked, after = _asked(request)
    counts = counts_for(person, at=now, asked=asked, stamp=stamp)
    page = queue_page(person, asked, after=after)
    words = {**asked.words, **({"after": str(after)} if after else {})}
    context = {
        **_rows(page, counts, now),
        "asked": asked,
        "choices": _choices(choices_for(person, at=now, stamp=stamp), asked),
        "statuses": [(code, states.state_of(code).word) for code in Status],
        "refresh": reverse("desk:queue_rows") + f"?{urlencode(words)}",
        "first_page": queue_address(asked) if after else "",
        "next_page": queue_address(asked, after=str(page.next)) if page.next else "",
        "title": _title(counts, asked),
    }
    return desk_page(request, "desk/queue.html", context, counts=counts)


@require_GET
@for_those_who()
def queue_rows(request: HttpRequest) -> HttpResponse:
    """Give the rows alone; nothing but 304 as long as nothing was put on record and the minute is the same."""
    person, now, stamp = person_of(request), moment_of(request), queue_stamp()
    seen = f"{stamp} {now // 60} {person.pk} {get_language()} {request.get_full_path()} {settings.TIME_ZONE}"
    tag = f'"{hashlib.sha256(seen.encode()).hexdigest()[:32]}"'
    if request.headers.get("If-None-Match") == tag:
        response: HttpResponse = HttpResponseNotModified()
    else:
        asked, after = _asked(request)
        counts = counts_for(person, at=now, asked=asked, stamp=stamp)
        context = _rows(queue_page(person, asked, after=after), counts, now)
        response = render(request, "desk/queue_rows.html", context)
    response["ETag"] = tag
    response["Cache-Control"] = "private, no-cache"
    return response


def _choices(offered: Mapping[str, Markup], asked: QueueFilter) -> dict[str, Markup]:
    return {name: with_chosen(options, getattr(asked, name)) for name, options in offered.items()}


def _asked(request: HttpRequest) -> tuple[QueueFilter, Position | None]:
    return QueueFilter.of(request.GET.dict()), Position.read(request.GET.get("after", ""))


def _rows(page: QueuePage, counts: Counts, now: int) -> dict[str, Any]:
    views = row_views(page.rows, horizon_at(now), hours_of(page.rows), zone=settings.TIME_ZONE)
    sections = [SectionView(SECTIONS[code], counts.sections.get(code), tuple(rows)) for code, rows in views.items()]
    before, _zero, after = reverse("desk:ticket", args=(0,)).rpartition("0")
    return {
        "sections": sections,
        "cells": cells(get_language() or ""),
        "now": str(now),
        "ticket_address": before,
        "ticket_address_end": after,
    }


@dataclass(frozen=True, slots=True)
class Cells:
    """What looks the same in every row: made once for a language, for a page has fifty of each."""

    promises: dict[str, Markup]
    """The opening of a promise by its state, up to its words."""
    tones: dict[str, str]
    states: dict[str, Markup]
    coverages: dict[str, Markup]
    priorities: dict[str, Markup]


@lru_cache(maxsize=32)
def cells(_language: str) -> Cells:
    """Return the cells in the language that is active, kept under its name."""
    template = get_template("desk/queue_cells.html").template  # type: ignore[attr-defined]
    made = template.module
    return Cells(
        promises={code: made.promise(state) for code, state in states.STATES.items()},
        tones={code: state.tone for code, state in states.STATES.items()},
        states={code: made.state(state) for code, state in states.STATES.items()},
        coverages={"": Markup(), **{code: made.coverage(state) for code, state in states.STATES.items()}},
        priorities={"": Markup(), **{code: made.priority(code, state) for code, state in states.PRIORITIES.items()}},
    )


def _title(counts: Counts, asked: QueueFilter) -> str | Promise | None:
    """Return the name of the saved queue that is asked for; None for any other."""
    return next((each.title for each in counts.saved if each.asked == asked), None)
