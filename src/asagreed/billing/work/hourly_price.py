"""What an hour of work costs: the rate of its work type and role, and the highest band that it falls into.

Several bands that fit are never multiplied: the highest price of them applies (agreements.md, section 6). Work at an
agreed time is paid at the normal rate whatever the hour; an emergency never is scheduled.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction

from asagreed.billing.work.boundaries import State, band_key
from asagreed.coverage.considered import Considered
from asagreed.figures import Clause
from asagreed.terms import Terms
from asagreed.terms.resolved.rate_card import BandClause, RateClause
from asagreed.terms.resolved.terms import ALWAYS
from asagreed.versions import Version

HOUR = 3600


@dataclass(frozen=True, slots=True)
class HourlyRate:
    """The price of an hour, exact, in the currency of the agreement.

    `minimum` and `step` are seconds with the clause of each. `draws` is what an hour takes from hours that were
    granted or paid ahead, as a factor; None says that no clause tells it. `is_banded` says that a band applies.
    """

    per_hour: Fraction
    because: str
    clause: Clause
    normal: Fraction
    work_type: str
    is_banded: bool
    minimum: tuple[int, Clause] | None
    step: tuple[int, Clause] | None
    draws: Fraction | None
    draws_clause: Clause | None
    considered: tuple[Considered, ...] = ()


@dataclass(frozen=True, slots=True)
class NoRate:
    """Why nobody can say what an hour costs."""

    because: str
    clause: Clause | None = None


@dataclass(frozen=True, slots=True)
class RateQuestion:
    """What a rate is asked for: the names by which bands know the work, and how it came about."""

    work_type: str
    role: str | None
    names: frozenset[str]
    asked_as: str | None
    is_scheduled: bool
    is_emergency: bool


def find_rate(question: RateQuestion, version: Version, state: State) -> HourlyRate | NoRate:
    """Return what an hour costs in a state of the calendars."""
    terms = version.terms
    rate = terms.rates.edition_at(state.edition).rates.get(question.work_type)
    if rate is None:
        known = ", ".join(terms.rates.edition_at(state.edition).rates) or "none"
        return NoRate(f"no clause says what «{question.work_type}» costs; the rate card knows {known}")
    normal, clause = _of_role(rate, question.role)
    if normal is None:
        return NoRate(f"«{rate.clause.address}» has no rate for the role «{question.role or 'not named'}»", rate.clause)
    if terms.rates.discount:
        normal *= 1 - terms.rates.discount[0]
    bands = tuple(_bands(question, version, state))
    is_exempt = question.is_scheduled or bool(_also(terms) & {*question.names, question.work_type})
    if is_exempt and not question.is_emergency:
        found = _at_normal_rate(rate, normal, clause, terms, bands, is_scheduled=question.is_scheduled)
    else:
        found = _highest(rate, normal, clause, terms, bands)
    return _with_discount(found, terms, bands)


def _with_discount(rate: HourlyRate, terms: Terms, bands: tuple[BandClause, ...]) -> HourlyRate:
    """Name the discount in the reason, unless a band has a rate of its own, which is not lowered."""
    is_own = any(band.clause is rate.clause and band.rate is not None for band in bands)
    if terms.rates.discount is None or is_own:
        return rate
    share, clause = terms.rates.discount
    return replace(rate, because=f"{rate.because}, less {float(share * 100):g}% ({clause.address})")


def work_type_of(work_type: str | None, service_type: str | None, delivery: str | None, terms: Terms) -> str:
    """Return the line of the rate card: what the entry or the service says, else how the work is delivered."""
    named = work_type or service_type or delivery
    if named:
        return named
    rates = terms.rates.editions[-1].rates
    return next(iter(rates)) if len(rates) == 1 else "work of no delivery"


def _of_role(rate: RateClause, role: str | None) -> tuple[Fraction | None, Clause]:
    if role is not None and role in rate.by_role:
        return rate.by_role[role], rate.role_clauses[role]
    return rate.per_hour, rate.clause


def _also(terms: Terms) -> frozenset[str]:
    return frozenset(terms.rates.scheduled.also) if terms.rates.scheduled else frozenset()


def _bands(question: RateQuestion, version: Version, state: State) -> Iterator[BandClause]:
    rates = version.terms.rates
    for band in rates.bands:
        if _is_in(band, version, state) and _is_for(band, question):
            yield band
    if rates.emergency is not None and question.is_emergency and _is_in(rates.emergency, version, state):
        yield rates.emergency


def _is_in(band: BandClause, version: Version, state: State) -> bool:
    if band.hours is not None and band_key(version, band.name) not in state.is_open:
        return False
    if band.calendar is None:
        return True
    is_open = band.calendar == ALWAYS or band.calendar in state.is_open
    return is_open != band.is_inside_out


def _is_for(band: BandClause, question: RateQuestion) -> bool:
    named = not band.work_types or bool({*question.names, question.work_type}.intersection(band.work_types))
    return named and (not band.asked_as or question.asked_as in band.asked_as)


def _at_normal_rate(
    rate: RateClause,
    normal: Fraction,
    clause: Clause,
    terms: Terms,
    bands: tuple[BandClause, ...],
    *,
    is_scheduled: bool,
) -> HourlyRate:
    scheduled = terms.rates.scheduled
    said = "it was scheduled in advance" if is_scheduled else "it is named with work at the normal rate"
    at = f" [{scheduled.clause.address}]" if scheduled else ""
    losers = tuple(Considered(band.clause, f"{said}{at}") for band in bands)
    because = f"{rate.work_type} at the normal rate" + (f", since {said}" if bands else "")
    minimum, step = _own(rate, terms)
    return HourlyRate(
        per_hour=normal,
        because=because,
        clause=clause,
        normal=normal,
        work_type=rate.work_type,
        is_banded=False,
        minimum=minimum,
        step=step,
        draws=Fraction(1),
        draws_clause=None,
        considered=losers,
    )


def _highest(
    rate: RateClause, normal: Fraction, clause: Clause, terms: Terms, bands: tuple[BandClause, ...]
) -> HourlyRate:
    minimum, step = _own(rate, terms)
    priced = [band for band in bands if band.times is not None or band.plus is not None or band.rate is not None]
    draws, draws_clause = _draws(bands)
    if not priced:
        because = f"{rate.work_type} at the normal rate"
        return HourlyRate(
            per_hour=normal,
            because=because,
            clause=clause,
            normal=normal,
            work_type=rate.work_type,
            is_banded=False,
            minimum=minimum,
            step=step,
            draws=draws,
            draws_clause=draws_clause,
        )
    winner = max(priced, key=lambda band: band.price(normal))
    losers = [Considered(clause, f"the band «{winner.name}» applies")]
    losers += [
        Considered(band.clause, f"{winner.name} is higher, and bands never compound")
        for band in priced
        if band is not winner
    ]
    if winner.minimum is not None and (minimum is None or winner.minimum > minimum[0]):
        minimum = (winner.minimum, winner.clause)
    if winner.step is not None:
        step = (winner.step, winner.clause)
    return HourlyRate(
        per_hour=winner.price(normal),
        because=f"{rate.work_type}, {_in_words(winner)}",
        clause=winner.clause,
        normal=normal,
        work_type=rate.work_type,
        is_banded=True,
        minimum=minimum,
        step=step,
        draws=draws,
        draws_clause=draws_clause,
        considered=tuple(losers),
    )


def _own(rate: RateClause, terms: Terms) -> tuple[tuple[int, Clause] | None, tuple[int, Clause] | None]:
    minimum = (rate.minimum, rate.clause) if rate.minimum is not None else terms.rates.minimum
    step = (rate.step, rate.clause) if rate.step is not None else terms.rates.step
    return minimum, step


def _draws(bands: tuple[BandClause, ...]) -> tuple[Fraction | None, Clause | None]:
    """Return the most that any of the bands draws; outside support hours somebody must have written it."""
    said = [band for band in bands if band.draws is not None]
    if said:
        most = max(said, key=lambda band: band.draws or 0)
        return Fraction(most.draws or 0, HOUR), most.draws_clause
    outside = next((band for band in bands if band.is_inside_out), None)
    return (None, outside.clause) if outside else (Fraction(1), None)


def _in_words(band: BandClause) -> str:
    name = {"outside": f"outside {band.calendar}", "emergency": "emergency"}.get(band.name, band.name)
    if band.times is not None:
        return f"{name}, times {float(band.times):g}"
    return f"{name}, at a rate of its own" if band.rate is not None else f"{name}, with a supplement"
