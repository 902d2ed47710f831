"""A replay as plain data: the one source of its JSON, its tables in the terminal and its page."""

from __future__ import annotations

from typing import Any

from asagreed.clocks import ServiceTarget
from asagreed.figures import clause_data
from asagreed.foresight import Comparison, Line, Miss, Promise, Replay
from asagreed.measures import Attainment
from asagreed.open_time import in_words, in_zone
from asagreed.terms.resolved.clauses import ShareClause

Data = dict[str, Any]


def replay_data(replay: Replay, *, read: Data, comparison: Comparison | None = None) -> Data:
    """Return all figures of a replay; `read` is the account of the rows of the export.

    Moments are ISO 8601 in the agreement's zone, lengths whole seconds of open time, shares exact fractions as text
    («37/40») with a decimal beside them.
    """
    data: Data = {
        "agreement": replay.agreement,
        "zone": replay.zone,
        "as_of": in_zone(replay.as_of, replay.zone).isoformat(),
        "from": _moment(replay.start, replay.zone),
        "to": _moment(replay.end, replay.zone),
        "read": read,
        "tickets": replay.tickets,
        "attainment": [_line(line) for line in replay.lines],
        "promises": [_promise(promise) for promise in replay.promises],
        "worst_misses": [_miss(miss, replay.zone) for miss in replay.misses],
        "paused": [
            {"clock": clock, "reason": reason, "seconds": seconds, "in_words": in_words(seconds)}
            for clock, reason, seconds in replay.paused
        ],
        "not_judged": [
            {"clock": one.clock, "why": one.why, "tickets": one.tickets, "some": list(one.some)}
            for one in replay.unjudged
        ],
        "restated": replay.restated,
    }
    if comparison is not None:
        data["comparison"] = _comparison(comparison)
    return data


def _moment(at: int | None, zone: str) -> str | None:
    return None if at is None else in_zone(at, zone).isoformat()


def _line(line: Line) -> Data:
    target = line.target
    return {
        "clock": line.clock,
        "by": line.by,
        "name": line.name,
        **_attainment(line.attainment),
        "promised": _share(line.promised),
        "target": None if target is None else {**_target(target), "in_words": _lengths(target, *line.lengths)},
    }


def _lengths(target: ServiceTarget, shortest: int, longest: int) -> str:
    """Return the time of a target, or from the shortest to the longest where travel makes them differ."""
    return f"{in_words(shortest)} to {in_words(longest)}" if shortest < longest else in_words(target.within)


def _attainment(attainment: Attainment) -> Data:
    share, interval = attainment.share, attainment.interval
    return {
        "met": attainment.met,
        "breached": attainment.breached,
        "undecided": attainment.undecided,
        "without_verdict": attainment.without_verdict,
        "share": None if share is None else {"exact": str(share), "decimal": float(share)},
        "interval": None if interval is None else {"low": interval.low, "high": interval.high, "level": 0.95},
    }


def _target(target: ServiceTarget) -> Data:
    return {
        "within": target.within,
        "in_words": in_words(target.within),
        "hours": target.hours.name,
        "is_guide": target.is_guide,
        "because": target.because,
        "clauses": [clause_data(clause) for clause in target.clauses],
    }


def _share(share: ShareClause | None) -> Data | None:
    if share is None:
        return None
    exact = share.share.share
    return {
        "exact": None if exact is None else str(exact),
        "decimal": None if exact is None else float(exact),
        "every": share.share.every,
        "clause": clause_data(share.clause),
    }


def _promise(promise: Promise) -> Data:
    return {
        "clock": promise.clause.clock,
        "priority": promise.clause.priority,
        "promised": _share(promise.clause),
        "period": promise.period,
        **_attainment(promise.attainment),
        "kept": promise.is_kept,
    }


def _miss(miss: Miss, zone: str) -> Data:
    return {
        "ticket": miss.ticket,
        "clock": miss.clock,
        "elapsed": miss.elapsed,
        "over": miss.over,
        "over_in_words": in_words(miss.over),
        "breached_at": in_zone(miss.breached_at, zone).isoformat(),
        "target": _target(miss.target),
    }


def _comparison(comparison: Comparison) -> Data:
    return {
        "agreement": comparison.agreement,
        "against": comparison.against,
        "shifts": [
            {"clock": one.clock, "before": one.before, "after": one.after, "tickets": one.tickets}
            for one in comparison.shifts
        ],
        "changed": comparison.number_changed,
        "listed": [
            {"ticket": one.ticket, "clock": one.clock, "before": one.before, "after": one.after}
            for one in comparison.changed
        ],
    }
