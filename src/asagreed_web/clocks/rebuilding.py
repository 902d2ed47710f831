"""Making again, from the chain alone, what was only worked out from it: clocks, and places in the queue."""

from __future__ import annotations

from django.db import transaction

from asagreed_web.clocks.models import TicketClock
from asagreed_web.clocks.operations import judge
from asagreed_web.tickets.models import Ticket


def rebuild_clocks(*, at: int) -> int:
    """Make the clocks of every ticket again, as of the moment at which it was last judged; return how many tickets.

    A ticket that was never judged is judged as of `at` (UTC seconds).
    """
    tickets = list(Ticket.objects.order_by("pk").values_list("pk", flat=True))
    for ticket_id in tickets:
        _rebuild(ticket_id, at=at)
    return len(tickets)


@transaction.atomic
def _rebuild(ticket_id: int, *, at: int) -> None:
    ticket = Ticket.objects.select_for_update().get(pk=ticket_id)
    TicketClock.objects.filter(ticket=ticket).delete()
    judge(ticket, at=ticket.judged_at or at)
