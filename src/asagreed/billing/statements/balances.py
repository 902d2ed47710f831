"""What is left of what was granted, bought or paid ahead, as sums of what went in and out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from asagreed.billing.work.boundaries import Month, version_at
from asagreed.billing.work.drawing import RETAINER
from asagreed.billing.work.lots import NEVER, Lot
from asagreed.billing.work.settling import Settlement, WorkPart
from asagreed.figures import Clause, Figure
from asagreed.money import Money, no_money, round_half_up, total


@dataclass(frozen=True, slots=True, kw_only=True)
class Balance:
    """One purse at a moment: what went in, what was taken, what was lost, what is left.

    Time is whole seconds, the retainer money. `until_at` is when the lot ends, in UTC seconds, None for never.
    """

    name: str
    kind: str
    put_in: int | Money
    taken: int | Money
    lost: int | Money
    left: int | Money
    until_at: int | None
    figure: Figure


def balances(settlement: Settlement, *, at: int, month: Month) -> tuple[Balance, ...]:
    """Return every purse that counts at a moment (UTC seconds), after all work up to the statement of a month.

    Raises CurrenciesDiffer where the retainer was paid in another currency than that of the agreement.
    """
    parts = [part for part in settlement.parts if part.appears_in <= month]
    return tuple(_balances(settlement, parts, at))


def _balances(settlement: Settlement, parts: Sequence[WorkPart], at: int) -> Iterator[Balance]:
    purses = settlement.purses
    for lot in (*purses.lots_at(at), *purses.blocks):
        if lot.bought_at <= at and (lot.kind == "block" or lot.counts_at(at)):
            yield _of_lot(lot, parts, at)
    version = version_at(settlement.history, at)
    currency = version.terms.currency if version else None
    clause = version.terms.prepaid.retainer if version else None
    if clause is not None and currency:
        yield _of_retainer(settlement, parts, currency, at, clause.clause)


def _of_lot(lot: Lot, parts: Sequence[WorkPart], at: int) -> Balance:
    draws = [part for part in parts if part.purse == lot.name and part.taken]
    taken = tuple(Figure(-part.taken, "s", part.because, (lot.clause,), (part.entry,)) for part in draws)
    granted = Figure(lot.granted, "s", lot.because, (lot.clause,))
    used = sum(part.taken for part in draws)
    lost = lot.lost if lot.until_at > at else lot.granted - used
    left = lot.granted - used - lost
    gone = (Figure(-lost, "s", "no longer kept", (lot.clause,)),) if lost else ()
    counts = "" if lot.from_at <= at else ", it does not count yet"
    figure = Figure(left, "s", f"{lot.name}: what is left{counts}", (lot.clause,), (), (granted, *taken, *gone))
    return Balance(
        name=lot.name,
        kind=lot.kind,
        put_in=lot.granted,
        taken=used,
        lost=lost,
        left=left,
        until_at=lot.until_at if lot.until_at < NEVER else None,
        figure=figure,
    )


def _of_retainer(settlement: Settlement, work: Sequence[WorkPart], currency: str, at: int, clause: Clause) -> Balance:
    paid_in = [each for each in settlement.books.payments if each.for_ == RETAINER and each.at <= at]
    draws = [part for part in work if part.source == RETAINER]
    put_in = total((payment.amount for payment in paid_in), currency)
    taken = round_half_up(sum((part.amount for part in draws), start=Fraction(0)), currency)
    left = put_in - taken
    parts = (
        *(Figure(each.amount, currency, "paid in", (), (each.id,)) for each in paid_in),
        *(Figure(round_half_up(-part.amount, currency), currency, part.because, (), (part.entry,)) for part in draws),
    )
    return Balance(
        name=RETAINER,
        kind=RETAINER,
        put_in=put_in,
        taken=taken,
        lost=no_money(currency),
        left=left,
        until_at=None,
        figure=Figure(left, currency, "what is left of the retainer", (clause,), (), parts),
    )
