"""Tickets: asked for, listed, with what was said and what happened, and why their clocks say what they say."""

from __future__ import annotations

from typing import Annotated, Any

from django.db.models import Q
from django.http import HttpRequest
from ninja import Path, Query, Router
from pydantic import Field

from asagreed_web.chronicle.models import Event
from asagreed_web.clocks.pages import ClockPage, clock_page, promise_cells
from asagreed_web.clocks.queries import explain
from asagreed_web.doors.api.identity import Asker, asker_of
from asagreed_web.doors.api.problems import NotThere
from asagreed_web.doors.api.registering import question
from asagreed_web.doors.api.shapes import BIGGEST_ID, ById, Listed, Page, paged
from asagreed_web.doors.api.ticket_shapes import (
    ClockShown,
    ClocksShown,
    EventShown,
    MessageShown,
    PromiseShown,
    TicketInList,
    TicketsAsked,
    TicketShown,
)
from asagreed_web.people.passing import moment_of
from asagreed_web.tickets.facts import TICKET
from asagreed_web.tickets.models import QueuePlace, Ticket
from asagreed_web.tickets.queue import Position, QueueFilter, QueueRow, queue_page
from asagreed_web.tickets.rules import messages_for, tickets_for

router = Router(tags=["tickets"])
Number = Annotated[int, Path(ge=1, le=BIGGEST_ID, description="The number of the ticket.")]
OPEN_TO_CUSTOMERS = (
    "created", "reply", "customer reply", "automatic reply", "status", "priority", "resolved", "reopened", "closed",
    "cancelled", "merged", "arrived", "quote offered", "quote accepted", "quote declined", "quote withdrawn",
)  # fmt: skip
"""Kinds of events that a customer's token sees; notes, time and rulings are the provider's."""


def find_ticket(asker: Asker, number: int) -> Ticket:
    """Return a ticket that a token may see. Raises NotThere."""
    seen = tickets_for(asker.person).select_related("customer", "assignee", "merged_into")
    found = seen.filter(number=number).first()
    if found is None:
        raise NotThere(f"ticket #{number}")
    return found


def ticket_shown(ticket: Ticket, *, at: int) -> TicketShown:
    """Return a ticket as it stands, with its promises as of a moment."""
    explained = explain(ticket.pk, at=at)
    cells = promise_cells(explained, hold_reason=ticket.hold_reason, why=lambda _: "")
    given = {name: getattr(ticket, name) for name in TicketShown.model_fields if name not in _MADE}
    return TicketShown(
        **given,
        customer=ticket.customer.slug,
        merged_into=ticket.merged_into.number if ticket.merged_into else None,
        assignee=ticket.assignee.name if ticket.assignee else None,
        promises=[PromiseShown.model_validate(cell) for cell in cells],
    )


_MADE = ("customer", "merged_into", "assignee", "promises")


@question(router, "/tickets", Page[TicketInList])
def list_tickets(request: HttpRequest, asked: Query[TicketsAsked]) -> Page[TicketInList]:
    """List tickets by the next promise to break; those that ended by their last activity, the newest first."""
    words = asked.model_dump(exclude={"limit", "after", "emergency", "waits"})
    flags = {name: "yes" if getattr(asked, name) else "" for name in ("emergency", "waits")}
    after = Position.read(asked.after) if asked.after else None
    found = queue_page(asker_of(request).person, QueueFilter.of({**words, **flags}), after=after, size=asked.limit)
    return Page[TicketInList](items=[_in_list(row) for row in found.rows], next=str(found.next) if found.next else None)


def _in_list(row: QueueRow) -> TicketInList:
    # Of a paused ticket the column holds seconds that are left, of one without a promise nothing.
    due_at = row.next_due_at if row.queue_place == QueuePlace.PROMISED else None
    return TicketInList.model_validate({**row._asdict(), "next_due_at": due_at})


@question(router, "/tickets/{int:number}", TicketShown)
def get_ticket(request: HttpRequest, number: Number) -> TicketShown:
    """Show a ticket with its promises as of now."""
    return ticket_shown(find_ticket(asker_of(request), number), at=moment_of(request))


class MessagesAsked(Listed):
    """Which messages are asked for."""

    after: str | None = Field(default=None, pattern=r"^[0-9]{1,15}\.[0-9]{1,15}$")


@question(router, "/tickets/{int:number}/messages", Page[MessageShown])
def list_messages(request: HttpRequest, number: Number, asked: Query[MessagesAsked]) -> Page[MessageShown]:
    """List what was said on a ticket, the oldest first; internal notes are shown to the provider's tokens only."""
    asker = asker_of(request)
    messages = messages_for(asker.person).filter(ticket=find_ticket(asker, number)).order_by("at", "id")
    if asked.after:
        at, pk = map(int, asked.after.split("."))
        messages = messages.filter(Q(at__gt=at) | Q(at=at, pk__gt=pk))
    rows = list(messages[: asked.limit + 1])
    shown = paged(rows, asked.limit, shown=MessageShown.model_validate, place=lambda row: f"{row.at}.{row.pk}")
    return Page[MessageShown](**shown)


@question(router, "/tickets/{int:number}/events", Page[EventShown])
def list_events(request: HttpRequest, number: Number, asked: Query[ById]) -> Page[EventShown]:
    """List the events of a ticket in the chain of its customer, in their order."""
    asker = asker_of(request)
    events = Event.objects.filter(subject=TICKET, subject_id=find_ticket(asker, number).pk).order_by("seq")
    if not asker.is_of_provider:
        events = events.filter(kind__in=OPEN_TO_CUSTOMERS)
    if asked.after is not None:
        events = events.filter(seq__gt=asked.after)
    rows = list(events[: asked.limit + 1])
    return Page[EventShown](**paged(rows, asked.limit, shown=EventShown.model_validate, place=lambda row: row.seq))


@question(router, "/tickets/{int:number}/clocks", ClocksShown)
def explain_clocks(request: HttpRequest, number: Number) -> ClocksShown:
    """Say why each clock of a ticket says what it says: every stretch, counted or not, with its clause."""
    ticket = find_ticket(asker_of(request), number)
    explained = explain(ticket.pk, at=moment_of(request))
    if explained is None:
        return ClocksShown(items=[])
    pages = (
        clock_page(
            explained, clock.name, cycle=clock.cycle or 0, addresses=lambda _: "", hold_reason=ticket.hold_reason
        )
        for clock in explained.clocks
    )
    return ClocksShown(items=[_clock(page) for page in pages if page is not None])


def _clock(page: ClockPage) -> ClockShown:
    made: dict[str, Any] = {
        "promise": page.cell,
        "stretches": page.rows,
        "warnings": [{"at": at, "clause": read.clause if read else None} for at, read in page.warnings],
    }
    given = {name: getattr(page, name) for name in ClockShown.model_fields if name not in made}
    return ClockShown.model_validate({**given, **made})
