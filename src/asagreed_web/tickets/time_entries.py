"""Time worked on tickets: recorded with its verdict, corrected by a new entry, measured by a timer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from asagreed_web.people.models import Person
from asagreed_web.tickets.errors import NotPossible
from asagreed_web.tickets.models import RunningTimer, Status, Ticket, TimeEntry
from asagreed_web.tickets.operations import Author, tell


@dataclass(frozen=True, slots=True, kw_only=True)
class Worked:
    """A stretch of work of a person in UTC seconds, with the words that clauses ask for; words may be empty."""

    person: Person
    start_at: int
    end_at: int
    work_type: str = ""
    role: str = ""
    service: str = ""
    delivery: str = ""
    cause: str = ""
    note: str = ""
    travel_seconds: int = 0
    quote_id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Stopped:
    """What a timer measured, in UTC seconds; it runs on until the work is recorded or the timer is dropped."""

    ticket_id: int
    start_at: int
    end_at: int


@transaction.atomic
def record_time(
    *, ticket_id: int, by: Person, worked: Worked, verdict: Mapping[str, Any], at: int, corrects: int | None = None
) -> TimeEntry:
    """Keep a stretch of work with what was said of it, and tell it in the chain with the hash of the figures.

    `corrects` is the id of an entry that this one replaces. The timer of the person on the ticket ends
    if it was started before the work was over.
    """
    ticket = Ticket.objects.select_for_update().get(pk=ticket_id)
    if ticket.status == Status.MERGED:
        raise NotPossible(f"{ticket} was merged into {ticket.merged_into}. Record the work there.")
    if worked.end_at <= worked.start_at:
        raise NotPossible("The work ends before it begins, or at once. Correct the beginning or the end.")
    old = _corrected(ticket, corrects)
    entry = TimeEntry.objects.create(
        ticket=ticket,
        customer_id=ticket.customer_id,
        person=worked.person,
        start_at=worked.start_at,
        end_at=worked.end_at,
        work_type=worked.work_type,
        role=worked.role or worked.person.work_role,
        service=worked.service,
        delivery=worked.delivery,
        cause=worked.cause,
        note=worked.note,
        travel_seconds=worked.travel_seconds,
        quote_id=worked.quote_id,
        corrects=old,
        recorded_at=at,
        verdict=dict(verdict),
    )
    _tell(ticket, entry, verdict, by, at)
    Ticket.objects.filter(pk=ticket_id, last_activity_at__lt=at).update(last_activity_at=at)
    RunningTimer.objects.filter(person=worked.person, ticket=ticket, started_at__lt=worked.end_at).delete()
    return entry


def _corrected(ticket: Ticket, entry_id: int | None) -> TimeEntry | None:
    if entry_id is None:
        return None
    old = TimeEntry.objects.filter(pk=entry_id, customer_id=ticket.customer_id).first()
    if old is None:
        raise NotPossible("The entry that is to be corrected is not one of this customer. Open it again there.")
    if TimeEntry.objects.filter(corrects=old).exists():
        raise NotPossible("The entry was corrected already. Correct its correction.")
    return old


def _tell(ticket: Ticket, entry: TimeEntry, verdict: Mapping[str, Any], by: Person, at: int) -> None:
    tell(
        ticket,
        "time corrected" if entry.corrects_id else "time recorded",
        by=Author.of(by),
        at=at,
        happened_at=min(entry.end_at, at),
        personal={"note": entry.note} if entry.note else None,
        entry=entry.pk,
        person=entry.person.actor,
        start_at=entry.start_at,
        end_at=entry.end_at,
        corrects=entry.corrects_id,
        quote=entry.quote_id,
        net=verdict.get("net"),
        figures=verdict.get("hash", ""),
    )


def running_timer(person: Person) -> RunningTimer | None:
    """Return the timer of a person, with its ticket, or None."""
    return RunningTimer.objects.select_related("ticket").filter(person=person).first()


@transaction.atomic
def start_timer(*, ticket_id: int, person: Person, at: int) -> RunningTimer:
    """Begin to measure work on a ticket; a person works on one ticket at a time."""
    ticket = Ticket.objects.get(pk=ticket_id)
    timer, is_new = RunningTimer.objects.select_related("ticket").get_or_create(
        person=person, defaults={"ticket": ticket, "started_at": at}
    )
    if not is_new and timer.ticket_id != ticket_id:
        raise NotPossible(f"Your timer runs on {timer.ticket}. Record or drop that work, then start here.")
    return timer


def stop_timer(*, person: Person, at: int) -> Stopped:
    """Return what the timer of a person measured so far. It goes on, so that nothing is lost before it is recorded."""
    timer = _running(person)
    return Stopped(ticket_id=timer.ticket_id, start_at=timer.started_at, end_at=max(at, timer.started_at + 1))


def drop_timer(*, person: Person, at: int) -> Stopped:
    """End the timer of a person without recording its work; what it measured is returned."""
    stopped = stop_timer(person=person, at=at)
    RunningTimer.objects.filter(person=person).delete()
    return stopped


def _running(person: Person) -> RunningTimer:
    timer = running_timer(person)
    if timer is None:
        raise NotPossible("You have no timer that runs. Start one on a ticket, or enter beginning and end.")
    return timer
