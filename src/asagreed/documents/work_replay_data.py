"""Past work under one agreement or two, as plain data: hours by outcome, money by kind, what could not be settled."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from asagreed.documents.part_data import SOURCES
from asagreed.figures import clause_data, figure_data
from asagreed.foresight.work_replay import WorkReplay
from asagreed.open_time import in_words

Data = dict[str, Any]


def work_replay_data(replays: Sequence[WorkReplay]) -> list[Data]:
    """Return what work comes to under each agreement, side by side."""
    return [_one(replay) for replay in replays]


def _one(replay: WorkReplay) -> Data:
    return {
        "name": replay.name,
        "agreement": replay.agreement,
        "currency": replay.currency,
        "months": [_month(replay.first), _month(replay.last)],
        "entries": replay.entries,
        "shares": [
            {
                "outcome": SOURCES[share.outcome],
                "parts": share.parts,
                "seconds": share.seconds,
                "in_words": in_words(share.seconds) if share.seconds > 0 else "0 min",
                "clauses": [clause_data(clause) for clause in share.figure.clauses],
            }
            for share in replay.shares
        ],
        "by_item": {item: str(money) for item, money in replay.by_item.items()},
        "net": str(replay.net) if replay.net is not None else None,
        "unsettled": [{"why": why, "in_words": in_words(seconds)} for why, seconds in replay.unsettled],
        "figure": figure_data(replay.figure),
    }


def _month(month: tuple[int, int]) -> str:
    return f"{month[0]}-{month[1]:02d}"
