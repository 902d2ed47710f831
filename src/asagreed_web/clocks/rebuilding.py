"""Making again, from the chain alone, what was only worked out from it: clocks, and places in the queue."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction

from asagreed_web.clocks.models import TicketClock
from asagreed_web.clocks.operations import in_parts, judge_all
from asagreed_web.tickets.models import Ticket


def rebuild_clocks(*, at: int) -> int:
    """Make the clocks of every ticket again, as of the moment at which it was last judged; return how many tickets.

    A ticket that was never judged is judged as of `at` (UTC seconds).
    """
    tickets = list(Ticket.objects.order_by("pk").values_list("pk", flat=True))
    for together in in_parts(tickets):
        _rebuild(together, at=at)
    return len(tickets)


@transaction.atomic
def _rebuild(ticket_ids: Sequence[int], *, at: int) -> None:
    locked = Ticket.objects.select_for_update(of=("self",)).select_related("customer", "assignee")
    tickets = list(locked.filter(pk__in=ticket_ids).order_by("pk"))
    TicketClock.objects.filter(ticket__in=ticket_ids).delete()
    judge_all((ticket, ticket.judged_at or at) for ticket in tickets)
