"""Charges for work: one for each rate, quote and period in which it was done, with every part of work behind it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from fractions import Fraction

from asagreed.billing.charges.charge import Charge, Unit, Unsettled
from asagreed.billing.charges.days import days_of
from asagreed.billing.work.boundaries import Month
from asagreed.billing.work.explaining import because, explain_part, hours
from asagreed.billing.work.settling import Settlement, WorkPart
from asagreed.facts.work import WorkEntry
from asagreed.figures import Figure
from asagreed.open_time import in_words
from asagreed.terms.resolved.rate_card import TravelClause


def work_charges(settlement: Settlement, month: Month, *, currency: str) -> Iterator[Charge | Unsettled]:
    """Yield what work of the statement of a month costs; what was drawn from hours costs nothing more."""
    parts = [part for part in settlement.parts if part.appears_in == month]
    zone = settlement.history.zone
    for _, group in _grouped([part for part in parts if part.source == "rate"], _by_rate):
        yield _at_rate(group, zone, currency)
    for part in (part for part in parts if part.source == "retainer"):
        yield _from_retainer(part, zone, currency)
    for _, group in _grouped([part for part in parts if part.source == "quote"], lambda part: (part.purse,)):
        yield from _by_quote(group, settlement, currency)
    for part in (part for part in parts if part.source == "undecided"):
        yield _unsettled(part, zone, currency)
    yield from _travel(settlement, parts, month, currency)


Key = tuple[object, ...]


def _grouped(parts: Sequence[WorkPart], key: Callable[[WorkPart], Key]) -> Iterator[tuple[Key, list[WorkPart]]]:
    """Yield parts with one key together, in the order in which the first of them was done."""
    found: dict[Key, list[WorkPart]] = {}
    for part in parts:
        found.setdefault(key(part), []).append(part)
    yield from found.items()


def _by_rate(part: WorkPart) -> Key:
    rate = part.judgement.rate
    is_reversed = part.billed < 0
    priced = (rate.per_hour, rate.clause, rate.because) if rate else ()
    return (part.month, is_reversed, part.judgement.clause, part.judgement.because, *priced)


def _at_rate(group: list[WorkPart], zone: str, currency: str) -> Charge:
    first, rate = group[0], group[0].judgement.rate
    per_hour = rate.per_hour if rate else Fraction(0)
    quantity = sum((hours(part.billed) for part in group), Fraction(0))
    said = first.because
    clauses = tuple(clause for clause in (first.clause, first.judgement.clause) if clause)
    parts = tuple(explain_part(part, zone=zone, currency=currency) for part in group)
    figure = Figure(quantity * per_hour, currency, because(first), clauses, _entries(group), parts)
    service = first.judgement.coverage.service
    what = service.title if service else "work that no service names"
    return _charge(group, f"{said[:1].upper()}{said[1:]}: {what}", quantity, per_hour, figure)


def _charge(
    group: Sequence[WorkPart], description: str, quantity: Fraction, unit_price: Fraction, figure: Figure
) -> Charge:
    days = days_of(group[0].month)
    late = "" if group[0].month == group[0].appears_in else f" (late entry for {days[0]:%B %Y})"
    if quantity < 0:
        late = f" (taken back, {days[0]:%B %Y})"
    return Charge(
        item="work",
        description=f"{description}{late}",
        quantity=quantity,
        unit="h",
        unit_price=unit_price,
        first_on=days[0],
        last_on=days[-1],
        figure=figure,
        version_hash=group[0].judgement.version_hash,
    )


def _from_retainer(part: WorkPart, zone: str, currency: str) -> Charge:
    """Return the charge for work that the retainer pays: the money that was taken out, so that both agree."""
    figure = explain_part(part, zone=zone, currency=currency)
    days = days_of(part.month)
    return Charge(
        item="work",
        description=f"Paid from the retainer, {in_words(part.billed)}: {part.judgement.because}",
        quantity=Fraction(1),
        unit="piece",
        unit_price=part.amount,
        first_on=days[0],
        last_on=days[-1],
        figure=figure,
        version_hash=part.judgement.version_hash,
    )


def _by_quote(group: list[WorkPart], settlement: Settlement, currency: str) -> Iterator[Charge | Unsettled]:
    quote = settlement.books.quotes[group[0].purse]
    agreed = quote.per_hour or quote.price
    if agreed is not None and agreed.currency != currency:
        why = f"quote {quote.id} is in {agreed.currency}, not {currency}"
        yield Unsettled(what=f"Quote {quote.id}", because=why, figure=Figure(None, currency, why, (), _entries(group)))
        return
    parts = tuple(explain_part(part, zone=settlement.history.zone, currency=currency) for part in group)
    clauses = (group[0].clause,) if group[0].clause else ()
    if quote.per_hour is not None:
        quantity = sum((hours(part.billed) for part in group), Fraction(0))
        price = quote.per_hour.exact
        figure = Figure(quantity * price, currency, group[0].because, clauses, _entries(group), parts)
        yield _charge(group, f"Quote {quote.id}", quantity, price, figure)
    elif quote.price is not None and group[0].appears_in == _first_month(settlement, quote.id):
        figure = Figure(quote.price.exact, currency, group[0].because, clauses, _entries(group), parts)
        yield replace(_charge(group, f"Quote {quote.id}", Fraction(1), quote.price.exact, figure), unit="piece")


def _first_month(settlement: Settlement, quote: str) -> Month:
    """Return the month on whose statement a quoted price stands: that of the first work under it."""
    months = (part.appears_in for part in settlement.parts if part.source == "quote" and part.purse == quote)
    return min(months)


def _unsettled(part: WorkPart, zone: str, currency: str) -> Unsettled:
    figure = explain_part(part, zone=zone, currency=currency)
    return Unsettled(
        what=part.entry,
        because=figure.because,
        figure=figure,
        ask=part.judgement.coverage.decider or ("the customer, for a top-up" if part.purse == "retainer" else ""),
        seconds=part.billed,
    )


def _travel(
    settlement: Settlement, parts: Sequence[WorkPart], month: Month, currency: str
) -> Iterator[Charge | Unsettled]:
    """Yield what the way costs, once a job whose work is not free; the way belongs to the work.

    It stands on the first statement that has paid work of the job, and is taken back with all of that work.
    """
    of_jobs = dict(_grouped([part for part in settlement.parts if _is_paid(part)], lambda part: (part.job,)))
    for job in sorted({part.job for part in parts if _is_paid(part)}):
        paid = of_jobs[job,]
        done = [part for part in paid if part.billed >= 0]
        left = {part.entry for part in done} - {part.entry for part in paid if part.billed < 0}
        if min(part.appears_in for part in done) == month:
            yield from _ways(settlement, job, done, currency)
        if not left and max(part.appears_in for part in paid) == month:
            yield from (_taken_back(way) for way in _ways(settlement, job, done, currency) if isinstance(way, Charge))


def _is_paid(part: WorkPart) -> bool:
    return part.source not in ("free", "excluded", "undecided")


def _ways(settlement: Settlement, job: str, paid: Sequence[WorkPart], currency: str) -> Iterator[Charge | Unsettled]:
    entries = [settlement.entries[name] for name in dict.fromkeys(part.entry for part in paid)]
    visit = next((entry for entry in entries if entry.site and entry.delivery == "on-site"), None)
    clause = _travel_clause(settlement, paid[0], visit) if visit else None
    if visit is not None and clause is not None:
        yield from _way(job, entries, paid[0], visit, clause, currency)


def _taken_back(way: Charge) -> Charge:
    figure = replace(way.figure, value=-way.exact, because=f"taken back: {way.figure.because}")
    return replace(way, description=f"{way.description} (taken back)", quantity=-way.quantity, figure=figure)


def _travel_clause(settlement: Settlement, part: WorkPart, visit: WorkEntry) -> TravelClause | None:
    terms = settlement.history.versions[part.judgement.version - 1].terms
    site = terms.sites.get(visit.site or "")
    return terms.rates.travel.get(site.distance) if site and site.distance else None


def _way(
    job: str, entries: Sequence[WorkEntry], part: WorkPart, visit: WorkEntry, clause: TravelClause, currency: str
) -> Iterator[Charge | Unsettled]:
    days = days_of(part.month)
    if clause.decider:
        because = f"the way to {visit.site} is by arrangement with {clause.decider}"
        figure = Figure(None, currency, because, (clause.clause,), (job,))
        yield Unsettled(what=f"{job}: travel", because=because, figure=figure, ask=clause.decider)
        return
    for what, unit, quantity, price in _priced_ways(entries, clause):
        because = f"travel to {visit.site} ({clause.distance}), {what}"
        parts = (
            Figure(quantity, unit, what, (clause.clause,), (visit.id,)),
            Figure(price, f"{currency} a {unit}", f"{clause.distance}: price of the way", (clause.clause,)),
        )
        yield Charge(
            item="travel",
            description=f"Travel to {visit.site}, {what}",
            quantity=quantity,
            unit=unit,
            unit_price=price,
            first_on=days[0],
            last_on=days[-1],
            figure=Figure(quantity * price, currency, because, (clause.clause,), (job,), parts),
            version_hash=part.judgement.version_hash,
        )


def _priced_ways(entries: Sequence[WorkEntry], clause: TravelClause) -> Iterator[tuple[str, Unit, Fraction, Fraction]]:
    if clause.per_visit is not None:
        yield "the visit", "visit", Fraction(1), clause.per_visit
    driven = sum((entry.km for entry in entries), Fraction(0)) * clause.ways
    beyond = driven - clause.free_km if clause.only_the_excess else driven
    if clause.per_km is not None and driven > clause.free_km:
        free = f" beyond {clause.free_km} km" if clause.free_km and clause.only_the_excess else ""
        yield f"{float(driven):g} km driven{free}", "km", beyond, clause.per_km
    travelled = sum(entry.travel_seconds for entry in entries)
    if clause.per_hour is not None and travelled:
        yield f"{in_words(travelled)} on the way", "h", hours(travelled), clause.per_hour


def _entries(group: Sequence[WorkPart]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(part.entry for part in group))
