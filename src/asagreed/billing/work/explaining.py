"""Why a part of work costs what it costs: the whole trace as a figure, rebuilt from the part on demand."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from fractions import Fraction

from asagreed.billing.work.hourly_price import HOUR, HourlyRate
from asagreed.billing.work.judging import Judgement
from asagreed.billing.work.rounding import Rounded
from asagreed.billing.work.settling import WorkPart
from asagreed.coverage import Considered, EmergencyVerdict
from asagreed.figures import Clause, Figure
from asagreed.open_time import in_zone

SECONDS = "s"


def explain_part(part: WorkPart, *, zone: str, currency: str) -> Figure:
    """Return the amount of a part, in its currency and exact, with everything that it was made from."""
    judgement = part.judgement
    value: Fraction | None = part.amount if part.source != "undecided" else None
    figures = tuple(_reasons(part, zone, currency))
    clauses = tuple(clause for clause in (part.clause, judgement.clause) if clause is not None)
    return Figure(value, currency, because(part), clauses, _events(part), figures)


def because(part: WorkPart) -> str:
    """Return why a part is covered, drawn or billed, in one sentence."""
    said = part.judgement.because
    if part.source == "free":
        return said
    if part.source == "undecided":
        return part.because or said
    return f"{said}; {part.because}" if part.because else said


def explain_verdict(judgement: Judgement) -> Figure:
    """Return the verdict on work before anything is drawn: its coverage, its emergency, its price."""
    parts = (*_coverage(judgement), *_emergency(judgement.emergency), *_rate(judgement.rate))
    clauses = (judgement.clause,) if judgement.clause else ()
    return Figure(judgement.verdict, "verdict", judgement.because, clauses, (), parts)


def _reasons(part: WorkPart, zone: str, currency: str) -> Iterator[Figure]:
    yield _time(part, zone)
    if part.rounded is not None:
        yield _rounding(part.rounded)
    yield from _coverage(part.judgement)
    yield from _emergency(part.judgement.emergency)
    if part.source == "rate":
        yield from _rate(part.judgement.rate)
        yield Figure(part.billed, SECONDS, "billed at the rate", (), _events(part))
    if part.taken:
        clauses = (part.clause,) if part.clause else ()
        yield Figure(part.taken, SECONDS, part.because, (*clauses, *_draws_clause(part.judgement)), _events(part))
    if part.source == "retainer" and part.clause:
        yield Figure(part.amount, currency, part.because, (part.clause,), _events(part))


def _time(part: WorkPart, zone: str) -> Figure:
    if part.start is None or part.end is None:
        return Figure(part.worked, SECONDS, "worked; when is not recorded", (), _events(part))
    begins, ends = _clock(part.start, zone), _clock(part.end, zone)
    return Figure(part.worked, SECONDS, f"worked from {begins} to {ends}", (), _events(part))


def _rounding(rounded: Rounded) -> Figure:
    because = f"added: {rounded.because}; the cheapest part of the job has it"
    return Figure(rounded.surplus, SECONDS, because, tuple(filter(None, (rounded.clause,))))


def _coverage(judgement: Judgement) -> Iterator[Figure]:
    coverage = judgement.coverage
    contested = " (it rests on a cause that the customer contests)" if coverage.contested else ""
    clauses = (coverage.clause,) if coverage.clause else ()
    parts = tuple(_considered(judgement.considered))
    yield Figure(coverage.box, "coverage", f"{coverage.because}{contested}", clauses, (), parts)
    if coverage.call:
        yield Figure(coverage.call, "to call", "whom to call for this", clauses)


def _emergency(verdict: EmergencyVerdict | None) -> Iterator[Figure]:
    if verdict is None:
        return
    contested = " (it rests on a cause that the customer contests)" if verdict.contested else ""
    clauses = (verdict.clause,) if verdict.clause else ()
    handling = (Figure(what, "to do", f"what {who} does now", (clause,)) for who, what, clause in verdict.handling)
    parts = (*handling, *_considered(verdict.considered))
    events = (verdict.incident,)
    yield Figure(verdict.answer, "emergency", f"{verdict.because}{contested}", clauses, events, parts)


def _rate(rate: HourlyRate | None) -> Iterator[Figure]:
    if rate is None:
        return
    losers = rate.considered
    parts = tuple(_considered(losers))
    if rate.is_banded:
        # Of what a band goes before, the first is the normal rate, which the band is worked out from.
        normal = Figure(rate.normal, "an hour", f"{rate.work_type} at the normal rate", (losers[0].clause,))
        parts = (normal, *parts)
    yield Figure(rate.per_hour, "an hour", rate.because, (rate.clause,), (), parts)


def _draws_clause(judgement: Judgement) -> tuple[Clause, ...]:
    rate = judgement.rate
    return (rate.draws_clause,) if rate and rate.draws_clause else ()


def _considered(considered: tuple[Considered, ...]) -> Iterator[Figure]:
    for each in considered:
        yield Figure("does not decide", "clause", each.why, (each.clause,))


def _events(part: WorkPart) -> tuple[str, ...]:
    verdict = part.judgement.emergency
    return (part.entry, verdict.incident) if verdict else (part.entry,)


def _clock(moment: int, zone: str) -> str:
    local: datetime = in_zone(moment, zone)
    return local.strftime("%Y-%m-%d %H:%M:%S").removesuffix(":00")


def hours(seconds: int) -> Fraction:
    """Return seconds as hours, exact."""
    return Fraction(seconds, HOUR)
