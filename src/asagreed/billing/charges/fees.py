"""Fees of a month: flat or for each of what is counted, cut at the day on which a price or a number changes.

A change makes two figures, one line each (agreements.md, section 2). A part of a month is paid by its days, unless the
agreement says whole months, or that only whole ones are paid.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction

from asagreed.billing.charges.charge import Charge, Unsettled
from asagreed.billing.charges.days import Run, days_of, runs
from asagreed.billing.work.boundaries import Month
from asagreed.facts.books import Books, Count
from asagreed.figures import Clause, Figure
from asagreed.money import Money
from asagreed.terms.resolved.fee_clauses import FeeClause
from asagreed.terms.resolved.rate_card import local_midnight
from asagreed.terms.sections.fees import BY_DAY, WHOLE
from asagreed.versions import History, Version


@dataclass(frozen=True, slots=True)
class _Held:
    """What holds of a fee on one day; two days are alike when all of it is equal."""

    price: Money
    number: int | None
    title: str
    part_months: str


def fee_charges(history: History, books: Books, month: Month) -> Iterator[Charge | Unsettled]:
    """Yield the fees of a month, and those of riders that were taken up."""
    names = dict.fromkeys(name for version in history.versions for name in version.terms.charges.fees)
    for name in names:
        yield from _fee(name, history, books, month)
    for rider in dict.fromkeys(rider.name for version in history.versions for rider in version.riders):
        yield from _rider(rider, history, month)


def _fee(name: str, history: History, books: Books, month: Month) -> Iterator[Charge | Unsettled]:
    def held(version: Version, day: date) -> _Held | None:
        fee = version.terms.charges.fees.get(name)
        if fee is None:
            return None
        return _Held(fee.price, _number(fee, books, history.zone, month, day), fee.title, fee.part_months)

    for run in _paid(list(runs(history, month, held))):
        clause = run.version.terms.charges.fees[name]
        if run.held.number is None:
            yield _uncounted(clause, run)
            continue
        number = Fraction(max(run.held.number, clause.at_least))
        events = _events(clause, books, history.zone, month, run)
        parts = _parts(clause, run, events)
        charge = _charge(clause.title, run, number * run.share, clause.price, clause.clause, parts)
        yield replace(charge, unit="piece") if clause.counts else charge


def _number(fee: FeeClause, books: Books, zone: str, month: Month, day: date) -> int | None:
    """Return how many there are on a day, or in the month where the agreement counts them so; 1 for a flat fee."""
    if fee.counts is None:
        return 1
    known = _deciding_count(fee, fee.counts, books, zone, month, day)
    return known.numbers[fee.counts] if known else None


def _deciding_count(fee: FeeClause, what: str, books: Books, zone: str, month: Month, day: date) -> Count | None:
    """Return the count that says how many there are on a day, or in its month."""
    own = _last_count(books, what, day, zone)
    if fee.counted == "first":
        return _last_count(books, what, date(*month, 1), zone) or own
    if fee.counted == "highest":
        known = (_last_count(books, what, each, zone) for each in days_of(month))
        return max((count for count in known if count), key=lambda count: count.numbers[what], default=None)
    return own


def _last_count(books: Books, what: str, day: date, zone: str) -> Count | None:
    begins = local_midnight(day, zone)
    known = (count for count in books.counts if count.from_at <= begins and what in count.numbers)
    return max(known, key=lambda count: count.from_at, default=None)


def _paid(found: list[Run[_Held]]) -> Iterator[Run[_Held]]:
    """Yield the runs that are paid, with the share of the month that is paid for each."""
    in_force = sum((run.share for run in found), Fraction(0))
    for run in found:
        if run.held.part_months == BY_DAY or in_force == 1:
            yield run
        elif run.held.part_months == WHOLE:
            # The days on which the agreement was not yet, or no longer, in force are paid as well.
            yield replace(run, share=run.share / in_force)


def _parts(clause: FeeClause, run: Run[_Held], events: tuple[str, ...]) -> tuple[Figure, ...]:
    price = Figure(clause.price, "a month", clause.title, (clause.clause,))
    share = Figure(run.share, "of the month", f"{run.first} to {run.last}, both included", (clause.clause,))
    if clause.counts is None:
        return price, share
    counted = run.held.number or 0
    said = "counted" if counted >= clause.at_least else f"at least; {counted} were counted"
    number = Figure(max(counted, clause.at_least), f"{clause.counts}s", said, (clause.clause,), events)
    return price, number, share


def _events(clause: FeeClause, books: Books, zone: str, month: Month, run: Run[_Held]) -> tuple[str, ...]:
    """Return where the number was recorded; none for a flat fee."""
    counts = clause.counts
    known = _deciding_count(clause, counts, books, zone, month, run.first) if counts else None
    return (known.place or f"count of {counts}",) if known else ()


def _charge(
    title: str, run: Run[_Held], quantity: Fraction, price: Money, clause: Clause, parts: tuple[Figure, ...]
) -> Charge:
    when = "" if run.is_whole else f", {run.first.day} to {run.last.day}"
    because = f"{title}: {price} a month" + ("" if run.is_whole else f" for {run.first} to {run.last}")
    figure = Figure(quantity * price.exact, price.currency, because, (clause,), (), parts)
    return Charge(
        item="fee",
        description=f"{title} {run.first:%B %Y}{when}",
        quantity=quantity,
        unit="month",
        unit_price=price.exact,
        first_on=run.first,
        last_on=run.last,
        figure=figure,
        version_hash=run.version.hash,
    )


def _uncounted(clause: FeeClause, run: Run[_Held]) -> Unsettled:
    because = f"nobody recorded how many there are of what «{clause.name}» counts, from {run.first} to {run.last}"
    figure = Figure(None, clause.price.currency, because, (clause.clause,))
    return Unsettled(what=clause.title, because=because, figure=figure, ask="whoever keeps the counts")


def _rider(name: str, history: History, month: Month) -> Iterator[Charge]:
    def held(version: Version, _: date) -> _Held | None:
        taken = next((rider for rider in version.riders if rider.name == name), None)
        return _Held(taken.per_month, 1, name, BY_DAY) if taken and taken.per_month else None

    for run in runs(history, month, held):
        taken = next(rider for rider in run.version.riders if rider.name == name)
        price = Figure(run.held.price, "a month", name, (taken.clause,))
        share = Figure(run.share, "of the month", f"in force {run.first} to {run.last}", (taken.clause,))
        yield _charge(name, run, run.share, run.held.price, taken.clause, (price, share))
