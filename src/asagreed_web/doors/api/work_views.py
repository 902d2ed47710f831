"""Verdicts on work before it is saved, and time entries."""

from __future__ import annotations

from typing import Annotated

from django.http import HttpRequest
from ninja import Path, Query, Router

from asagreed_web.billing.operations import record_work
from asagreed_web.billing.preview import Work, preview
from asagreed_web.billing.queries import recorded_page
from asagreed_web.doors.api.identity import Asker, allow
from asagreed_web.doors.api.problems import NotThere, WrongWord
from asagreed_web.doors.api.registering import action, question
from asagreed_web.doors.api.shapes import BIGGEST_ID, Page, paged
from asagreed_web.doors.api.ticket_actions import person_at_the_desk
from asagreed_web.doors.api.ticket_views import find_ticket
from asagreed_web.doors.api.work_shapes import (
    CorrectionSaid,
    EntriesAsked,
    EntrySaid,
    EntryShown,
    VerdictShown,
    WorkSaid,
)
from asagreed_web.people.passing import moment_of
from asagreed_web.people.rules import may_see_money, may_work_on_tickets
from asagreed_web.systems.words import agreed_words
from asagreed_web.tickets.models import Ticket
from asagreed_web.tickets.rules import time_entries_for

router = Router(tags=["work"])
EntryId = Annotated[int, Path(ge=1, le=BIGGEST_ID, description="The id of the time entry.")]
MONTH = 31 * 86400
TEN_YEARS = 3653 * 86400
_WORDS = ("service", "work_type", "role", "delivery", "cause")


@action(router, "/verdicts", VerdictShown)
def preview_a_verdict(request: HttpRequest, said: WorkSaid) -> VerdictShown:
    """Say what work would come to: covered or billable, at which price, by which clauses. Nothing is saved."""
    asker = allow(request, may_work_on_tickets, "ask what work comes to")
    ticket = find_ticket(asker, said.ticket)
    work = _work(request, ticket, said, corrects=said.corrects)
    return VerdictShown.model_validate(preview(work, at=moment_of(request)))


def _work(request: HttpRequest, ticket: Ticket, said: WorkSaid, *, corrects: int | None, note: str = "") -> Work:
    """Return work as it was said. Raises WrongWord."""
    at = moment_of(request)
    if not all(at - TEN_YEARS <= moment <= at + MONTH for moment in (said.start_at, said.end_at)):
        raise WrongWord("body.start_at", "Work lies between ten years ago and a month ahead. Correct the moments.")
    known = agreed_words(ticket.customer_id, at=at)
    lists = {"work_type": known.work_types, "role": known.roles, "cause": known.causes,
             "service": known.services, "delivery": known.deliveries}  # fmt: skip
    for name in _WORDS:
        word = getattr(said, name)
        if word and word not in dict(lists[name]):
            raise WrongWord(f"body.{name}", f"The agreement has no word «{word}». Choose one of its own, or leave it.")
    words = {name: getattr(said, name) for name in _WORDS}
    return Work(
        ticket=ticket,
        person=person_at_the_desk(said.person, "body.person"),
        start_at=said.start_at,
        end_at=said.end_at,
        travel_seconds=said.travel_seconds,
        quote_id=said.quote,
        corrects=corrects,
        note=note,
        **words,
    )


@action(router, "/time-entries", EntryShown, status=201)
def record_time(request: HttpRequest, said: EntrySaid) -> EntryShown:
    """Record work with the verdict that was shown of it; when something else holds by now, it is refused (409)."""
    asker = allow(request, may_work_on_tickets, "record work")
    return _recorded(request, asker, said, corrects=said.corrects)


@action(router, "/time-entries/{int:entry_id}/corrections", EntryShown, status=201)
def correct_time(request: HttpRequest, entry_id: EntryId, said: CorrectionSaid) -> EntryShown:
    """Replace a time entry by another one: the old one stays on record and counts no more."""
    asker = allow(request, may_work_on_tickets, "correct work")
    if not time_entries_for(asker.person).filter(pk=entry_id).exists():
        raise NotThere(f"time entry {entry_id}")
    return _recorded(request, asker, said, corrects=entry_id)


def _recorded(request: HttpRequest, asker: Asker, said: EntrySaid, *, corrects: int | None) -> EntryShown:
    ticket = find_ticket(asker, said.ticket)
    work = _work(request, ticket, said, corrects=corrects, note=said.note)
    entry = record_work(work, by=asker.person, shown_hash=said.shown_hash, at=moment_of(request))
    return _shown(asker, entry.pk)


@question(router, "/time-entries", Page[EntryShown])
def list_time_entries(request: HttpRequest, asked: Query[EntriesAsked]) -> Page[EntryShown]:
    """List time entries in the order in which they were recorded, each with its verdict of then."""
    asker = allow(request, may_see_money, "see work and its price")
    entries = time_entries_for(asker.person)
    if asked.ticket is not None:
        entries = entries.filter(ticket__number=asked.ticket)
    if asked.customer:
        entries = entries.filter(customer__slug=asked.customer)
    rows = recorded_page(entries, after=asked.after or 0, size=asked.limit + 1)
    shown = paged(rows, asked.limit, shown=EntryShown.model_validate, place=lambda row: row.id)
    return Page[EntryShown](**shown)


@question(router, "/time-entries/{int:entry_id}", EntryShown)
def get_time_entry(request: HttpRequest, entry_id: EntryId) -> EntryShown:
    """Show a time entry with its verdict of then."""
    return _shown(allow(request, may_see_money, "see work and its price"), entry_id)


def _shown(asker: Asker, entry_id: int) -> EntryShown:
    found = recorded_page(time_entries_for(asker.person).filter(pk=entry_id), size=1)
    if not found:
        raise NotThere(f"time entry {entry_id}")
    return EntryShown.model_validate(found[0])
