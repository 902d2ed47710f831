"""From when a report counts: by an agreed method at once, by another when it was logged (agreements.md, section 5)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from asagreed.facts import EventTable, Ticket
from asagreed.facts.event_table import NOTHING, Int64
from asagreed.figures import Clause
from asagreed.terms.resolved.clauses import Channel
from asagreed.versions import History


@dataclass(frozen=True, slots=True)
class Origin:
    """The moment from which a report counts, and why."""

    counts_from: int
    because: str
    clause: Clause | None = None


def origin_of(ticket: Ticket, history: History) -> Origin:
    """Return from when a ticket counts, by the version in force when it was reported. Raises NotInForce."""
    terms = history.version_in_force(at=ticket.reported_at).terms
    channel = ticket.attributes.get("channel")
    if channel is None or not terms.channels:
        said = "the agreement names no methods of reporting" if channel else "the export names no method of reporting"
        return Origin(ticket.reported_at, f"counts from the report: {said}")
    agreed = terms.channels.get(channel)
    if agreed is None:
        return Origin(ticket.recorded_at, f"counts from when it was logged: {channel} is no agreed method of reporting")
    if not agreed.counts:
        return Origin(
            ticket.recorded_at, f"counts from when it was logged: a report by {channel} does not count", agreed.clause
        )
    if agreed.calendar is None:
        return Origin(ticket.reported_at, f"reported by {channel}, an agreed method", agreed.clause)
    opening = terms.calendar(agreed.calendar).opening_from(ticket.reported_at)
    if opening == ticket.reported_at:
        return Origin(opening, f"reported by {channel} while it was open", agreed.clause)
    return Origin(opening, f"reported by {channel} while it was closed: counts from its next opening", agreed.clause)


def origins_of(table: EventTable, history: History) -> Int64:
    """Return from when each ticket counts; the moment of the report where no version was in force."""
    moments = table.reported_at.copy()
    channels = table.columns["channel"]
    if not any(version.terms.channels for version in history.versions):
        return moments
    for version in history.versions:
        until = np.inf if version.until_at is None else version.until_at
        in_force = (table.reported_at >= version.from_at) & (table.reported_at < until) & (channels != NOTHING)
        if not version.terms.channels:
            continue
        for code in np.unique(channels[in_force]):
            chosen = np.flatnonzero(in_force & (channels == code))
            channel = version.terms.channels.get(table.words.words[code])
            moments[chosen] = _moments(channel, version.number, history, table, chosen)
    return moments


def _moments(channel: Channel | None, number: int, history: History, table: EventTable, chosen: Int64) -> Int64:
    if channel is None or not channel.counts:
        return table.recorded_at[chosen]
    reported = table.reported_at[chosen]
    if channel.calendar is None:
        return reported
    hours = history.versions[number - 1].terms.calendar(channel.calendar)
    is_open = hours.seconds_between_many(reported, reported + 1) == 1
    # The first open second from a moment on ends one second after the opening.
    openings = hours.moments_after_many(reported, np.ones(len(reported), np.int64)) - 1
    return np.where(is_open, reported, openings)
