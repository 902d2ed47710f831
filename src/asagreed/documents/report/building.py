"""A customer's report as plain data: every figure with its value, its shown text, its target, its verdict and why."""

from __future__ import annotations

from asagreed.billing.ledger.canonical import sha256_of
from asagreed.documents.report import (
    advice,
    attainment,
    counting,
    hours,
    misses,
    recommendations,
    summary,
    upkeep,
    uptime,
)
from asagreed.documents.report.cells import Data
from asagreed.documents.report.wording import Wording, wording
from asagreed.measures.availability import Availability
from asagreed.open_time import in_zone
from asagreed.proof import Measured, ReportFacts, ReportPeriod, measure
from asagreed.proof.recommended import recommended
from asagreed.proof.uptime import uptime_of
from asagreed.proof.usage import Usage, usage_of
from asagreed.upkeep import UpkeepState

FORM = "asagreed customer report 1"


def customer_report(facts: ReportFacts, *, period: ReportPeriod, as_of: int, language: str = "en") -> Data:
    """Return the report of a customer on a period, as of a moment (UTC seconds), in a language (`en`, `de`).

    The same facts give the same data, byte for byte. Raises NotInForce and UnknownLanguage.
    """
    words = wording(language, facts.history.zone)
    measured = measure(facts, period=period, as_of=as_of)
    usage = usage_of(facts, period)
    measures = uptime_of(facts, period, as_of=as_of)
    data: Data = {
        **_frame(measured, words),
        "verdict": summary.verdict(measured, measures, words),
        "figures": summary.figures(measured, measures, usage, words),
        "first": _first(measured, measures, usage, words),
        "sections": _sections(measured, measures, usage, words),
    }
    return {**data, "hash": sha256_of(data)}


def _frame(measured: Measured, words: Wording) -> Data:
    facts, span = measured.facts, measured.span
    customer, title = facts.customer_name, words.say(f"title {measured.period.every}")
    return {
        "form": FORM,
        "language": words.spoken.code,
        "agreement": facts.history.agreement,
        "customer": customer,
        "provider": facts.provider_name,
        "title": title,
        "subtitle": words.period(measured.period),
        "zone": words.zone,
        "period": {
            "name": measured.period.name,
            "every": measured.period.every,
            "from": _moment(span.start, words),
            "to": _moment(span.end, words),
            "is_over": span.end <= measured.as_of,
        },
        "as_of": _moment(measured.as_of, words),
        "as_of_shown": words.moment(measured.as_of),
        "inputs": dict(facts.inputs),
        "versions": [each.hash for each in measured.versions],
        "tickets": measured.tickets_reported,
    }


def _moment(at: int, words: Wording) -> str:
    return in_zone(at, words.zone).isoformat()


def _first(measured: Measured, measures: tuple[Availability, ...], usage: Usage | None, words: Wording) -> list[Data]:
    """Return the tables of the first page."""
    tables = []
    if measures:
        tables.append(uptime.figures_table(measures, measured, words))
    if usage is not None and usage.purses:
        tables.append(hours.hours_table(usage, words))
    if usage is not None and usage.currency:
        tables.append(hours.money_table(usage, words))
    return tables


def _sections(
    measured: Measured, measures: tuple[Availability, ...], usage: Usage | None, words: Wording
) -> list[Data]:
    found = [attainment.section_of(measured, words), misses.section_of(measured, words)]
    if measures:
        found.append(uptime.section_of(measures, measured, words))
    money = hours.section_of(usage, words) if usage is not None else None
    if money is not None:
        found.append(money)
    done = upkeep.upkeep_in(measured)
    if done is not None:
        found.append(upkeep.section_of(done, words))
    missed = sum(each.state is UpkeepState.MISSED for each in done.items) if done else 0
    told = recommended(measured, measures, usage, upkeep_missed=missed)
    return [
        *found,
        recommendations.section_of(told, measured, words),
        advice.section_of(measured, words),
        counting.section_of(measured, words),
    ]
