"""A quote as plain data: planned work, and what each way of doing it comes to."""

from __future__ import annotations

from typing import Any

from asagreed.billing.quoting import Outcome, PlannedWork, Quote, QuotedChoice
from asagreed.documents.part_data import moment_data, part_data
from asagreed.figures import figure_data
from asagreed.open_time import in_words

Data = dict[str, Any]


def quote_data(quote: Quote, *, currency: str) -> Data:
    """Return everything that a quote says, the choices side by side, each with its least and its most."""
    return {
        "agreement": quote.agreement,
        "at": moment_data(quote.at, quote.zone),
        "version": quote.version_hash,
        "currency": currency,
        "work": [_work(planned) for planned in quote.work],
        "choices": [_choice(choice, quote.zone, currency) for choice in quote.choices],
    }


def _work(planned: PlannedWork) -> Data:
    return {"title": planned.title, "least": in_words(planned.least), "most": in_words(planned.most)}


def _choice(choice: QuotedChoice, zone: str, currency: str) -> Data:
    least, most = (_outcome(each, zone, currency) for each in (choice.least, choice.most))
    return {"choice": choice.choice, "least": least, "most": most}


def _outcome(outcome: Outcome, zone: str, currency: str) -> Data:
    return {
        "starts": moment_data(outcome.starts_at, zone),
        "ends": moment_data(outcome.ends_at, zone),
        "covered": in_words(outcome.free) if outcome.free else "nothing",
        "drawn": {purse: in_words(seconds) for purse, seconds in outcome.drawn.items()},
        "billed": in_words(outcome.billed_seconds) if outcome.billed_seconds else "nothing",
        "net": str(outcome.net) if outcome.net is not None else None,
        "unsettled": [{"what": each.what, "because": each.because, "ask": each.ask} for each in outcome.unsettled],
        "parts": [part_data(part, zone=zone, currency=currency) for part in outcome.parts],
        "figure": figure_data(outcome.figure),
    }
