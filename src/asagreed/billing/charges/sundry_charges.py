"""Charges that are neither fee nor work: goods, blocks of hours that were bought, riders accepted for one ticket."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fractions import Fraction

from asagreed.billing.charges.charge import Charge, Item, Unit, Unsettled
from asagreed.billing.charges.days import days_of
from asagreed.billing.work.boundaries import Month, version_at
from asagreed.facts.books import BlockBought, Books, MaterialUsed, RiderAccepted
from asagreed.figures import Clause, Figure
from asagreed.money import Money
from asagreed.versions import History, Version

AppearsIn = Callable[[int, int | None], Month]
"""From when something happened and when it was recorded to the month of the statement that it stands on."""


def sundry_charges(
    history: History, books: Books, month: Month, *, currency: str, appears_in: AppearsIn
) -> Iterator[Charge | Unsettled]:
    """Yield the charges of one statement's month for goods, blocks and accepted riders."""
    for used in books.materials:
        if appears_in(used.at, used.recorded_at) == month:
            yield _material(used, version_at(history, used.at), month, currency)
    for bought in books.blocks:
        if appears_in(bought.bought_at, bought.recorded_at) == month:
            yield _block(bought, version_at(history, bought.bought_at), month, currency)
    for accepted in books.riders:
        if appears_in(accepted.at, None) == month:
            yield _rider(accepted, version_at(history, accepted.at), month, currency)


def _material(used: MaterialUsed, version: Version | None, month: Month, currency: str) -> Charge | Unsettled:
    if version is None or used.price.currency != currency:
        why = "no version was in force" if version is None else f"it was paid in {used.price.currency}, not {currency}"
        return _unsettled(used.what, why, used.id, currency)
    clause = version.terms.charges.materials
    markup = clause.markup if clause else Fraction(0)
    price = used.price.exact * (1 + markup)
    paid = Figure(used.price, "a piece", f"paid for {used.what}", (), (used.id,))
    added = (Figure(markup, "of the price", "mark-up", (clause.clause,)),) if clause else ()
    number = Figure(used.quantity, "pieces", "used", (), (used.id,))
    because = f"{used.what}: {'with the agreed mark-up' if clause else 'as paid for'}"
    clauses = (clause.clause,) if clause else ()
    figure = Figure(price * used.quantity, currency, because, clauses, (used.id,), (paid, *added, number))
    return _charge("material", used.what, Fraction(used.quantity), "piece", price, month, figure, version)


def _block(bought: BlockBought, version: Version | None, month: Month, currency: str) -> Charge | Unsettled:
    clause = version.terms.prepaid.block if version else None
    offer = next((each for each in clause.offers if each.size == bought.size), None) if clause else None
    if version is None or offer is None:
        return _unsettled(
            bought.name, "no clause in force on that day offers a block of this size", bought.name, currency
        )
    free = f" and {offer.free / 3600:g} h free" if offer.free else ""
    because = f"a block of {bought.size / 3600:g} h{free} was bought"
    figure = _priced(offer.price, because, offer.clause, bought.place or bought.name)
    title = f"{bought.name}: {bought.size / 3600:g} h{free}"
    return _charge("top-up", title, Fraction(1), "piece", offer.price.exact, month, figure, version)


def _rider(accepted: RiderAccepted, version: Version | None, month: Month, currency: str) -> Charge | Unsettled:
    offer = version.terms.charges.riders_offered.get(accepted.rider) if version else None
    what = f"{accepted.rider} for {accepted.ticket}"
    if version is None or offer is None or offer.per_ticket is None:
        return _unsettled(
            what, f"the agreement offers no «{accepted.rider}» for a single ticket", accepted.ticket, currency
        )
    by = f" by {accepted.by}" if accepted.by else ""
    because = f"{accepted.rider} was accepted for {accepted.ticket}{by}"
    figure = _priced(offer.per_ticket, because, offer.ticket_clause, accepted.ticket)
    return _charge("fee", what, Fraction(1), "piece", offer.per_ticket.exact, month, figure, version)


def _priced(price: Money, because: str, clause: Clause, event: str) -> Figure:
    return Figure(price.exact, price.currency, because, (clause,), (event,))


def _charge(
    item: Item,
    description: str,
    quantity: Fraction,
    unit: Unit,
    unit_price: Fraction,
    month: Month,
    figure: Figure,
    version: Version,
) -> Charge:
    days = days_of(month)
    return Charge(
        item=item,
        description=description,
        quantity=quantity,
        unit=unit,
        unit_price=unit_price,
        first_on=days[0],
        last_on=days[-1],
        figure=figure,
        version_hash=version.hash,
    )


def _unsettled(what: str, because: str, event: str, currency: str) -> Unsettled:
    return Unsettled(what=what, because=because, figure=Figure(None, currency, because, (), (event,)))
