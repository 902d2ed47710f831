"""Uptime of a customer for a report: every figure in each of its own periods that the report touches."""

from __future__ import annotations

from collections.abc import Iterator

from asagreed.measures.availability import Availability, measure
from asagreed.proof.periods import ReportPeriod, period_around
from asagreed.proof.report_facts import ReportFacts


def uptime_of(facts: ReportFacts, period: ReportPeriod, *, as_of: int) -> tuple[Availability, ...]:
    """Return the uptime figures of a report as of a moment (UTC seconds); nothing where nobody watches.

    A share that is promised for a quarter is measured over the quarter, in a report of one month too: only there it can
    be kept or missed. What nobody promised is measured over the period of the report.
    """
    return tuple(_figures(facts, period, as_of))


def _figures(facts: ReportFacts, period: ReportPeriod, as_of: int) -> Iterator[Availability]:
    if facts.uptime is None:
        return
    zone, lengths = facts.history.zone, ("month", "quarter", "year")
    for every in lengths:
        for own in dict.fromkeys(period_around(month, every) for month in period.months):
            for each in measure(facts.history, facts.uptime, period=own.span(zone), as_of=as_of):
                if each.promised is not None and each.every == every:
                    yield each
    for each in measure(facts.history, facts.uptime, period=period.span(zone), as_of=as_of):
        if each.promised is None:
            yield each
