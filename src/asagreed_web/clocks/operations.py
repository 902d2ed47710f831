"""Judging tickets by the library, keeping the next moment that matters, announcing what came true."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from django.db import DatabaseError, transaction

from asagreed_web.chronicle.operations import Happening, append_all
from asagreed_web.clocks.announcing import announce
from asagreed_web.clocks.judging import BREACHED, JudgedTicket, judge_tickets
from asagreed_web.clocks.keeping import keep
from asagreed_web.clocks.models import Announcement, TicketClock
from asagreed_web.tickets.facts import TICKET
from asagreed_web.tickets.models import Ticket

TOGETHER = 200
"""How many tickets are judged in one transaction: on SQLite everybody else who writes waits for its end."""
AFTER_TROUBLE = 300

_log = logging.getLogger(__name__)


def judge(ticket: Ticket, *, at: int) -> None:
    """Judge every clock of a ticket, keep what they say, and announce what has come true before `at`.

    The ticket was read after its row was locked. What another one did a moment later than `at` is judged too.
    """
    judge_all([(ticket, max(at, ticket.judged_at))])


def judge_all(asked: Iterable[tuple[Ticket, int]]) -> None:
    """Judge tickets that are locked, each as of a moment (UTC seconds), keep what was found, and announce it."""
    judged = judge_tickets(asked)
    keep(judged)
    _announce_new(judged)


def sweep(*, at: int) -> int:
    """Judge the tickets of which something came true before `at`, and announce it; return how many there were."""
    due = TicketClock.objects.filter(next_step_at__lt=at).order_by("next_step_at").values_list("ticket_id", flat=True)
    tickets = list(dict.fromkeys(due))
    for together in in_parts(tickets):
        if not _judged_without_trouble(together, at=at):
            for ticket_id in together:
                _judge_alone(ticket_id, at=at)
    return len(tickets)


def in_parts(tickets: Sequence[int]) -> Iterator[Sequence[int]]:
    """Yield tickets in parts that are judged in one transaction each."""
    return (tickets[start : start + TOGETHER] for start in range(0, len(tickets), TOGETHER))


def _judge_due(ticket_ids: Sequence[int], *, at: int) -> None:
    with transaction.atomic():
        # What another one holds, another worker or somebody who acts, is judged by them. To wait for it with many
        # tickets in hand could keep both waiting for ever.
        locked = Ticket.objects.select_for_update(skip_locked=True, of=("self",)).select_related("customer", "assignee")
        found = locked.in_bulk(ticket_ids)
        judge_all((ticket, max(at, ticket.judged_at)) for each in ticket_ids if (ticket := found.get(each)))


def _judged_without_trouble(ticket_ids: Sequence[int], *, at: int) -> bool:
    try:
        _judge_due(ticket_ids, at=at)
    except DatabaseError:
        raise
    except Exception:  # noqa: BLE001 – it comes again, and is logged, for the ticket that is to blame
        return False
    return True


def _judge_alone(ticket_id: int, *, at: int) -> None:
    try:
        _judge_due([ticket_id], at=at)
    except DatabaseError:
        raise
    except Exception:  # noqa: BLE001 – it is logged, and the reason stands below
        # One ticket that cannot be judged must not keep the promises of all others from being watched.
        _log.exception("Ticket %s cannot be judged; it is tried again in %s seconds.", ticket_id, AFTER_TROUBLE)
        TicketClock.objects.filter(ticket=ticket_id, next_step_at__lt=at).update(next_step_at=at + AFTER_TROUBLE)


def _announce_new(judged: Sequence[JudgedTicket]) -> None:
    """Announce what has come true and was not announced before; whoever holds the tickets is alone in asking."""
    true = [one for each in judged for one in _came_true(each)]
    if not true:
        return
    known = Announcement.objects.filter(ticket__in={one.ticket.pk for one, _ in true})
    before = set(known.values_list("ticket_id", "clock", "cycle", "step"))
    new = [pair for pair in true if _key(pair[0]) not in before]
    Announcement.objects.bulk_create([one for one, _ in new])
    # Sorted, so that two workers never wait for each other's chains.
    for chain, own in groupby(sorted(new, key=_chain), key=_chain):
        append_all(chain, [_happening(one, due_at) for one, due_at in own])
    for one, due_at in new:
        announce(one, due_at=due_at, at=one.announced_at)


CameTrue = tuple[Announcement, int | None]
"""What there is to announce, and when its clock is due."""


def _came_true(each: JudgedTicket) -> Iterator[CameTrue]:
    for judged in each.clocks:
        clock = judged.clock
        for step, true_at in judged.came_true:
            announcement = Announcement(
                ticket=each.ticket,
                customer_id=each.ticket.customer_id,
                clock=clock.name,
                cycle=clock.cycle or 0,
                step=step,
                true_at=true_at,
                announced_at=each.at,
            )
            yield announcement, clock.due_at


def _key(one: Announcement) -> tuple[int, str, int, str]:
    return one.ticket_id, one.clock, one.cycle, one.step


def _chain(pair: CameTrue) -> int:
    return pair[0].customer_id


def _happening(one: Announcement, due_at: int | None) -> Happening:
    return Happening(
        subject=TICKET,
        subject_id=one.ticket_id,
        kind="breach" if one.step == BREACHED else "warning",
        happened_at=one.true_at,
        recorded_at=one.announced_at,
        actor="worker",
        says={"clock": one.clock, "cycle": one.cycle, "step": one.step, "due_at": due_at},
    )
