"""Time that was granted or bought ahead, as lots: each with its size, the moments between which it counts, its use.

An allowance makes a lot a month, cut where an amendment changes it (agreements.md, section 2); a block is a lot of
its own. Balances are what was put in less what was taken out, and never below nothing.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from fractions import Fraction
from itertools import groupby

from dateutil.relativedelta import relativedelta

from asagreed.billing.work.boundaries import Month, month_after, month_start, version_at
from asagreed.facts.books import BlockBought
from asagreed.figures import Clause
from asagreed.open_time import in_words, in_zone
from asagreed.open_time.zones import zone_named
from asagreed.terms.resolved.prepaid_clauses import AllowanceClause, BlockClause, BlockOffer, Purpose
from asagreed.terms.resolved.rate_card import local_midnight
from asagreed.terms.values.prepaid import Expiry
from asagreed.versions import History

NEVER = 2**62


@dataclass(slots=True)
class Lot:
    """Seconds that may be drawn by work done in [`from_at`, `until_at`), in UTC seconds.

    `first_use_months` is set while a block waits for its first use to begin to expire. `known_at` is when it was
    recorded, the beginning of time for what follows from the agreement.
    """

    name: str
    kind: str
    granted: int
    from_at: int
    until_at: int
    purpose: Purpose
    clause: Clause
    because: str
    used: int = 0
    lost: int = 0
    bought_at: int = 0
    known_at: int = 0
    first_use_months: int | None = None
    parts: tuple[tuple[str, Fraction], ...] = field(default=())

    @property
    def left(self) -> int:
        """The seconds that can still be drawn."""
        return self.granted - self.used - self.lost

    def counts_at(self, moment: int) -> bool:
        """Say whether work at a moment may be drawn from it."""
        return self.from_at <= moment < self.until_at

    def take(self, seconds: int, moment: int, zone: str) -> None:
        """Draw some seconds that are left; the first use may begin the time after which the lot ends."""
        if not 0 <= seconds <= self.left:
            raise ValueError(f"{seconds} seconds cannot be drawn from {self.name}, which has {self.left}")
        self.used += seconds
        if self.first_use_months is not None and seconds:
            self.until_at = _months_later(moment, self.first_use_months, zone)
            self.first_use_months = None


@dataclass(frozen=True, slots=True)
class NoLot:
    """A block that was bought and cannot be drawn from, with the reason."""

    name: str
    why: str
    place: str


def allowance_lots(history: History, month: Month) -> tuple[Lot, ...]:
    """Return the lots of a month: one, or one for each stretch of it in which the allowance was the same."""
    days = monthrange(*month)[1]
    dated = [(day, _allowance_on(history, date(*month, day))) for day in range(1, days + 1)]
    runs = [(clause, [day for day, _ in run]) for clause, run in groupby(dated, key=lambda each: each[1])]
    granted = [(clause, run) for clause, run in runs if clause is not None]
    return tuple(_allowance_lot(history, month, clause, run, days) for clause, run in granted)


def _allowance_on(history: History, day: date) -> AllowanceClause | None:
    """Return the allowance of a local day; a day on which a version begins belongs to that version."""
    last_second = local_midnight(day + timedelta(days=1), history.zone) - 1
    version = version_at(history, last_second)
    clause = version.terms.prepaid.allowance if version else None
    return _first_of_its_kind(history, clause) if clause else None


def _first_of_its_kind(history: History, clause: AllowanceClause) -> AllowanceClause:
    """Return the first allowance that says the same: two versions that agree on it are no change of it."""
    all_versions = (version.terms.prepaid.allowance for version in history.versions)
    return next(known for known in all_versions if known is not None and _said(known) == _said(clause))


def _said(clause: AllowanceClause) -> tuple[object, ...]:
    return clause.seconds, clause.purpose, clause.months_kept, clause.at_most


def _allowance_lot(history: History, month: Month, clause: AllowanceClause, run: list[int], days: int) -> Lot:
    share = Fraction(len(run), days)
    seconds = int(clause.seconds * share)
    name = f"allowance {month[0]}-{month[1]:02d}" + ("" if len(run) == days else f" from day {run[0]}")
    whole = "the whole month" if len(run) == days else f"{len(run)} of {days} days"
    ends = month_start(month_after(month, 1 + (clause.months_kept or 0)), history.zone)
    return Lot(
        name=name,
        kind="allowance",
        granted=seconds,
        from_at=local_midnight(date(*month, run[0]), history.zone),
        until_at=ends,
        purpose=clause.purpose,
        clause=clause.clause,
        because=f"granted for {whole}",
        parts=(("seconds a month", Fraction(clause.seconds)), ("share of the month", share)),
    )


def block_lot(history: History, bought: BlockBought) -> Lot | NoLot:
    """Return the lot of a block; what holds for it is what was in force when it was bought."""
    version = version_at(history, bought.bought_at)
    clause = version.terms.prepaid.block if version else None
    if clause is None:
        return NoLot(bought.name, "no clause in force on that day offers blocks of hours", bought.place)
    offer = next((each for each in clause.offers if each.size == bought.size), None)
    if offer is None:
        sizes = ", ".join(f"{each.size / 3600:g} h" for each in clause.offers)
        return NoLot(bought.name, f"blocks of {bought.size / 3600:g} h were not offered, only {sizes}", bought.place)
    return _lot_of(history, bought, clause, offer)


def _lot_of(history: History, bought: BlockBought, clause: BlockClause, offer: BlockOffer) -> Lot:
    # Where the agreement does not say from when a block counts, a finding says so, and it counts when it is paid.
    needs_payment = clause.counts_when_paid is not False
    from_at = bought.paid_at if needs_payment else bought.bought_at
    usable = NEVER if from_at is None else max(from_at, bought.bought_at)
    expiry = offer.expires
    waits = expiry is not None and expiry.after == "first use" and bought.first_used_at is None
    return Lot(
        name=bought.name,
        kind="block",
        granted=max(bought.size + offer.free - bought.used_before, 0),
        from_at=usable,
        until_at=NEVER if waits else _end_of(expiry, bought, history.zone),
        purpose=clause.purpose,
        clause=offer.clause,
        because=_told(bought, offer),
        bought_at=bought.bought_at,
        known_at=bought.bought_at if bought.recorded_at is None else bought.recorded_at,
        first_use_months=expiry.months if expiry is not None and waits else None,
    )


def _told(bought: BlockBought, offer: BlockOffer) -> str:
    free = f", {offer.free / 3600:g} h free" if offer.free else ""
    before = f", {in_words(bought.used_before)} used before" if bought.used_before else ""
    return f"{bought.size / 3600:g} h bought{free}{before}"


def _end_of(expiry: Expiry | None, bought: BlockBought, zone: str) -> int:
    if expiry is None:
        return NEVER
    starts = {"payment": bought.paid_at, "purchase": bought.bought_at, "first use": bought.first_used_at}
    start = starts[expiry.after]
    return NEVER if start is None else _months_later(start, expiry.months, zone)


def _months_later(moment: int, months: int, zone: str) -> int:
    """Return the moment so many calendar months later: the same clock time on the same day of a later month."""
    local = in_zone(moment, zone).replace(tzinfo=None) + relativedelta(months=months)
    return int(local.replace(tzinfo=zone_named(zone)).timestamp())


def kept_within(lots: tuple[Lot, ...], at_most: int) -> Iterator[tuple[Lot, int]]:
    """Yield what is lost of lots that are carried over when no more than `at_most` may be, the oldest first."""
    excess = sum(lot.left for lot in lots) - at_most
    for lot in lots:
        lost = min(max(excess, 0), lot.left)
        if lost:
            yield lot, lost
        excess -= lost
