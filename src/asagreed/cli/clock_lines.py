"""Lines of JSON that ask for the clocks of a ticket: the format of the clocks test vectors."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from asagreed.cli.hours_lines import calendar_of, moment_of
from asagreed.clocks import (
    NEXT_REPLY,
    RESOLUTION,
    RESPONSE,
    UPDATE,
    Clock,
    ClockRule,
    Limit,
    ServiceTarget,
    Step,
    TicketSituation,
    Verdict,
    judge_ticket,
)
from asagreed.errors import NeverLogged, NoWorkingTime
from asagreed.facts import EventKind, Ticket, TicketEvent
from asagreed.figures import Clause
from asagreed.open_time import Calendar, in_zone

RULES = (RESPONSE, RESOLUTION, NEXT_REPLY, UPDATE)
ONE = "the agreement"
KINDS = {
    "created": EventKind.CREATED,
    "status": EventKind.STATUS,
    "customer_reply": EventKind.CUSTOMER_REPLY,
    "resolved": EventKind.RESOLVED,
    "reopened": EventKind.REOPENED,
    "priority": EventKind.PRIORITY,
    "agreement": EventKind.AGREEMENT,
    "calendar": EventKind.CALENDAR,
    "cancelled": EventKind.CANCELLED,
}
PAUSED_UNLESS_SAID = ("resolution", "next_reply", "update")


def answer(line: Mapping[str, Any]) -> dict[str, Any]:
    """Return `{"id", "clocks"}`: every clock of the ticket as of the given moment, or its error."""
    zone = _zone(line)
    events = _in_order(line["events"], zone)
    promises = LinePromises(line, events)
    as_of = moment_of(line["as_of"], zone)
    ticket = _ticket(line, events, zone)
    try:
        clocks = judge_ticket(ticket, promises, counts_from=ticket.reported_at, as_of=as_of)
    except NoWorkingTime:
        return {"id": line["id"], "clocks": {"error": "no_working_time"}}
    return {"id": line["id"], "clocks": _shown(clocks, promises, ticket, as_of)}


class LinePromises:
    """The agreements of one line, as the clocks ask for them."""

    def __init__(self, line: Mapping[str, Any], events: list[Mapping[str, Any]]) -> None:
        self._agreements: Mapping[str, Any] = line.get("agreements") or {ONE: line["agreement"]}
        self._corrections = _corrections(events)
        self._calendars: dict[tuple[str, str | None, str | None], Calendar] = {}
        self.zone: str = _zone(line)

    def rules(self, *, started_at: int) -> tuple[ClockRule, ...]:
        """Return the four clocks of the format."""
        return RULES

    def has_agreement(self, situation: TicketSituation) -> bool:
        """Say whether the situation names an agreement of the line."""
        return situation.agreement in self._agreements

    def target(self, clock: str, situation: TicketSituation, *, started_at: int, at: int) -> ServiceTarget | None:
        """Return the target of the agreement, or of its priority where it has priorities."""
        terms = self._agreements.get(situation.agreement or "")
        if terms is None:
            return None
        priorities = terms.get("priorities")
        of_priority = (priorities or {}).get(situation.priority or "", {})
        targets = of_priority.get("targets", {}) if priorities else terms.get("targets", {})
        within = targets.get(_key(clock))
        if within is None:
            return None
        hours = self._calendar(situation, of_priority)
        return ServiceTarget(int(within), hours, steps=_steps(terms, clock))

    def pause(self, clock: str, status: str, situation: TicketSituation, *, started_at: int) -> Clause | None:
        """Return a clause when the status is one that pauses this clock."""
        terms = self._agreements.get(situation.agreement or "", {})
        pauses = _key(clock) in (terms.get("pause_clocks") or PAUSED_UNLESS_SAID)
        return Clause("pause_on") if pauses and status in (terms.get("pause_on") or ()) else None

    def changes(self, start: int, end: int) -> tuple[int, ...]:
        """Return nothing: the format has no amendments."""
        return ()

    def counts_from_change(self, clock: str, situation: TicketSituation, *, started_at: int) -> bool:
        """Say no: the format re-rates from the origin."""
        return False

    def second_limit(self, clock: str, situation: TicketSituation, *, started_at: int, at: int) -> Limit | None:
        """Return nothing: the format has no riders."""
        return None

    def priority_after(self, happening: str, situation: TicketSituation, *, started_at: int) -> str | None:
        """Return nothing: the format has no happenings."""
        return None

    def has_steps(self) -> bool:
        """Say whether any agreement of the line has warning steps."""
        return any("steps" in terms for terms in self._agreements.values())

    def as_written(self, clock: str, step: Step) -> tuple[int, Mapping[str, Any]]:
        """Return a step as its agreement has it, with its place in the list."""
        written = (
            (number, one)
            for terms in self._agreements.values()
            for number, one in enumerate(terms.get("steps") or ())
            if one["clock"] == _key(clock) and _step(one) == step
        )
        return next(written)

    def _calendar(self, situation: TicketSituation, of_priority: Mapping[str, Any]) -> Calendar:
        own_hours = situation.priority if "hours" in of_priority else None
        key = (situation.agreement or "", own_hours, situation.calendar)
        if key not in self._calendars:
            terms = dict(self._agreements[key[0]])
            if situation.calendar is not None:
                terms |= self._corrections[situation.calendar]
            if own_hours is not None:
                terms["hours"] = of_priority["hours"]
            self._calendars[key] = calendar_of(terms, name=key[0])
        return self._calendars[key]


def _corrections(events: list[Mapping[str, Any]]) -> dict[str, dict[str, Any]]:
    """Return, for each calendar event, all that calendar events said up to it."""
    said: dict[str, Any] = {}
    found: dict[str, dict[str, Any]] = {}
    for number, event in enumerate(events):
        if event["type"] == "calendar":
            said |= {key: event[key] for key in ("hours", "holidays", "closures") if key in event}
            found[str(number)] = dict(said)
    return found


def _steps(terms: Mapping[str, Any], clock: str) -> tuple[Step, ...]:
    return tuple(_step(one) for one in terms.get("steps") or () if one["clock"] == _key(clock))


def _step(step: Mapping[str, Any]) -> Step:
    percent = Fraction(str(step["pct"])) if "pct" in step else None
    return Step(percent=percent, before=step.get("before"), after=step.get("after"))


def _key(clock: str) -> str:
    return clock.replace(" ", "_")


def _zone(line: Mapping[str, Any]) -> str:
    agreements: Mapping[str, Any] = line.get("agreements") or {ONE: line["agreement"]}
    return str(next(iter(agreements.values()))["tz"])


def _in_order(events: list[Mapping[str, Any]], zone: str) -> list[Mapping[str, Any]]:
    """Return events by moment and sequence, as given where these are the same; each id once."""
    ordered = sorted(events, key=lambda event: (moment_of(event["at"], zone), event.get("sequence", 0)))
    seen: set[str] = set()
    kept: list[Mapping[str, Any]] = []
    for event in ordered:
        if "id" not in event or event["id"] not in seen:
            kept.append(event)
        seen.add(event.get("id", ""))
    return kept


def _ticket(line: Mapping[str, Any], events: list[Mapping[str, Any]], zone: str) -> Ticket:
    first = next((event for event in events if event["type"] == "created"), None)
    if first is None:
        raise NeverLogged(ticket=str(line["id"]))
    taken = [_event(number, event, zone) for number, event in enumerate(events)]
    name = first.get("agreement", ONE if "agreement" in line else None)
    created_at = moment_of(first["at"], zone)
    attached = TicketEvent(EventKind.AGREEMENT, created_at, -1, "attached", name)
    return Ticket(
        id=str(line["id"]),
        reported_at=created_at,
        recorded_at=created_at,
        events=(attached, *taken),
        priority=first.get("priority"),
    )


def _event(number: int, event: Mapping[str, Any], zone: str) -> TicketEvent:
    kind = _reply(event) if event["type"] == "agent_reply" else KINDS[event["type"]]
    value = str(number) if kind is EventKind.CALENDAR else event.get(event["type"], event.get("status"))
    return TicketEvent(kind, moment_of(event["at"], zone), number, str(number), value)


def _reply(event: Mapping[str, Any]) -> EventKind:
    if not event.get("public", True):
        return EventKind.INTERNAL_NOTE
    return EventKind.AUTOMATIC_REPLY if event.get("auto") else EventKind.REPLY


def _shown(clocks: tuple[Clock, ...], promises: LinePromises, ticket: Ticket, as_of: int) -> dict[str, Any]:
    shown: dict[str, Any] = {}
    for rule in RULES:
        own = [_clock(clock, promises.zone) for clock in clocks if clock.name == rule.name]
        if rule.repeats and (own or _is_promised(rule, promises, ticket, as_of)):
            shown[_key(rule.name)] = own
        elif own:
            shown[rule.name] = own[0]
    if promises.has_steps():
        shown["steps"] = _fired(clocks, promises)
    return shown


def _is_promised(rule: ClockRule, promises: LinePromises, ticket: Ticket, as_of: int) -> bool:
    situation = TicketSituation(priority=ticket.priority)
    for event in ticket.events:
        if event.at <= as_of and event.kind is EventKind.PRIORITY:
            situation = TicketSituation(event.value, situation.agreement, situation.calendar)
        elif event.at <= as_of and event.kind is EventKind.AGREEMENT:
            situation = TicketSituation(situation.priority, event.value)
    return promises.target(rule.name, situation, started_at=as_of, at=as_of) is not None


def _clock(clock: Clock, zone: str) -> dict[str, Any]:
    met = {Verdict.MET: True, Verdict.BREACHED: False}.get(clock.verdict)
    shown: dict[str, Any] = {
        "state": clock.state.value,
        "due": None if clock.due_at is None else in_zone(clock.due_at, zone).isoformat(),
        "elapsed": clock.elapsed,
        "remaining": clock.remaining,
        "met": met,
    }
    if clock.breached_at is not None:
        shown["breached_at"] = in_zone(clock.breached_at, zone).isoformat()
    return shown


def _fired(clocks: tuple[Clock, ...], promises: LinePromises) -> list[dict[str, Any]]:
    fired = [(one.at, promises.as_written(clock.name, one.step)) for clock in clocks for one in clock.fired]
    return [
        {"step": step, "at": in_zone(at, promises.zone).isoformat()}
        for at, (_, step) in sorted(fired, key=lambda pair: (pair[0], pair[1][0]))
    ]
