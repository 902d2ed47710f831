"""What pays for work: hours that were granted or bought ahead, a retainer, and at last the rate.

The order is that of use (agreements.md, section 6): hours that were rolled over first, then the month's own, the block
that expires first, the retainer down to its floor. Work is drawn in the order in which it was done.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from copy import copy
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import accumulate

from asagreed.billing.work.boundaries import Month, month_after, month_at, months_between, version_at
from asagreed.billing.work.hourly_price import HourlyRate
from asagreed.billing.work.judging import Judgement
from asagreed.billing.work.lots import NEVER, Lot, NoLot, allowance_lots, block_lot, kept_within
from asagreed.facts.books import Books, Payment
from asagreed.figures import Clause
from asagreed.money import Money, round_half_up
from asagreed.terms.resolved.prepaid_clauses import RetainerClause
from asagreed.versions import History

HOUR = 3600
ALLOWANCE, BLOCK, RETAINER, RATE = "allowance", "block", "retainer", "rate"


@dataclass(frozen=True, slots=True)
class Drawn:
    """Work that one source pays for.

    `worked` are seconds of work, `taken` the seconds that they take from a lot, `paid` the money from the retainer.
    """

    source: str
    purse: str
    worked: int
    taken: int = 0
    paid: Money | None = None
    because: str = ""
    clause: Clause | None = None


@dataclass(frozen=True, slots=True)
class Notice:
    """A balance that has become low: what is left after a draw, and the threshold that it went below.

    `left` and `below` are seconds of blocks, or the money of a retainer.
    """

    kind: str
    below: int | Money
    left: int | Money
    at: int
    cause: str
    clause: Clause


class Purses:
    """The lots and the retainer of one customer, and how much of them is left; they change as work is drawn."""

    def __init__(self, history: History, books: Books) -> None:
        self._history, self._books = history, books
        self._allowances: dict[Month, tuple[Lot, ...]] = {}
        self._trimmed: set[Month] = set()
        made = [block_lot(history, bought) for bought in books.blocks]
        self.blocks = tuple(lot for lot in made if isinstance(lot, Lot))
        self.unusable = tuple(lot for lot in made if isinstance(lot, NoLot))
        self._first_month = month_at(history.versions[0].from_at, history.zone)
        allowances = (version.terms.prepaid.allowance for version in history.versions)
        self._longest_kept = max((each.months_kept or 0 for each in allowances if each), default=0)
        self._known_until = NEVER
        self.know(NEVER)
        self._dated_by_use = [lot for lot in self.blocks if lot.first_use_months is not None]
        self.retainer_used = Fraction(0)
        self.notices: list[Notice] = []

    def copy(self) -> Purses:
        """Return purses with as much in each, from which something can be taken without touching these."""
        other: Purses = copy(self)
        other._allowances = {month: tuple(map(copy, lots)) for month, lots in self._allowances.items()}
        blocks = {id(lot): copy(lot) for lot in self.blocks}
        other.blocks = tuple(blocks.values())
        other._dated_by_use = [blocks[id(lot)] for lot in self._dated_by_use]
        other._trimmed, other.notices = set(self._trimmed), list(self.notices)
        return other

    def know(self, until: int) -> None:
        """Let only what was recorded up to a moment count: a statement that was issued knew no more."""
        self._known_until = until
        known = (each for each in self._books.payments if each.for_ == RETAINER and _known_at(each) <= until)
        paid_in = sorted((each.at, each.amount.exact) for each in known)
        self._paid_at = [at for at, _ in paid_in]
        self._paid_in = [Fraction(0), *accumulate(amount for _, amount in paid_in)]
        dated = [moment for lot in self.blocks if lot.known_at <= until for moment in (lot.from_at, lot.until_at)]
        self._changes = sorted((*dated, *self._paid_at))

    @property
    def last_paid_at(self) -> int:
        """When money last came into the retainer, as far as it is known; the beginning of time where none did."""
        return self._paid_at[-1] if self._paid_at else 0

    @property
    def allowances(self) -> tuple[Lot, ...]:
        """The lots of every month that was asked for, the oldest first."""
        return tuple(lot for month in sorted(self._allowances) for lot in self._allowances[month])

    def next_change(self, start: int, end: int) -> int | None:
        """Return the first moment inside (start, end) at which a block begins or ends, or money comes in."""
        number = bisect_right(self._changes, start)
        moments = [*self._changes[number : number + 1], *(lot.until_at for lot in self._dated_by_use)]
        return min((moment for moment in moments if start < moment < end), default=None)

    def draw(self, judgement: Judgement, seconds: int, moment: int, *, cause: str = "") -> Iterator[Drawn]:
        """Yield what pays for work done at a moment, until nothing is left to pay for; `cause` is what was done."""
        used, taken = self.retainer_used, 0
        for drawn in self._draw(judgement, seconds, moment):
            taken += drawn.taken if drawn.source == BLOCK else 0
            yield drawn
        if taken:
            self._note_blocks(taken, moment, cause)
        if self.retainer_used != used:
            self._note_retainer(used, moment, cause)

    def _draw(self, judgement: Judgement, seconds: int, moment: int) -> Iterator[Drawn]:
        rate = judgement.rate
        if rate is None:
            return
        gone: list[str] = []
        for source in judgement.sources:
            lots = self._lots_for(source, judgement, moment)
            for drawn in self._from(source, lots, rate, seconds, moment):
                seconds -= drawn.worked
                yield replace(drawn, because=_since(drawn.because, gone)) if source == RATE and gone else drawn
            if not seconds:
                return
            gone += _used_up(source, lots)

    def give_back(self, purse: str, seconds: int, money: Fraction) -> None:
        """Take back a draw: the seconds return to their lot, the money to the retainer."""
        self.retainer_used -= money
        for lot in (*self.allowances, *self.blocks):
            if lot.name == purse:
                lot.used -= seconds

    def lots_at(self, moment: int) -> tuple[Lot, ...]:
        """Return the allowance lots that count at a moment, the oldest first."""
        month = month_at(moment, self._history.zone)
        kept = self._months_kept(moment, month)
        first = max(self._first_month, month_after(month, -kept))
        if first > month:
            return ()
        lots = [lot for each in months_between(first, month) for lot in self._of(each)]
        if kept:
            self._trim(month, moment)
        return tuple(lot for lot in lots if lot.counts_at(moment))

    def retainer_at(self, moment: int) -> Fraction:
        """Return the money in the retainer at a moment, less everything that was drawn so far."""
        return self._paid_in[bisect_right(self._paid_at, moment)] - self.retainer_used

    def _blocks_left(self, moment: int) -> int:
        return sum(lot.left for lot in self.blocks if self._is_usable(lot, moment))

    def _is_usable(self, block: Lot, moment: int) -> bool:
        return block.counts_at(moment) and block.known_at <= self._known_until

    def _note_blocks(self, taken: int, moment: int, cause: str) -> None:
        version = version_at(self._history, moment)
        clause, left = version.terms.prepaid.block if version else None, self._blocks_left(moment)
        for below in clause.notice_below if clause else ():
            if clause is not None and left < below <= left + taken:
                self.notices.append(Notice("block", below, left, moment, cause, clause.clause))

    def _note_retainer(self, used_before: Fraction, moment: int, cause: str) -> None:
        version = version_at(self._history, moment)
        clause, left = version.terms.prepaid.retainer if version else None, self.retainer_at(moment)
        before = left + self.retainer_used - used_before
        for below in clause.notice_below if clause else ():
            if clause is not None and left < below.exact <= before:
                money = round_half_up(left, below.currency)
                self.notices.append(Notice(RETAINER, below, money, moment, cause, clause.clause))

    def _lots_for(self, source: str, judgement: Judgement, moment: int) -> Sequence[Lot]:
        """Return the lots of a source that such work may be drawn from, empty ones too, in the order of use."""
        if source in {RATE, RETAINER}:
            return ()
        lots = self.lots_at(moment) if source == ALLOWANCE else self._blocks_at(moment, source)
        return [lot for lot in lots if lot.purpose.allows(*judgement.names)]

    def _from(self, source: str, lots: Sequence[Lot], rate: HourlyRate, seconds: int, moment: int) -> Iterator[Drawn]:
        if source == RATE:
            yield Drawn(RATE, "", seconds, because=rate.because, clause=rate.clause)
        elif source == RETAINER:
            yield from self._from_retainer(rate, seconds, moment)
        else:
            yield from self._from_lots(source, lots, rate, seconds, moment)

    def _from_lots(
        self, source: str, lots: Sequence[Lot], rate: HourlyRate, seconds: int, moment: int
    ) -> Iterator[Drawn]:
        usable = [lot for lot in lots if lot.left]
        if usable and rate.draws is None:
            because = (
                f"{usable[0].name} may pay for it, but no clause says what an hour outside support hours takes from it "
                "(outside draws)"
            )
            yield Drawn("undecided", usable[0].name, seconds, because=because, clause=rate.draws_clause)
            return
        factor = rate.draws or Fraction(1)
        for lot in usable:
            if not seconds:
                return
            # What is left may be less than a second of work takes; the customer keeps that part of a second.
            worked = min(seconds, -(-lot.left * factor.denominator // factor.numerator))
            taken = min(lot.left, _half_up(worked * factor))
            lot.take(taken, moment, self._history.zone)
            seconds -= worked
            yield Drawn(source.removeprefix("oldest "), lot.name, worked, taken, None, _told(lot, factor), lot.clause)

    def _from_retainer(self, rate: HourlyRate, seconds: int, moment: int) -> Iterator[Drawn]:
        version = version_at(self._history, moment)
        clause = version.terms.prepaid.retainer if version else None
        if clause is None or version is None or version.terms.currency is None:
            return
        floor = clause.floor.exact if clause.floor else Fraction(0)
        room = self.retainer_at(moment) - floor
        per_second = rate.per_hour / HOUR
        worked = min(seconds, int(room / per_second) if per_second else seconds) if room > 0 else 0
        if worked:
            paid = round_half_up(worked * per_second, version.terms.currency)
            self.retainer_used += paid.exact
            yield Drawn(RETAINER, RETAINER, worked, 0, paid, "paid from the retainer", clause.clause)
        if seconds > worked and clause.stops_below:
            yield Drawn("undecided", RETAINER, seconds - worked, 0, None, _at_the_floor(clause), clause.floor_clause)

    def _blocks_at(self, moment: int, source: str) -> list[Lot]:
        usable = [lot for lot in self.blocks if self._is_usable(lot, moment)]
        if source == "oldest block":
            return sorted(usable, key=lambda lot: (lot.bought_at, lot.name))
        return sorted(usable, key=lambda lot: (lot.until_at, lot.bought_at, lot.name))

    def _of(self, month: Month) -> tuple[Lot, ...]:
        if month not in self._allowances:
            self._allowances[month] = allowance_lots(self._history, month)
        return self._allowances[month]

    def _months_kept(self, moment: int, month: Month) -> int:
        version = version_at(self._history, moment)
        if version is None or version.terms.prepaid.allowance is None:
            return 0
        # Nothing is kept for longer than the agreement has lasted.
        begun = self._first_month
        return min(self._longest_kept, (month[0] - begun[0]) * 12 + month[1] - begun[1])

    def _trim(self, month: Month, moment: int) -> None:
        """Let go of what is carried into a month beyond the most that may be."""
        version = version_at(self._history, moment)
        clause = version.terms.prepaid.allowance if version else None
        if month in self._trimmed or clause is None or clause.at_most is None:
            return
        self._trimmed.add(month)
        older = tuple(
            lot
            for each in sorted(self._allowances)
            if each < month
            for lot in self._allowances[each]
            if lot.counts_at(moment)
        )
        for lot, lost in kept_within(older, clause.at_most):
            lot.lost += lost


def _used_up(source: str, lots: Sequence[Lot]) -> Iterator[str]:
    """Yield that a source has nothing left, where there was something that might have paid."""
    if source == RETAINER:
        yield "the retainer is down to its floor"
    elif lots:
        yield "the allowance is used up" if source == ALLOWANCE else "the block is used up"


def _known_at(payment: Payment) -> int:
    return payment.at if payment.recorded_at is None else payment.recorded_at


def _since(because: str, gone: Sequence[str]) -> str:
    return f"{because}, since {' and '.join(gone)}"


def _told(lot: Lot, factor: Fraction) -> str:
    drawn = "" if factor == 1 else f", each hour as {float(factor):g} h"
    return f"taken from {lot.name}{drawn}"


def _at_the_floor(clause: RetainerClause) -> str:
    floor = clause.floor or "nothing"
    return f"the retainer would fall below {floor}; work stops until it is topped up"


def _half_up(exact: Fraction) -> int:
    return int((2 * exact.numerator + exact.denominator) // (2 * exact.denominator))
