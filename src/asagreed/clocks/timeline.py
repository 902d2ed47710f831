"""From the events of a ticket to the turns of its clocks (semantics/clocks.md, section 4, rules 3 to 9, 13, 14)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from asagreed.clocks.clock import ClockState, Turn
from asagreed.clocks.promises import (
    ACCEPTED,
    NO_AGREEMENT,
    ClockRule,
    Limit,
    Promises,
    ServiceTarget,
    TicketSituation,
    Trigger,
)
from asagreed.errors import AsagreedError, NeverLogged
from asagreed.facts import EventKind, Ticket, TicketEvent
from asagreed.figures import Clause

TRIGGERS = {
    EventKind.REPLY: Trigger.REPLY,
    EventKind.CUSTOMER_REPLY: Trigger.CUSTOMER_MESSAGE,
    EventKind.RESOLVED: Trigger.RESOLVED,
    EventKind.CLOSED: Trigger.RESOLVED,
    EventKind.ASSIGNED: Trigger.ASSIGNED,
    EventKind.ARRIVED: Trigger.ARRIVED,
}
CANCELLING = (EventKind.CANCELLED, EventKind.MERGED)
RE_RATING = (EventKind.PRIORITY, EventKind.AGREEMENT, EventKind.CALENDAR, EventKind.CHANGED)
TURNING = (*RE_RATING, EventKind.STATUS, EventKind.HAPPENED)
AMENDED = "amendment"

WORDS = {
    EventKind.CREATED: "logged",
    EventKind.STATUS: "status",
    EventKind.REPLY: "answered by a person",
    EventKind.CUSTOMER_REPLY: "the customer wrote",
    EventKind.PRIORITY: "priority changed",
    EventKind.AGREEMENT: "moved to another agreement",
    EventKind.CALENDAR: "calendar corrected",
    EventKind.RESOLVED: "resolved",
    EventKind.REOPENED: "reopened",
    EventKind.CLOSED: "closed",
    EventKind.CANCELLED: "cancelled",
    EventKind.MERGED: "merged into another ticket",
    EventKind.ASSIGNED: "assigned",
    EventKind.ARRIVED: "technician on site",
    EventKind.CHANGED: "changed",
}


@dataclass(slots=True)
class ClockCourse:
    """The turns of one clock, or of one cycle of a repeating clock, as they are found."""

    rule: ClockRule
    cycle: int | None
    started_at: int
    turns: list[Turn] = field(default_factory=list)
    state: ClockState = ClockState.RUNNING
    refusal: AsagreedError | None = None
    """Why no target could be chosen at the last turn; it may be a turn before the ticket got its priority."""
    chosen_for: tuple[TicketSituation, int] | None = None
    """The situation and the moment for which the limits of the last turn were chosen."""
    paused_by: tuple[TicketSituation, str, Clause | None] | None = None
    """The situation and the status for which it was last asked whether they pause the clock, and the answer."""


@dataclass(slots=True)
class _Desk:
    """What is known of a ticket while its events are walked through."""

    situation: TicketSituation
    status: str = ""
    is_resolved: bool = False
    is_cancelled: bool = False
    has_response: bool = False


def courses_of(
    ticket: Ticket,
    promises: Promises,
    *,
    counts_from: int,
    as_of: int,
    rules: tuple[ClockRule, ...] | None = None,
) -> list[ClockCourse]:
    """Return the turns of every clock of a ticket up to a moment, cycles in order.

    `counts_from` is the moment from which the report counts (agreements.md, section 5). Events after `as_of` are not
    known yet; duplicates by id are dropped. Raises NeverLogged for a ticket without the event that logged it,
    and what the promises refuse with at the last turn of a clock.
    """
    if all(event.kind is not EventKind.CREATED for event in ticket.events):
        raise NeverLogged(ticket=ticket.id)
    walk = _Walk(ticket, promises, counts_from, promises.rules(started_at=counts_from) if rules is None else rules)
    for event in _known(ticket, promises, counts_from, as_of):
        walk.take(event)
    for course in walk.courses:
        if course.refusal is not None:
            raise course.refusal
    return walk.courses


def _known(ticket: Ticket, promises: Promises, start: int, as_of: int) -> Iterable[TicketEvent]:
    amended = [
        TicketEvent(EventKind.CALENDAR, at, sequence=-1, attribute=AMENDED) for at in promises.changes(start, as_of)
    ]
    seen: set[str] = set()
    for event in sorted([*ticket.events, *amended], key=lambda one: (one.at, one.sequence)):
        if event.at > as_of or event.id in seen:
            continue
        if event.id:
            seen.add(event.id)
        yield event


class _Walk:
    """One pass over the events of a ticket, with all its clocks."""

    def __init__(self, ticket: Ticket, promises: Promises, counts_from: int, rules: tuple[ClockRule, ...]) -> None:
        self._promises = promises
        self._counts_from = counts_from
        self._origins: dict[Trigger | str, int] = {
            Trigger.REPORTED: counts_from,
            Trigger.RECORDED: ticket.recorded_at,
        }
        self._rules = rules
        self._desk = _Desk(
            TicketSituation(priority=ticket.priority, reported_at=ticket.reported_at, attributes=ticket.attributes)
        )
        self._open: dict[str, ClockCourse] = {}
        self._cycles: dict[str, int] = {}
        self._agreements = [
            (event.at, event.value) for event in ticket.events if event.kind is EventKind.AGREEMENT and event.value
        ]
        self.courses: list[ClockCourse] = []
        self._met: Trigger | str | None = None
        """What the event that is taken starts or stops."""

    def take(self, event: TicketEvent) -> None:
        """Let one event act on the ticket and on every clock."""
        if self._desk.is_cancelled:
            return
        self._met = event.value if event.kind is EventKind.HAPPENED else TRIGGERS.get(event.kind)
        self._change_desk(event)
        for course in tuple(self._open.values()):
            self._act(course, event)
        for rule in self._rules:
            if rule.name not in self._open and self._starts(rule, event):
                self._start(rule, event)
        if event.kind in (EventKind.REPLY, EventKind.RESOLVED, EventKind.CLOSED):
            self._desk.has_response = True

    def _change_desk(self, event: TicketEvent) -> None:
        desk = self._desk
        if event.kind is EventKind.CREATED or event.kind is EventKind.STATUS:
            desk.status = event.value or ""
        elif event.kind in (EventKind.RESOLVED, EventKind.CLOSED):
            desk.is_resolved = True
        elif event.kind is EventKind.REOPENED:
            desk.is_resolved, desk.status = False, event.value or ""
        elif event.kind in CANCELLING:
            desk.is_cancelled = True
        elif event.kind in RE_RATING:
            desk.situation = _changed(desk.situation, event)
        elif event.kind is EventKind.HAPPENED:
            desk.situation = self._after(event)

    def _after(self, event: TicketEvent) -> TicketSituation:
        """Return the situation after a happening: a rider taken up, a priority lowered by a workaround."""
        situation, word = self._desk.situation, event.value or ""
        if word.startswith(ACCEPTED):
            return replace(situation, accepted=(word.removeprefix(ACCEPTED), event.at))
        priority = self._promises.priority_after(word, situation, started_at=self._counts_from)
        return situation if priority is None else replace(situation, priority=priority)

    def _start(self, rule: ClockRule, event: TicketEvent) -> None:
        cycle = self._cycles.get(rule.name, 0) + 1 if rule.repeats else None
        self._cycles[rule.name] = cycle or 1
        started_at = self._origins.get(rule.starts, event.at)
        course = ClockCourse(rule, cycle, started_at)
        self._open[rule.name] = course
        self.courses.append(course)
        self._turn(course, event, self._state(course, event))

    def _starts(self, rule: ClockRule, event: TicketEvent) -> bool:
        if rule.after_response and not self._desk.has_response:
            return False
        if rule.repeats and rule.starts is Trigger.REPLY and self._desk.is_resolved:
            return False
        if rule.starts in self._origins:
            return event.kind is EventKind.CREATED
        return rule.starts == self._met

    def _act(self, course: ClockCourse, event: TicketEvent) -> None:
        """Let an event turn a clock, when it changes what the clock does or by what it is measured."""
        if course.state is ClockState.STOPPED and not _resumes(course, event):
            return
        state = self._state(course, event)
        if state is not course.state or event.kind in TURNING:
            self._turn(course, event, state)
        if course.rule.repeats and state in (ClockState.STOPPED, ClockState.CANCELLED):
            del self._open[course.rule.name]

    def _state(self, course: ClockCourse, event: TicketEvent) -> ClockState:
        if self._desk.is_cancelled:
            return ClockState.CANCELLED
        if course.turns and self._met is not None and self._met in course.rule.stops:
            return ClockState.STOPPED
        return ClockState.PAUSED if self._pause(course, event.at) else ClockState.RUNNING

    def _pause(self, course: ClockCourse, at: int) -> Clause | None:
        situation, status = self._desk.situation, self._desk.status
        known = course.paused_by
        if known is not None and known[0] is situation and known[1] == status:
            return known[2]
        if self._promises.has_agreement(situation):
            clause = self._promises.pause(course.rule.name, status, situation, started_at=course.started_at)
            course.paused_by = situation, status, clause
            return clause
        # An agreement attached later reaches back to the start of the clock, and so do its pauses.
        later = (name for moment, name in self._agreements if moment >= at)
        attached = replace(situation, agreement=next(later, NO_AGREEMENT))
        return self._promises.pause(course.rule.name, status, attached, started_at=course.started_at)

    def _turn(self, course: ClockCourse, event: TicketEvent, state: ClockState) -> None:
        limits = self._limits(course, event)
        clause = self._pause(course, event.at) if state is ClockState.PAUSED else None
        reason = self._desk.status if clause else ""
        if clause is None and event.attribute == AMENDED and limits:
            # No event of the ticket stands behind this turn: the clause that now decides does.
            clause = next(iter(limits[0].target.clauses), None)
        course.state = state
        # The log entry may be later than the report that it records.
        at = event.at if course.turns else course.started_at
        course.turns.append(Turn(at, state, limits, _because(event), event.id, clause, reason))

    def _limits(self, course: ClockCourse, event: TicketEvent) -> tuple[Limit, ...]:
        if self._still_holds(course, event):
            return course.turns[-1].limits
        course.refusal, course.chosen_for = None, (self._desk.situation, event.at)
        try:
            return self._chosen(course, event)
        except AsagreedError as refusal:
            course.refusal = refusal
            return ()

    def _still_holds(self, course: ClockCourse, event: TicketEvent) -> bool:
        """Say whether nothing that limits depend on has changed since the last turn."""
        if course.chosen_for is None or course.refusal is not None or course.state is ClockState.STOPPED:
            return False
        situation, at = course.chosen_for
        return situation is self._desk.situation and not self._promises.changes(at, event.at)

    def _chosen(self, course: ClockCourse, event: TicketEvent) -> tuple[Limit, ...]:
        name, situation, start = course.rule.name, self._desk.situation, course.started_at
        target = self._promises.target(name, situation, started_at=start, at=max(event.at, start))
        if target is None:
            return ()
        second = self._promises.second_limit(name, situation, started_at=start, at=event.at)
        first = Limit(target, self._counted_from(course, target, event))
        return (first,) if second is None else (first, second)

    def _counted_from(self, course: ClockCourse, target: ServiceTarget, event: TicketEvent) -> int:
        before = next((turn.limits for turn in reversed(course.turns) if turn.limits), ())
        if course.rule.starts_again and course.state is ClockState.STOPPED:
            return event.at
        if not before:
            return course.started_at
        is_same = before[0].target == target and before[0].target.hours is target.hours
        if not is_same and self._promises.counts_from_change(
            course.rule.name, self._desk.situation, started_at=course.started_at
        ):
            return event.at
        return before[0].counted_from


def _resumes(course: ClockCourse, event: TicketEvent) -> bool:
    rule = course.rule
    if not (rule.resumes and event.kind is EventKind.REOPENED):
        return False
    return rule.resumes_within is None or event.at - course.turns[-1].at <= rule.resumes_within


def _changed(situation: TicketSituation, event: TicketEvent) -> TicketSituation:
    if event.kind is EventKind.PRIORITY:
        return replace(situation, priority=event.value)
    if event.kind is EventKind.AGREEMENT:
        return replace(situation, agreement=event.value or NO_AGREEMENT, calendar=None)
    if event.kind is EventKind.CALENDAR:
        return situation if event.attribute == AMENDED else replace(situation, calendar=event.value)
    attributes: Mapping[str, str] = MappingProxyType({**situation.attributes, event.attribute or "": event.value or ""})
    return replace(situation, attributes=attributes)


def _because(event: TicketEvent) -> str:
    if event.attribute == AMENDED:
        return "another version of the agreement came into force"
    if event.kind is EventKind.HAPPENED:
        return event.value or "happened"
    words = WORDS.get(event.kind, event.kind.name.lower().replace("_", " "))
    named = {EventKind.STATUS, EventKind.PRIORITY, EventKind.AGREEMENT, EventKind.CHANGED}
    return f"{words}: {event.value}" if event.kind in named and event.value else words
