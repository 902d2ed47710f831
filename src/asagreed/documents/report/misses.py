"""Every miss with its cause: what was promised, when it was due, what held it up, and what was done."""

from __future__ import annotations

from collections.abc import Iterator

from asagreed.clocks import Clock
from asagreed.clocks.explaining import figure_of, rows_of
from asagreed.documents.report.cells import BAD, Data, cell, column, row, section, table
from asagreed.documents.report.wording import Wording
from asagreed.facts import EventKind, Ticket
from asagreed.proof import Measured
from asagreed.proof.measured import ExplainedMiss

_PAUSED = "paused: "


def section_of(measured: Measured, words: Wording) -> Data:
    """Return every promised time that was missed in the period."""
    columns = [
        column("ticket", words.say("ticket")),
        column("promise", words.say("promise")),
        column("late by", words.say("late by"), "number"),
        column("what happened", words.say("what happened")),
        column("what was done", words.say("what was done")),
    ]
    rows = [_miss(miss, measured, words) for miss in measured.misses]
    caption = words.say("misses")
    found = table("misses", caption, columns, rows, empty=words.say("no misses"))
    return section("misses", words.say("every miss"), found, text=[words.say("misses read")] if rows else [])


def _miss(miss: ExplainedMiss, measured: Measured, words: Wording) -> Data:
    ticket, clock = miss.ticket, miss.clock
    cycle = "" if clock.cycle is None else f" {clock.cycle}"
    title = ticket.attributes.get("title", "")
    over = clock.elapsed - clock.target.within
    clause = clock.target.clauses[0].address if clock.target.clauses else ""
    promise = words.say("promised time", clock=words.clock(clock.name), within=words.length(clock.target.within))
    return row(
        f"{ticket.id} {clock.name}{cycle}",
        cell(f"{ticket.id}: {title}" if title else ticket.id, ticket.id),
        cell(f"{promise} ({clause})" if clause else promise, clock.target.within, unit="s of open time"),
        cell(words.length(over), over, unit="s of open time", state=BAD, why=figure_of(clock, zone=measured.zone)),
        cell(" ".join(_happened(ticket, clock, miss.breached_at, measured, words))),
        cell(" ".join(_done(ticket, clock, words)) or words.say("nothing yet")),
    )


def _happened(ticket: Ticket, clock: Clock, breached_at: int, measured: Measured, words: Wording) -> Iterator[str]:
    channel = ticket.attributes.get("channel", "")
    by = words.say("by channel", channel=words.spoken.word(channel)) if channel else ""
    yield words.say("was reported", at=words.moment(ticket.reported_at), by=by)
    yield words.say("was due", at=words.moment(breached_at), used=words.length(clock.elapsed))
    for reason, seconds in _pauses(clock, measured.zone).items():
        yield words.say("was paused", length=words.length(seconds), reason=words.spoken.word(reason))
    for event in ticket.events:
        if event.kind is EventKind.PRIORITY and event.value and event.at <= measured.as_of:
            why = f" ({event.why})" if event.why else ""
            yield words.say("priority became", priority=event.value, at=words.moment(event.at), why=why)
        if event.kind is EventKind.REOPENED and event.at <= measured.as_of:
            yield words.say("was reopened", at=words.moment(event.at), why=f" ({event.why})" if event.why else "")
    cause = _cause(ticket, measured)
    if cause:
        yield words.say("cause", cause=cause)


def _pauses(clock: Clock, zone: str) -> dict[str, int]:
    """Return how long a clock was paused on the wall, by hold reason."""
    found: dict[str, int] = {}
    for each in rows_of(clock, zone=zone):
        if each.why.startswith(_PAUSED):
            reason = each.why.removeprefix(_PAUSED)
            found[reason] = found.get(reason, 0) + each.seconds
    return found


def _cause(ticket: Ticket, measured: Measured) -> str:
    """Return the cause that was found for an incident of the ticket's own name, where the books have one."""
    books = measured.facts.books
    incident = books.incidents.get(ticket.id) if books else None
    return incident.cause.cause if incident and incident.cause else ""


def _done(ticket: Ticket, clock: Clock, words: Wording) -> Iterator[str]:
    answered = next(
        (event for event in ticket.events if event.kind is EventKind.REPLY and event.at <= clock.as_of), None
    )
    if answered is not None:
        yield words.say("was answered", at=words.moment(answered.at))
    arrived = next(
        (event for event in ticket.events if event.kind is EventKind.ARRIVED and event.at <= clock.as_of), None
    )
    if arrived is not None:
        yield words.say("was on site", at=words.moment(arrived.at))
    resolved = [event for event in ticket.events if event.kind is EventKind.RESOLVED and event.at <= clock.as_of]
    if resolved:
        yield words.say("was resolved", at=words.moment(resolved[-1].at))
    elif clock.stopped_at is None:
        yield words.say("still runs")
