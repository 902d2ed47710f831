"""Parts of work as plain data: what was done, what holds for it, what pays for it."""

from __future__ import annotations

from typing import Any

from asagreed.billing.work.explaining import because, explain_part, explain_verdict
from asagreed.billing.work.judging import Judgement, Stretch
from asagreed.billing.work.settling import WorkPart
from asagreed.figures import Clause, clause_data, figure_data
from asagreed.money import round_half_up
from asagreed.open_time import in_words, in_zone

Data = dict[str, Any]
SOURCES = {
    "free": "covered",
    "rate": "billed",
    "retainer": "paid from the retainer",
    "allowance": "taken from the allowance",
    "block": "taken from a block",
    "quote": "by accepted quote",
    "excluded": "not done",
    "undecided": "to be settled",
}
"""What became of a part, as people say it."""


def part_data(part: WorkPart, *, zone: str, currency: str) -> Data:
    """Return a part with the reason in words, its clause, and the whole trace."""
    judgement = part.judgement
    return {
        "entry": part.entry,
        "from": moment_data(part.start, zone),
        "to": moment_data(part.end, zone),
        "worked": part.worked,
        "billed": part.billed,
        "in_words": in_words(part.billed) if part.billed >= 0 else f"−{in_words(-part.billed)}",
        "verdict": judgement.verdict,
        "source": part.source,
        "outcome": SOURCES[part.source],
        "purse": part.purse,
        "taken": part.taken,
        "taken_in_words": in_words(part.taken) if part.taken > 0 else "",
        "amount": str(round_half_up(part.amount, currency)) if currency and part.source != "undecided" else None,
        "because": because(part),
        "clause": optional_clause(part.clause or judgement.clause),
        "coverage_clause": optional_clause(judgement.clause),
        "ask": judgement.coverage.decider,
        "call": judgement.coverage.call,
        "emergency": _emergency(judgement),
        "figure": figure_data(explain_part(part, zone=zone, currency=currency)),
    }


def stretch_data(stretch: Stretch, *, zone: str) -> Data:
    """Return a judged stretch before anything is drawn or rounded."""
    judgement = stretch.judgement
    return {
        "from": moment_data(stretch.start, zone),
        "to": moment_data(stretch.end, zone),
        "seconds": stretch.seconds,
        "verdict": judgement.verdict,
        "because": judgement.because,
        "clause": optional_clause(judgement.clause),
        "figure": figure_data(explain_verdict(judgement)),
    }


def _emergency(judgement: Judgement) -> Data | None:
    verdict = judgement.emergency
    if verdict is None:
        return None
    return {
        "answer": verdict.answer,
        "because": verdict.because,
        "clause": optional_clause(verdict.clause),
        "incident": verdict.incident,
        "contested": verdict.contested,
        "handling": {who: what for who, what, _ in verdict.handling},
    }


def optional_clause(clause: Clause | None) -> Data | None:
    """Return a clause as plain data, or nothing where none decides."""
    return clause_data(clause) if clause else None


def moment_data(at: int | None, zone: str) -> str | None:
    """Return a moment in ISO 8601 in a zone."""
    return None if at is None else in_zone(at, zone).isoformat()
