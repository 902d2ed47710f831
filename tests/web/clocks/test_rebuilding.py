"""What is worked out from the log can be thrown away: it comes back as it was."""

from __future__ import annotations

from typing import Any

from tests.web.conftest import Cast
from tests.web.logging import AT, logged

from asagreed_web.clocks.keeping import QUEUE_COLUMNS
from asagreed_web.clocks.models import Announcement, TicketClock
from asagreed_web.clocks.rebuilding import rebuild_clocks
from asagreed_web.tickets.models import Ticket
from asagreed_web.tickets.operations import Author, put_on_hold, reply, resolve

HOUR = 3600


def worked_out() -> tuple[list[dict[str, Any]], list[dict[str, Any]], int]:
    """Return clocks, places in the queue and the number of announcements."""
    columns = [field.attname for field in TicketClock._meta.concrete_fields if field.name != "id"]
    clocks = TicketClock.objects.order_by("ticket_id", "name", "cycle").values(*columns)
    return list(clocks), list(Ticket.objects.order_by("pk").values("pk", *QUEUE_COLUMNS)), Announcement.objects.count()


def test_clocks_and_places_come_back_as_they_were(cast: Cast) -> None:
    by = Author.of(cast.technician)
    tickets = [logged(cast.harbour, cast.viewer, at=AT + number) for number in range(4)]
    reply(ticket_id=tickets[1].pk, by=by, text="We are on it.", at=AT + HOUR)
    put_on_hold(ticket_id=tickets[2].pk, by=by, reason="waiting for customer", at=AT + HOUR)
    resolve(ticket_id=tickets[3].pk, by=by, at=AT + HOUR)
    before = worked_out()
    Ticket.objects.update(queue_place=3, next_due_at=0, next_clock="", next_elapsed=0)
    TicketClock.objects.filter(name="response").update(elapsed=1, due_at=1)
    assert rebuild_clocks(at=AT + 9 * HOUR) == 4
    assert worked_out() == before
