"""What the library says of a ticket as of a moment, and what it will say next if nothing happens. Nothing is stored."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from asagreed.clocks import Clock, ClockState, judge_clock
from asagreed.clocks.agreement_promises import AgreementPromises
from asagreed.clocks.promises import Step
from asagreed.errors import AsagreedError
from asagreed.facts import EventKind
from asagreed.facts import Ticket as TicketFact
from asagreed.foresight import ExplainedTicket, explain_ticket
from asagreed.versions import History
from asagreed_web.agreements.queries import histories_of
from asagreed_web.clocks.promises import promises_of
from asagreed_web.tickets.facts import ticket_facts
from asagreed_web.tickets.models import Ticket

HORIZON = 5 * 366 * 86400
"""How far ahead, in seconds, a step is looked for that fires if nothing happens."""
BREACHED = "breached"
TURNS_NOTHING = (EventKind.INTERNAL_NOTE, EventKind.AUTOMATIC_REPLY)


@dataclass(frozen=True, slots=True)
class Judged:
    """One clock as of a moment, and as it will stand far ahead if it runs and nothing happens."""

    clock: Clock
    onward: Clock | None

    @property
    def came_true(self) -> list[tuple[str, int]]:
        """The steps that have fired, and the breach, each with its moment.

        What fires this very second is left for the next: an answer in the same second still wins over it.
        """
        return [(_named(step), at) for step, at in _steps(self.clock) if at < self.clock.as_of]

    @property
    def next_step_at(self) -> int | None:
        """When something will have to be announced next."""
        if self.onward is None:
            return None
        as_of = self.clock.as_of
        ahead = [at for _, at in _steps(self.onward) if at >= as_of]
        will_break = self.clock.breached_at is None and self.onward.breached_at is not None
        if will_break and (self.onward.breached_at or 0) < as_of:
            # It was used up as support closed: an answer that comes before the next opening is still in time.
            ahead.append(self.clock.target.hours.opening_from(as_of))
        return min(ahead, default=None)

    @property
    def at_risk_at(self) -> int | None:
        """When the first warning before the target fired, or will fire."""
        fired = (self.onward or self.clock).fired
        target = self.clock.target.within
        return next((one.at for one in fired if one.step.threshold(target) < target), None)


@dataclass(frozen=True, slots=True)
class JudgedTicket:
    """A ticket and its clocks as of a moment (UTC seconds)."""

    ticket: Ticket
    clocks: Sequence[Judged]
    at: int


def judge_tickets(asked: Iterable[tuple[Ticket, int]]) -> list[JudgedTicket]:
    """Return the clocks of tickets, each as of a moment (UTC seconds); two queries for all of them.

    Without an agreement there is no clock, and a place in the queue all the same.
    """
    pairs = list(asked)
    histories = histories_of(ticket.customer_id for ticket, _ in pairs)
    promised = [ticket.pk for ticket, _ in pairs if ticket.customer_id in histories]
    facts = ticket_facts(promised) if promised else {}
    return [JudgedTicket(ticket, _clocks(ticket, facts, histories, at), at) for ticket, at in pairs]


def _clocks(ticket: Ticket, facts: dict[int, TicketFact], histories: dict[int, History], at: int) -> Sequence[Judged]:
    history = histories.get(ticket.customer_id)
    return judge_fact(facts[ticket.pk], history, at=at) if history else ()


def judge_fact(fact: TicketFact, history: History, *, at: int) -> list[Judged]:
    """Return the clocks of a ticket as of a moment; none where no version of the agreement covers it."""
    promises = promises_of(history)
    turning = _turning(fact, promises)
    try:
        explained = explain_ticket(turning, history, as_of=at, promises=promises)
    except AsagreedError:
        return []
    onward = _onward(turning, history, promises, explained, at)
    return [Judged(clock, onward.get((clock.name, clock.cycle))) for clock in explained.clocks]


def _turning(fact: TicketFact, promises: AgreementPromises) -> TicketFact:
    """Return a ticket without what turns no clock of it: a page tells of such events, a verdict does not."""
    words = promises.turning_words
    events = tuple(
        event
        for event in fact.events
        if event.kind not in TURNS_NOTHING and (event.kind is not EventKind.HAPPENED or event.value in words)
    )
    return replace(fact, events=events)


Onward = dict[tuple[str, int | None], Clock]


def _onward(
    fact: TicketFact, history: History, promises: AgreementPromises, explained: ExplainedTicket, at: int
) -> Onward:
    """Return the clocks that run, as they will stand if nothing happens."""
    running = [clock for clock in explained.clocks if clock.state is ClockState.RUNNING]
    if not running:
        return {}
    if promises.changes(at, at + HORIZON) or any(event.at > at for event in fact.events):
        later = explain_ticket(fact, history, as_of=at + HORIZON, promises=promises).clocks
        return {(clock.name, clock.cycle): clock for clock in later if clock.state is ClockState.RUNNING}
    # Nothing that is known of turns them any more, so their turns are those of now.
    later = tuple(judged for clock in running if (judged := _later(clock, at + HORIZON)))
    return {(clock.name, clock.cycle): clock for clock in later}


def _later(clock: Clock, as_of: int) -> Clock | None:
    return judge_clock(name=clock.name, cycle=clock.cycle, started_at=clock.started_at, turns=clock.turns, as_of=as_of)


def _steps(clock: Clock) -> list[tuple[Step | None, int]]:
    """Return the steps of a clock that fired, each with its moment; None stands for the breach."""
    within = clock.target.within
    steps: list[tuple[Step | None, int]] = [
        (one.step, one.at) for one in clock.fired if one.step.threshold(within) != within
    ]
    return [*steps, (None, clock.breached_at)] if clock.breached_at is not None else steps


def _named(step: Step | None) -> str:
    if step is None:
        return BREACHED
    if step.percent is not None:
        return f"{float(step.percent):g} %"
    seconds, when = (step.before, "before") if step.before is not None else (step.after or 0, "after")
    return f"{seconds} s {when}"
