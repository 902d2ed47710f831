"""Availability as plain data: the figures that pages, reports and programs show; none is made here."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from typing import Any

from asagreed.figures import clause_data, figure_data
from asagreed.measures.availability import Availability, CountedOutage, JudgedWindow, in_percent
from asagreed.open_time import in_zone

PLACES = 6


def availability_data(found: Iterable[Availability]) -> list[dict[str, Any]]:
    """Return every figure with what is behind it; percentages are cut after six places, shares are exact."""
    return [_one(each) for each in found]


def _one(found: Availability) -> dict[str, Any]:
    shares = {name: getattr(found, name) for name in ("shown", "low", "high", "coverage", "raw", "promised")}
    return {
        "name": found.name,
        "combined": found.form or None,
        "members": list(found.members),
        "from": _moment(found.period.start, found),
        "to": _moment(found.period.end, found),
        "measured_until": _moment(found.measured_until, found),
        "zone": found.zone,
        "basis": found.basis,
        "every": found.every,
        "counts_from": found.counts_from,
        "unknown": found.unknown_policy,
        "base_s": found.base,
        "down_s": _exact(found.down),
        "unknown_s": _exact(found.unknown),
        "left_out_s": found.left_out,
        **{f"{name}_pct": _percent(share) for name, share in shares.items()},
        "shares": {name: None if share is None else str(share) for name, share in shares.items()},
        "verdict": found.verdict,
        "allowed_s": found.allowance,
        "remaining_s": None if found.remaining is None else _exact(found.remaining),
        "known_enough": found.known_enough,
        "beside": {name: _percent(share) for name, share in found.beside.items()},
        "further": [
            {"name": each.name, "promised": each.promised, "found": each.found, "verdict": each.verdict}
            for each in found.further
        ],
        "mean_time_to_restore_s": None if found.mean_time_to_restore is None else _exact(found.mean_time_to_restore),
        "assumed": list(found.assumed),
        "outages": [_outage(each, found) for each in found.outages],
        "windows": [_window(each, found) for each in found.windows],
        "unknown_stretches": [[_moment(s.start, found), _moment(s.end, found)] for s in found.unknown_spans],
        "clause": clause_data(found.clause),
        "figure": figure_data(found.figure),
    }


def _outage(each: CountedOutage, found: Availability) -> dict[str, Any]:
    outage = each.outage
    return {
        "id": outage.id,
        "system": outage.system,
        "from": _moment(each.start_at, found),
        "to": _moment(each.end_at, found),
        "is_over": outage.restored_at is not None,
        "seconds": each.seconds,
        "counted_s": _exact(each.counted),
        "because": each.because,
        "cause": outage.cause,
        "ticket": outage.ticket,
    }


def _window(each: JudgedWindow, found: Availability) -> dict[str, Any]:
    return {
        "id": each.id,
        "name": each.name,
        "systems": list(each.systems),
        "from": _moment(each.span.start, found),
        "to": _moment(each.span.end, found),
        "left_out_s": each.left_out,
        "because": each.because,
    }


def _percent(share: Fraction | None) -> str | None:
    return None if share is None else in_percent(share, places=PLACES).removesuffix("%")


def _exact(seconds: Fraction) -> int | str:
    return int(seconds) if seconds.denominator == 1 else str(seconds)


def _moment(at: int, found: Availability) -> str:
    return in_zone(at, found.zone).isoformat()
