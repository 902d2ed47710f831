"""The explanation of a ticket's clocks as plain data: the tree behind every figure."""

from __future__ import annotations

from typing import Any

from asagreed.clocks import Clock
from asagreed.clocks.explaining import Row, figure_of, rows_of, verdict_in_words
from asagreed.figures import clause_data, figure_data
from asagreed.foresight import ExplainedTicket
from asagreed.open_time import in_words, in_zone

Data = dict[str, Any]


def explanation_data(explained: ExplainedTicket, *, zone: str) -> Data:
    """Return why each clock of a ticket says what it says: stretches, clauses, version, figure."""
    ticket, origin, version, cell = explained.ticket, explained.origin, explained.version, explained.cell
    return {
        "ticket": ticket.id,
        "source": ticket.source,
        "title": ticket.attributes.get("title"),
        "zone": zone,
        "reported_at": _moment(ticket.reported_at, zone),
        "recorded_at": _moment(ticket.recorded_at, zone),
        "counts_from": _moment(origin.counts_from, zone),
        "counts_because": origin.because,
        "counts_clause": None if origin.clause is None else clause_data(origin.clause),
        "priority": ticket.priority,
        "priority_clause": None if cell is None else clause_data(cell.clause),
        "version": {"number": version.number, "hash": version.hash, "papers": list(version.layers)},
        "clocks": [_clock(clock, zone) for clock in explained.clocks],
        "refused": [{"clock": name, "why": why} for name, why in explained.refused],
    }


def _clock(clock: Clock, zone: str) -> Data:
    target = clock.target
    return {
        "clock": clock.name,
        "cycle": clock.cycle,
        "state": clock.state.value,
        "verdict": clock.verdict.value,
        "in_words": verdict_in_words(clock),
        "target": {
            "within": target.within,
            "in_words": in_words(target.within),
            "hours": target.hours.name,
            "because": target.because,
            "clauses": [clause_data(clause) for clause in target.clauses],
            "losers": [{"clause": clause_data(clause), "why": why} for clause, why in target.losers],
        },
        "due_at": _moment(clock.due_at, zone),
        "elapsed": clock.elapsed,
        "remaining": clock.remaining,
        "breached_at": _moment(clock.breached_at, zone),
        "stopped_at": _moment(clock.stopped_at, zone),
        "first_stopped_at": _moment(clock.first_stopped_at, zone),
        "first_elapsed": clock.first_elapsed,
        "warnings": [
            {"clause": None if one.step.clause is None else clause_data(one.step.clause), "at": _moment(one.at, zone)}
            for one in clock.fired
        ],
        "stretches": [_row(row, zone) for row in rows_of(clock, zone=zone)],
        "figure": figure_data(figure_of(clock, zone=zone)),
    }


def _row(row: Row, zone: str) -> Data:
    return {
        "from": _moment(row.start, zone),
        "to": _moment(row.end, zone),
        "counts": row.counts,
        "seconds": row.seconds,
        "why": row.why,
        "clause": None if row.clause is None else clause_data(row.clause),
        "event": row.event or None,
        "total": row.total,
    }


def _moment(at: int | None, zone: str) -> str | None:
    return None if at is None else in_zone(at, zone).isoformat()
