"""An entry of the ledger: what was posted where, when it happened, when it was recorded, and why."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import Any

from asagreed.billing.ledger.accounts import Account
from asagreed.billing.ledger.canonical import sha256_of
from asagreed.billing.ledger.quantities import Quantity, Seconds, commodity_of, units_of, written
from asagreed.errors import UnfitPosting
from asagreed.figures import Clause


@dataclass(frozen=True, slots=True)
class Posting:
    """A quantity that comes to an account, or below zero leaves it. Raises UnfitPosting."""

    account: Account
    quantity: Quantity

    def __post_init__(self) -> None:
        if self.account.holds_time != isinstance(self.quantity, Seconds):
            kept = "whole seconds" if self.account.holds_time else "money"
            raise self._unfit(why=f"this account holds {kept}", remedy="Post it to an account of its own kind.")
        try:
            units_of(self.quantity)
        except ValueError as error:
            raise self._unfit(
                why=str(error), remedy="Round a price where its line is closed, by round_half_up."
            ) from None

    @property
    def commodity(self) -> str:
        """The currency of money, SECONDS of time."""
        return commodity_of(self.quantity)

    @property
    def units(self) -> int:
        """The quantity in the smallest unit of its commodity."""
        return units_of(self.quantity)

    def __neg__(self) -> Posting:
        return Posting(self.account, -self.quantity)

    def _unfit(self, *, why: str, remedy: str) -> UnfitPosting:
        return UnfitPosting(account=str(self.account), quantity=repr(self.quantity), why=why, remedy=remedy)


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerEntry:
    """Postings that add up to nothing in each commodity, and the reason for them.

    `happened_at` is when what it is about happened, `recorded_at` when it came into the ledger, both in UTC seconds.
    `cause` is a key for readers, such as «work W-12, part 2»; `because` says why in plain words; `inputs` is the
    hash of what it was worked out from. `reverses` is the id of the entry that it takes back. `previous` and `hash`
    chain it to the entry before; a ledger writes them, in a draft they are empty.
    """

    id: str
    happened_at: int
    recorded_at: int
    cause: str
    because: str
    inputs: str
    postings: tuple[Posting, ...]
    clauses: tuple[Clause, ...] = ()
    reverses: str | None = None
    previous: str = ""
    hash: str = ""


def sums_of(entry: LedgerEntry) -> dict[str, int]:
    """Return what the postings of an entry add up to, in smallest units by commodity, those at zero left out."""
    sums: Counter[str] = Counter()
    for posting in entry.postings:
        sums[posting.commodity] += posting.units
    return {commodity: units for commodity, units in sorted(sums.items()) if units}


def record_of(entry: LedgerEntry) -> dict[str, Any]:
    """Return an entry as plain data, exact: amounts are texts with every digit of their currency."""
    return {
        "id": entry.id,
        "happened_at": entry.happened_at,
        "recorded_at": entry.recorded_at,
        "cause": entry.cause,
        "because": entry.because,
        "inputs": entry.inputs,
        "postings": [_posting_record(posting) for posting in entry.postings],
        "clauses": [_clause_record(clause) for clause in entry.clauses],
        "reverses": entry.reverses,
        "previous": entry.previous,
        "hash": entry.hash,
    }


def sealed(entry: LedgerEntry, *, previous: str) -> LedgerEntry:
    """Return an entry chained to the hash of the one before it, with its own hash over all of it."""
    record = {**record_of(entry), "previous": previous}
    del record["hash"]
    return replace(entry, previous=previous, hash=sha256_of(record))


def _posting_record(posting: Posting) -> dict[str, Any]:
    return {
        "account": list(posting.account.path),
        "amount": written(posting.units, posting.commodity),
        "commodity": posting.commodity,
    }


def _clause_record(clause: Clause) -> dict[str, Any]:
    return {"address": clause.address, "file": clause.file, "line": clause.line, "version": clause.version}
