"""What was found as plain data, for programs."""

from __future__ import annotations

from typing import Any

from asagreed.discovery.agreement_kinds import Decided, Reason, Recommendation
from asagreed.discovery.mismatch import Mismatch
from asagreed.discovery.papers import DraftPaper
from asagreed.figures import figure_data


def mismatch_data(mismatch: Mismatch) -> dict[str, Any]:
    """Return a mismatch with its figures, what it rests on, and the measure; lengths in seconds."""
    measure = mismatch.measure
    return {
        "name": mismatch.name,
        "system": mismatch.system,
        "risk": mismatch.risk,
        "figures": [figure_data(each) for each in mismatch.figures],
        "rests_on": [
            {"question": each.key, "answer": each.answer, "verified": each.is_verified} for each in mismatch.grounds
        ],
        "measure": {
            "about": measure.about,
            "advice": measure.advice,
            "causes": list(measure.causes),
            "consequence": measure.consequence,
            "then": list(measure.then),
        }
        if measure
        else None,
    }


def paper_data(paper: DraftPaper) -> dict[str, str]:
    """Return a draft of a paper: where it would lie, and its text."""
    return {"place": paper.place, "title": paper.title, "text": paper.text}


def recommendation_data(found: Recommendation, decided: Decided | None = None) -> dict[str, Any]:
    """Return a recommendation with its reasons, and what was decided instead."""
    return {
        "recommended": found.kind,
        "reasons": [_reason(each) for each in found.reasons],
        "others": [_reason(each) for each in found.others],
        "paid_by": found.paid_by,
        "unanswered": list(found.unanswered),
        "decided": {
            "kind": decided.kind,
            "because": decided.because,
            "by": decided.by,
            "on": decided.on.isoformat() if decided.on else None,
        }
        if decided
        else None,
    }


def _reason(reason: Reason) -> dict[str, str]:
    return {
        "question": reason.key,
        "answer": reason.answer,
        "asks_for": reason.asks_for,
        "because": reason.because,
    }
