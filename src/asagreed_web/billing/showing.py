"""Parts of work as the library settles them → what pages print, and what is kept of it as plain data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from decimal import Decimal
from typing import Any, cast

from asagreed.billing.work.explaining import because, explain_part
from asagreed.billing.work.settling import WorkPart
from asagreed.coverage import EmergencyVerdict
from asagreed.documents.part_data import SOURCES
from asagreed.figures import Clause, figure_data
from asagreed.money import Money, round_half_up
from asagreed.versions import History
from asagreed_web.billing.pages import EmergencyView, EntryPart, Extra, Source, Step

Data = dict[str, Any]
THIS = "this entry"


def entry_part(part: WorkPart, history: History) -> EntryPart:
    """Return a part of work for a page; money in the currency of the version that decides it."""
    judgement = part.judgement
    currency = currency_of(history, judgement.version)
    return EntryPart(
        start_at=part.start,
        end_at=part.end,
        worked=part.worked,
        billed=part.billed,
        verdict=judgement.verdict,
        source=cast("Source", part.source),
        outcome=SOURCES[part.source],
        purse=part.purse,
        taken=part.taken,
        amount=round_half_up(part.amount, currency) if currency and part.source != "undecided" else None,
        per_hour=_per_hour(part, currency),
        rate=_rate_words(part, currency),
        because=because(part),
        clause=part.clause or judgement.clause,
        coverage_clause=judgement.clause,
        ask=judgement.coverage.decider,
        call=judgement.coverage.call,
        is_emergency=judgement.emergency is not None and judgement.emergency.is_emergency,
        why=_of_this(part.entry, figure_data(explain_part(part, zone=history.zone, currency=currency))),
    )


def _of_this(entry: str, figure: Data) -> Data:
    """Name the entry «this entry» in its trace: before it is saved nobody knows its number for sure."""
    events = [THIS if event == entry else event for event in figure["events"]]
    return {**figure, "events": events, "parts": [_of_this(entry, part) for part in figure["parts"]]}


def currency_of(history: History, version: int) -> str:
    """Return the currency of a version by its number, nothing without a version or without money."""
    return history.versions[version - 1].terms.currency or "" if version else ""


def _per_hour(part: WorkPart, currency: str) -> Money | None:
    rate = part.judgement.rate
    return round_half_up(rate.per_hour, currency) if rate and currency and part.source in ("rate", "retainer") else None


def _rate_words(part: WorkPart, currency: str) -> str:
    per_hour, rate = _per_hour(part, currency), part.judgement.rate
    if part.source == "quote":
        return part.because
    return f"{per_hour} an hour: {rate.because}" if per_hour and rate else ""


def emergency_view(verdict: EmergencyVerdict) -> EmergencyView:
    """Return whether something is an emergency, for a page."""
    handling = tuple(Step(who, does) for who, does, _ in verdict.handling)
    return EmergencyView(
        answer=verdict.answer, because=verdict.because, clause=verdict.clause, at=verdict.at, handling=handling
    )


def part_kept(part: EntryPart) -> Data:
    """Return a part as plain data, from which `part_shown` makes it again."""
    return {
        **asdict(part),
        "amount": money_kept(part.amount),
        "per_hour": money_kept(part.per_hour),
        "why": dict(part.why),
    }


def part_shown(kept: Mapping[str, Any]) -> EntryPart:
    """Return a part that was kept."""
    said = {
        "amount": money_shown(kept["amount"]),
        "per_hour": money_shown(kept["per_hour"]),
        "clause": clause_shown(kept["clause"]),
        "coverage_clause": clause_shown(kept["coverage_clause"]),
    }
    return EntryPart(**{**kept, **said})


def extra_kept(extra: Extra) -> Data:
    """Return what comes on top as plain data."""
    clause = asdict(extra.clause) if extra.clause else None
    return {"description": extra.description, "amount": money_kept(extra.amount), "clause": clause}


def money_kept(money: Money | None) -> str | None:
    """Return money as text without loss: «450.00 USD»."""
    return None if money is None else f"{money.amount} {money.currency}"


def money_shown(kept: str | None) -> Money | None:
    """Return money that was kept as text, also with the signs of thousands that people read."""
    if kept is None:
        return None
    amount, currency = kept.split(" ")
    return Money(Decimal(amount.replace(",", "")), currency)


def clause_shown(kept: Mapping[str, Any] | None) -> Clause | None:
    """Return a clause that was kept as plain data."""
    return None if kept is None else Clause(**kept)
