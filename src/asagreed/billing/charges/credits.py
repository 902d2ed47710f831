"""Service credits: what is given back for a month in which a system was available for less than promised.

availability.md, 4.8: tiers are strict «below» bounds, the lowest that is reached applies once; then the cap of the
month, then the cap of twelve months; rounded half up once, at the end.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from asagreed.billing.charges.charge import Charge, Unsettled
from asagreed.billing.charges.days import days_of, version_in
from asagreed.billing.charges.fees import fee_charges
from asagreed.billing.work.boundaries import Month, month_after, months_between
from asagreed.billing.work.settling import Issued
from asagreed.facts.books import AvailabilityGiven, Books
from asagreed.figures import Clause, Figure
from asagreed.money import round_half_up
from asagreed.open_time import in_zone
from asagreed.terms.resolved.fee_clauses import CreditClause, CreditTerms
from asagreed.terms.sections.fees import HourlyCredit
from asagreed.versions import History, Version

HOUR = 3600
YEAR = 12


@dataclass(frozen=True, slots=True)
class ServiceCredit:
    """What one system's month gives back before caps, exact, with the share of the fee and the clause."""

    system: str
    share: Fraction
    amount: Fraction
    because: str
    clause: Clause
    is_combined: bool
    figure: Figure


def credit_share(clause: CreditClause, given: AvailabilityGiven) -> tuple[Fraction, str, Clause]:
    """Return the share of the fee that an availability gives back, why, and by which clause; none is zero."""
    if clause.per_hour is not None:
        return (*_by_hours(clause.per_hour, given.downtime_seconds or 0), clause.clause)
    reached = [tier for tier in clause.tiers if given.share is not None and given.share < tier.below]
    shown = _percent(given.share) if given.share is not None else "unknown"
    if not reached:
        return Fraction(0), f"{shown} is not below any tier", clause.clause
    lowest = min(reached, key=lambda tier: tier.below)
    return lowest.share, f"{shown} is below {_percent(lowest.below)}", lowest.clause


def credit_charges(history: History, books: Books, month: Month, *, currency: str) -> Iterator[Charge | Unsettled]:
    """Yield what is given back for a month, as charges below zero; what nobody measured gives nothing yet."""
    version = version_in(history, month)
    if version is None:
        return
    days = days_of(month)
    for given in _not_measured(books, month, version):
        yield _unsettled(given, version.terms.charges.credits.systems[given.system], currency)
    for credit, capped, parts in _given(history, books, month):
        if not capped:
            continue
        because = f"{credit.system} in {days[0]:%B %Y}: {credit.because}, {_percent(credit.share)} of the fee"
        figure = Figure(-capped, currency, because, (credit.clause,), (), (credit.figure, *parts))
        yield Charge(
            item="credit",
            description=f"Service credit for {credit.system}, {days[0]:%B %Y}",
            quantity=Fraction(-1),
            unit="piece",
            unit_price=capped,
            first_on=days[0],
            last_on=days[-1],
            figure=figure,
            version_hash=version.hash,
            about=credit.system,
        )


def credit_corrections(
    history: History, books: Books, month: Month, *, currency: str, issued: Sequence[Issued]
) -> Iterator[Charge]:
    """Yield what credits of earlier months come to otherwise than was given back for them on issued statements.

    A measure that is restated so stands on the next invoice. Statements that do not say what they gave back are left
    as they are.
    """
    known = [each for each in issued if each.month < month and each.credits is not None]
    given_back: dict[tuple[Month, str], Fraction] = {}
    for stated in known:
        for of_month, system, amount in stated.credits or ():
            given_back[of_month, system] = given_back.get((of_month, system), Fraction(0)) + amount
    for earlier in sorted({each.month for each in known}):
        version = version_in(history, earlier)
        if version is not None:
            yield from _corrected(history, books, earlier, version, currency, given_back)


def _corrected(
    history: History,
    books: Books,
    month: Month,
    version: Version,
    currency: str,
    given_back: Mapping[tuple[Month, str], Fraction],
) -> Iterator[Charge]:
    open_now = {given.system for given in _not_measured(books, month, version)}
    now = {credit.system: (credit, capped) for credit, capped, _ in _given(history, books, month)}
    before = {system: amount for (of_month, system), amount in given_back.items() if of_month == month}
    days = days_of(month)
    for system in sorted({*now, *before} - open_now):
        credit, capped = now.get(system, (None, Fraction(0)))
        owed, given = round_half_up(capped, currency).exact, before.get(system, Fraction(0))
        if owed == given:
            continue
        clause = credit.clause if credit else version.terms.charges.credits.systems[system].clause
        because = f"{system} in {days[0]:%B %Y}: {credit.because if credit else 'no credit is owed'}, known since"
        parts = (
            Figure(round_half_up(-owed, currency), currency, "as it is known now", (clause,)),
            Figure(round_half_up(given, currency), currency, "given back on an earlier invoice"),
        )
        figure = Figure(round_half_up(given - owed, currency), currency, because, (clause,), (), parts)
        yield Charge(
            item="credit",
            description=f"Service credit for {system}, {days[0]:%B %Y}: the difference",
            quantity=Fraction(-1),
            unit="piece",
            unit_price=owed - given,
            first_on=days[0],
            last_on=days[-1],
            figure=figure,
            version_hash=version.hash,
            about=system,
        )


def _of_month(books: Books, month: Month, version: Version) -> Iterator[tuple[AvailabilityGiven, CreditClause]]:
    """Yield what was measured in a month of the systems for which something may be given back."""
    for given in books.availability:
        clause = version.terms.charges.credits.systems.get(given.system)
        if clause is not None and given.month == f"{month[0]}-{month[1]:02d}":
            yield given, clause


def _is_measured(given: AvailabilityGiven, clause: CreditClause) -> bool:
    """Say whether it was measured as its clause counts, hours of downtime or a share, and well enough to pay for."""
    known = given.downtime_seconds if clause.per_hour is not None else given.share
    return known is not None and not _is_open(given, clause)


def _is_open(given: AvailabilityGiven, clause: CreditClause) -> bool:
    """Say whether time that nobody watched could change what is given."""
    bounds = [bound for bound in (given.low, given.high) if bound is not None]
    back = {credit_share(clause, replace(given, share=bound))[0] for bound in bounds}
    return len(back) > 1


def _not_measured(books: Books, month: Month, version: Version) -> Iterator[AvailabilityGiven]:
    for given, clause in _of_month(books, month, version):
        if not _is_measured(given, clause):
            yield given


def _unsettled(given: AvailabilityGiven, clause: CreditClause, currency: str) -> Unsettled:
    counted = "the downtime" if clause.per_hour is not None else "the availability"
    because = f"nobody recorded {counted} of {given.system} in {given.month}, by which its credit counts"
    if _is_open(given, clause):
        because = (
            f"part of {given.month} was watched by nobody, and that decides what is given back for {given.system}: "
        )
        because += "look for other evidence, such as tickets or the server's own log"
    figure = Figure(None, currency, because, (clause.clause,), (_event(given),))
    return Unsettled(what=f"Service credit for {given.system}", because=because, figure=figure)


def _event(given: AvailabilityGiven) -> str:
    return given.place or f"availability of {given.system}"


Capped = tuple[ServiceCredit, Fraction, tuple[Figure, ...]]
"""A credit, what is left of it after both caps, and a figure for each cap that bites."""


def _given(history: History, books: Books, month: Month) -> tuple[Capped, ...]:
    """Return the credits of a month after both caps.

    What the cap of twelve months leaves depends on what was given in each of them, so all are worked out in order.
    """
    local = in_zone(history.versions[0].from_at, history.zone)
    is_capped = any(version.terms.charges.credits.cap_a_year for version in history.versions)
    fees: dict[Month, Fraction] = {}
    given: dict[Month, tuple[Capped, ...]] = {month: ()}
    months = months_between((local.year, local.month) if is_capped else month, month)
    for each, version in ((each, version) for each in months if (version := version_in(history, each))):
        by_name = _fees(history, books, each)
        fees[each] = sum(by_name.values(), Fraction(0))
        left = _left_of_year(each, version.terms.charges.credits, fees, given)
        given[each] = tuple(_capped(books, each, version, by_name, left))
    return given[month]


def _capped(
    books: Books, month: Month, version: Version, fees: Mapping[str, Fraction], left_of_year: Fraction | None
) -> Iterator[Capped]:
    agreed = version.terms.charges.credits
    left_of_month = _cap(agreed.cap_a_month, sum(fees.values(), Fraction(0)))
    for credit in _chosen(tuple(_earned(books, month, version, fees)), agreed):
        capped, parts = credit.amount, list[Figure]()
        for what, left, cap in (
            ("month", left_of_month, agreed.cap_a_month),
            ("twelve months", left_of_year, agreed.cap_a_year),
        ):
            if left is not None and cap is not None and capped > left:
                capped = within_caps(capped, left)
                because = f"credits of the {what} end at {_percent(cap[0])} of the fees"
                parts.append(Figure(capped, version.terms.currency or "", because, (cap[1],)))
        left_of_month = None if left_of_month is None else left_of_month - capped
        left_of_year = None if left_of_year is None else left_of_year - capped
        yield credit, capped, tuple(parts)


def within_caps(amount: Fraction, *left: Fraction | None) -> Fraction:
    """Return what is given of an amount where caps leave so much, never below zero; None is no cap."""
    return max(min((amount, *(each for each in left if each is not None))), Fraction(0))


def _earned(books: Books, month: Month, version: Version, fees: Mapping[str, Fraction]) -> Iterator[ServiceCredit]:
    for given, clause in _of_month(books, month, version):
        if not _is_measured(given, clause):
            continue
        share, because, cited = credit_share(clause, given)
        base = sum((amount for name, amount in fees.items() if not clause.fees or name in clause.fees), Fraction(0))
        known = given.share if given.share is not None else given.downtime_seconds
        parts = (
            Figure(known, "availability", "as it was given", (), (_event(given),)),
            Figure(base, version.terms.currency or "", "the fees of the month", (clause.clause,)),
        )
        figure = Figure(base * share, version.terms.currency or "", because, (cited,), (), parts)
        yield ServiceCredit(given.system, share, base * share, because, cited, clause.is_combined, figure)


def _chosen(earned: tuple[ServiceCredit, ...], agreed: CreditTerms) -> tuple[ServiceCredit, ...]:
    """Return what counts where systems and the combined figure both missed; without a rule the larger counts."""
    combined = tuple(credit for credit in earned if credit.is_combined and credit.amount)
    single = tuple(credit for credit in earned if not credit.is_combined and credit.amount)
    if not combined or not single or agreed.same_outage == "sum":
        return earned
    if agreed.same_outage == "combined only":
        return combined
    return max(combined, single, key=lambda some: sum((credit.amount for credit in some), Fraction(0)))


def _left_of_year(
    month: Month, agreed: CreditTerms, fees: Mapping[Month, Fraction], given: Mapping[Month, tuple[Capped, ...]]
) -> Fraction | None:
    """Return what the cap of twelve months leaves for the last of them, never below zero."""
    if agreed.cap_a_year is None:
        return None
    year = tuple(months_between(month_after(month, 1 - YEAR), month))
    paid = sum((fees.get(each, Fraction(0)) for each in year), Fraction(0))
    back = sum((capped for each in year for _, capped, _ in given.get(each, ())), Fraction(0))
    return max(paid * agreed.cap_a_year[0] - back, Fraction(0))


def _fees(history: History, books: Books, month: Month) -> dict[str, Fraction]:
    """Return the fees of a month by the name of their clause."""
    found: dict[str, Fraction] = {}
    for charge in fee_charges(history, books, month):
        if isinstance(charge, Charge):
            name = charge.figure.clauses[0].address.removeprefix("fees.")
            found[name] = found.get(name, Fraction(0)) + charge.exact
    return found


def _cap(cap: tuple[Fraction, Clause] | None, fees: Fraction) -> Fraction | None:
    return None if cap is None else fees * cap[0]


def _by_hours(rule: HourlyCredit, beyond: int) -> tuple[Fraction, str]:
    over = max(beyond - (rule.beyond or 0), 0)
    counted = -(-over // HOUR) if rule.hours == "started" else over // HOUR
    return min(rule.percent * counted, Fraction(1)), f"{counted} {rule.hours} hours beyond what is allowed"


def _percent(share: Fraction) -> str:
    return f"{float(share * 100):.6g}%"
