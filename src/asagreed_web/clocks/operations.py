"""Judging tickets by the library, keeping the next moment that matters, announcing what came true."""

from __future__ import annotations

import logging
from dataclasses import dataclass

from django.db import DatabaseError, transaction

from asagreed.clocks import Clock, ClockState, Verdict
from asagreed.clocks.promises import Step
from asagreed.errors import AsagreedError
from asagreed.facts import Ticket as TicketFact
from asagreed.figures import clause_data
from asagreed.foresight import ExplainedTicket, explain_ticket
from asagreed.versions import History
from asagreed_web.agreements.queries import history_of
from asagreed_web.chronicle.operations import Happening, append
from asagreed_web.clocks.announcing import announce
from asagreed_web.clocks.models import Announcement, TicketClock
from asagreed_web.tickets.facts import TICKET, ticket_fact
from asagreed_web.tickets.models import ENDED, QueuePlace, Ticket

HORIZON = 5 * 366 * 86400
"""How far ahead, in seconds, a step is looked for that fires if nothing happens."""
BREACHED = "breached"

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Judged:
    """One clock as of a moment, and when its next steps fire if nothing happens."""

    clock: Clock
    onward: Clock | None

    @property
    def came_true(self) -> list[tuple[str, int]]:
        """The steps that have fired, and the breach, each with its moment.

        What fires this very second is left for the next: an answer in the same second still wins over it.
        """
        return [(name, at) for name, at in _steps(self.clock) if at < self.clock.as_of]

    @property
    def next_step_at(self) -> int | None:
        """When something will have to be announced next."""
        ahead = [at for _, at in _steps(self.onward) if at >= self.clock.as_of] if self.onward else []
        return min(ahead, default=None)

    @property
    def at_risk_at(self) -> int | None:
        """When the first warning before the target fired, or will fire."""
        fired = (self.onward or self.clock).fired
        target = self.clock.target.within
        return next((one.at for one in fired if one.step.threshold(target) < target), None)


def judge(ticket: Ticket, *, at: int) -> None:
    """Judge every clock of a ticket, keep what they say, and announce what has come true before `at`.

    The ticket was read after its row was locked. What another one did a moment later than `at` is judged too.
    """
    history = history_of(ticket.customer_id)
    at = max(at, ticket.judged_at)
    # Without an agreement there is no clock, and a place in the queue all the same.
    judged = judge_fact(ticket_fact(ticket.pk), history, at=at) if history else []
    keep(ticket, judged, at=at)
    for one in judged:
        for step, true_at in one.came_true:
            _announce_once(ticket, one.clock, step, true_at=true_at, at=at)


def judge_fact(fact: TicketFact, history: History, *, at: int) -> list[Judged]:
    """Return the clocks of a ticket as of a moment; none where no version of the agreement covers it."""
    try:
        explained = explain_ticket(fact, history, as_of=at)
    except AsagreedError:
        return []
    onward = _onward(fact, history, explained, at)
    return [Judged(clock, onward.get((clock.name, clock.cycle))) for clock in explained.clocks]


def _onward(
    fact: TicketFact, history: History, explained: ExplainedTicket, at: int
) -> dict[tuple[str, int | None], Clock]:
    """Return the clocks that run, as they will stand if nothing happens."""
    if all(clock.state is not ClockState.RUNNING for clock in explained.clocks):
        return {}
    later = explain_ticket(fact, history, as_of=at + HORIZON).clocks
    return {(clock.name, clock.cycle): clock for clock in later if clock.state is ClockState.RUNNING}


def _steps(clock: Clock) -> list[tuple[str, int]]:
    target = clock.target
    steps = [(_named(one.step), one.at) for one in clock.fired if one.step.threshold(target.within) != target.within]
    return [*steps, (BREACHED, clock.breached_at)] if clock.breached_at is not None else steps


def _named(step: Step) -> str:
    if step.percent is not None:
        return f"{float(step.percent):g} %"
    seconds, when = (step.before, "before") if step.before is not None else (step.after or 0, "after")
    return f"{seconds} s {when}"


def keep(ticket: Ticket, judged: list[Judged], *, at: int) -> None:
    """Store the clocks of a ticket and its place in the queue."""
    rows = [_row(ticket, one, at=at) for one in judged]
    wanted = {(row.name, row.cycle) for row in rows}
    known = TicketClock.objects.filter(ticket=ticket).values_list("pk", "name", "cycle")
    TicketClock.objects.filter(pk__in=[pk for pk, *clock in known if tuple(clock) not in wanted]).delete()
    TicketClock.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["ticket", "name", "cycle"], update_fields=JUDGED_COLUMNS
    )
    place(ticket, rows, at=at)
    ticket.save(update_fields=QUEUE_COLUMNS)


def _row(ticket: Ticket, one: Judged, *, at: int) -> TicketClock:
    clock = one.clock
    clause = next(iter(clock.target.clauses), None)
    return TicketClock(
        ticket=ticket,
        customer_id=ticket.customer_id,
        name=clock.name,
        cycle=clock.cycle or 0,
        state=clock.state.value,
        verdict=clock.verdict.value,
        target=clock.target.within,
        elapsed=clock.elapsed,
        started_at=clock.started_at,
        due_at=clock.due_at,
        at_risk_at=one.at_risk_at,
        breached_at=clock.breached_at,
        stopped_at=clock.stopped_at,
        next_step_at=one.next_step_at,
        clause=None if clause is None else clause_data(clause),
        judged_at=at,
    )


JUDGED_COLUMNS = [
    "state",
    "verdict",
    "target",
    "elapsed",
    "started_at",
    "due_at",
    "at_risk_at",
    "breached_at",
    "stopped_at",
    "next_step_at",
    "clause",
    "judged_at",
]
QUEUE_COLUMNS = [
    "queue_place",
    "next_due_at",
    "next_clock",
    "next_state",
    "next_verdict",
    "next_target",
    "next_elapsed",
    "next_at_risk_at",
    "judged_at",
]
_PROMISED = (Verdict.OPEN.value, Verdict.BREACHED.value)


def place(ticket: Ticket, rows: list[TicketClock], *, at: int) -> None:
    """Put a ticket into its place in the queue: by the promise that breaks next, or broke first and still runs."""
    running = [row for row in rows if row.state == ClockState.RUNNING.value and row.verdict in _PROMISED and row.due_at]
    paused = [row for row in rows if row.state == ClockState.PAUSED.value and row.verdict in _PROMISED]
    ticket.judged_at = at
    if ticket.status in ENDED:
        ticket.queue_place, shown = QueuePlace.ENDED, None
        ticket.next_due_at = 0
    elif running:
        shown = min(running, key=lambda row: (row.due_at or 0, row.name))
        ticket.queue_place, ticket.next_due_at = QueuePlace.PROMISED, shown.due_at or 0
    elif paused:
        shown = min(paused, key=lambda row: (row.target - row.elapsed, row.name))
        ticket.queue_place, ticket.next_due_at = QueuePlace.PAUSED, shown.target - shown.elapsed
    else:
        shown = None
        ticket.queue_place, ticket.next_due_at = QueuePlace.UNPROMISED, ticket.counts_from
    ticket.next_clock = shown.name if shown else ""
    ticket.next_state = shown.state if shown else ""
    ticket.next_verdict = shown.verdict if shown else ""
    ticket.next_target = shown.target if shown else 0
    ticket.next_elapsed = shown.elapsed if shown else 0
    ticket.next_at_risk_at = shown.at_risk_at if shown else None


def _announce_once(ticket: Ticket, clock: Clock, step: str, *, true_at: int, at: int) -> None:
    announcement, is_new = Announcement.objects.get_or_create(
        ticket=ticket,
        clock=clock.name,
        cycle=clock.cycle or 0,
        step=step,
        defaults={"customer_id": ticket.customer_id, "true_at": true_at, "announced_at": at},
    )
    if not is_new:
        return
    kind = "breach" if step == BREACHED else "warning"
    says = {"clock": clock.name, "cycle": clock.cycle or 0, "step": step, "due_at": clock.due_at}
    append(
        ticket.customer_id,
        Happening(
            subject=TICKET,
            subject_id=ticket.pk,
            kind=kind,
            happened_at=true_at,
            recorded_at=at,
            actor="worker",
            says=says,
        ),
    )
    announce(announcement, due_at=clock.due_at, at=at)


def sweep(*, at: int, most: int = 200) -> int:
    """Judge the tickets of which something came true before `at`, and announce it; return how many there were."""
    due = TicketClock.objects.filter(next_step_at__lt=at).order_by("next_step_at")
    tickets = list(dict.fromkeys(due.values_list("ticket_id", flat=True)[:most]))
    for ticket_id in tickets:
        try:
            _judge_due(ticket_id, at=at)
        except DatabaseError:
            raise
        except Exception:  # noqa: BLE001 – it is logged, and the reason stands below
            # One ticket that cannot be judged must not keep the promises of all others from being watched.
            _log.exception("Ticket %s cannot be judged; it is tried again in %s seconds.", ticket_id, AFTER_TROUBLE)
            TicketClock.objects.filter(ticket=ticket_id, next_step_at__lt=at).update(next_step_at=at + AFTER_TROUBLE)
    return len(tickets)


AFTER_TROUBLE = 300


def _judge_due(ticket_id: int, *, at: int) -> None:
    with transaction.atomic():
        # Two workers may find one ticket: the second waits here, and finds nothing new to announce.
        judge(Ticket.objects.select_for_update().get(pk=ticket_id), at=at)
