"""A situation that was tried, as plain data: promises, coverage, emergency, price."""

from __future__ import annotations

from typing import Any

from asagreed.documents.explanation_data import explanation_data
from asagreed.documents.part_data import part_data
from asagreed.figures import Clause, clause_data
from asagreed.foresight.trying import Tried
from asagreed.open_time import in_zone

Data = dict[str, Any]


def tried_data(tried: Tried, *, zone: str, currency: str) -> Data:
    """Return what an agreement says of a situation, each answer with its clause."""
    coverage, emergency = tried.coverage, tried.emergency
    return {
        "ticket": explanation_data(tried.explained, zone=zone),
        "coverage": {
            "box": coverage.box,
            "because": coverage.because,
            "clause": _clause(coverage.clause),
            "ask": coverage.decider,
            "call": coverage.call,
            "considered": [{"clause": _clause(each.clause), "why": each.why} for each in coverage.considered],
        },
        "emergency": {
            "answer": emergency.answer,
            "because": emergency.because,
            "clause": _clause(emergency.clause),
            "changes_at": None if tried.changes_at is None else in_zone(tried.changes_at, zone).isoformat(),
        },
        "work": [part_data(part, zone=zone, currency=currency) for part in tried.parts],
    }


def _clause(clause: Clause | None) -> Data | None:
    return None if clause is None else clause_data(clause)
