"""The ledger: entries that are only added, each chained to the one before, and balances as their sums."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from asagreed.billing.ledger.accounts import Account
from asagreed.billing.ledger.canonical import hash_inputs
from asagreed.billing.ledger.entries import LedgerEntry, Posting, sealed
from asagreed.billing.ledger.entry_rules import check_entry
from asagreed.billing.ledger.quantities import Quantity, quantity_of
from asagreed.errors import (
    AsagreedError,
    EntryIdUsed,
    LedgerDamaged,
    RecordedOutOfOrder,
    ReversalRefused,
    UnknownEntry,
)
from asagreed.open_time.zones import EPOCH

BEFORE_ALL = "0" * 64
"""What the first entry is chained to."""


class Ledger:
    """Entries in the order in which they were recorded. Nothing is stored beside them that they do not say.

    `as_of_happened` and `as_of_recorded` ask for the entries that had happened, or were recorded, at that UTC second
    or before it; both together say what was known at one moment about another.
    """

    __slots__ = ("_by_account", "_entries", "_numbers", "_reversals", "_running")

    def __init__(self) -> None:
        self._entries: list[LedgerEntry] = []
        self._numbers: dict[str, int] = {}
        self._reversals: dict[str, str] = {}
        self._by_account: dict[Account, list[int]] = {}
        self._running: dict[tuple[Account, str], int] = {}

    def __iter__(self) -> Iterator[LedgerEntry]:
        return iter(tuple(self._entries))

    def __len__(self) -> int:
        return len(self._entries)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Ledger) and self._entries == other._entries

    __hash__ = None  # type: ignore[assignment] # it grows

    @property
    def head(self) -> str:
        """The hash of the last entry, through the chain of all; kept elsewhere it proves that none was cut off."""
        return self._entries[-1].hash if self._entries else BEFORE_ALL

    def entry(self, entry_id: str) -> LedgerEntry:
        """Return the entry with an id. Raises UnknownEntry."""
        if entry_id not in self._numbers:
            raise UnknownEntry(entry=entry_id)
        return self._entries[self._numbers[entry_id]]

    def reversal_of(self, entry_id: str) -> LedgerEntry | None:
        """Return the entry that took one back, if there is one. Raises UnknownEntry."""
        reversal = self._reversals.get(self.entry(entry_id).id)
        return None if reversal is None else self.entry(reversal)

    def append(self, entry: LedgerEntry) -> LedgerEntry:
        """Add an entry at the end and return it as it was sealed; on any error the ledger stays as it was.

        Raises EntryIncomplete, OutOfRange, EntryUnbalanced, EntryIdUsed, RecordedOutOfOrder, ReversalRefused.
        """
        self._check(entry)
        added = sealed(entry, previous=self.head)
        self._keep(added)
        return added

    def accept(self, entry: LedgerEntry, *, place: str) -> None:
        """Add an entry that was sealed before, if it still is what it was. Raises LedgerDamaged, naming the place."""
        try:
            self._check(entry)
        except AsagreedError as error:
            raise LedgerDamaged(place=place, why=str(error).rstrip(".")) from error
        if entry.previous != self.head:
            raise LedgerDamaged(place=place, why=f"the entry «{entry.id}» does not follow the entry before it")
        if entry.hash != sealed(entry, previous=self.head).hash:
            raise LedgerDamaged(place=place, why=f"the entry «{entry.id}» is not what was recorded: its hash differs")
        self._keep(entry)

    def reverse(self, entry_id: str, *, recorded_at: int, because: str, happened_at: int | None = None) -> LedgerEntry:
        """Draft the entry that takes another one back; append it to make it count.

        It has the cause and the clauses of the other and, unless another moment is given, happened when that did, so
        that its period is put right. Raises UnknownEntry, ReversalRefused.
        """
        taken_back = self.entry(entry_id)
        draft = LedgerEntry(
            id=f"{entry_id}, reversed",
            happened_at=taken_back.happened_at if happened_at is None else happened_at,
            recorded_at=recorded_at,
            cause=taken_back.cause,
            because=because,
            inputs=hash_inputs({"reverses": taken_back.hash}),
            postings=tuple(-posting for posting in taken_back.postings),
            clauses=taken_back.clauses,
            reverses=entry_id,
        )
        self._check_reversal(draft)
        return draft

    def verify(self) -> None:
        """Walk all entries again: chain, rules and running balances. Raises LedgerDamaged for the first bad entry."""
        again = Ledger()
        for number, entry in enumerate(self._entries, start=1):
            again.accept(entry, place=f"entry {number} («{entry.id}»)")
        if again._running != self._running:
            raise LedgerDamaged(place="the running balances", why="they are not the sums of the entries")

    def postings_to(
        self,
        account: Account,
        *,
        commodity: str,
        as_of_happened: int | None = None,
        as_of_recorded: int | None = None,
    ) -> Iterator[tuple[LedgerEntry, Posting]]:
        """Yield every posting of a commodity to an account with its entry, in the order recorded."""
        for number in self._by_account.get(account, ()):
            entry = self._entries[number]
            if _is_known(entry, as_of_happened, as_of_recorded):
                for posting in entry.postings:
                    if posting.account == account and posting.commodity == commodity:
                        yield entry, posting

    def balance(
        self,
        account: Account,
        *,
        commodity: str,
        as_of_happened: int | None = None,
        as_of_recorded: int | None = None,
    ) -> Quantity:
        """Return the sum of what was posted to an account in a currency or in SECONDS; zero when nothing was."""
        if as_of_happened is None and as_of_recorded is None:
            return quantity_of(self._running.get((account, commodity), 0), commodity)
        postings = self.postings_to(
            account, commodity=commodity, as_of_happened=as_of_happened, as_of_recorded=as_of_recorded
        )
        return quantity_of(sum(posting.units for _, posting in postings), commodity)

    def balances(
        self, *, as_of_happened: int | None = None, as_of_recorded: int | None = None
    ) -> dict[Account, dict[str, Quantity]]:
        """Return the balance of every account that was posted to, by commodity, accounts and commodities in order."""
        sums: dict[tuple[Account, str], int] = {}
        for entry in self._entries:
            if _is_known(entry, as_of_happened, as_of_recorded):
                _add(sums, entry)
        found: dict[Account, dict[str, Quantity]] = {}
        for (account, commodity), units in sorted(sums.items()):
            found.setdefault(account, {})[commodity] = quantity_of(units, commodity)
        return found

    def _check(self, entry: LedgerEntry) -> None:
        check_entry(entry)
        self._check_place(entry)
        self._check_reversal(entry)

    def _check_place(self, entry: LedgerEntry) -> None:
        if entry.id in self._numbers:
            raise EntryIdUsed(entry=entry.id)
        if self._entries and entry.recorded_at < self._entries[-1].recorded_at:
            raise RecordedOutOfOrder(
                entry=entry.id,
                recorded_at=str(EPOCH + timedelta(seconds=entry.recorded_at)),
                last=str(EPOCH + timedelta(seconds=self._entries[-1].recorded_at)),
            )

    def _check_reversal(self, entry: LedgerEntry) -> None:
        if entry.reverses is None:
            return
        why = self._why_not(entry, entry.reverses)
        if why:
            raise ReversalRefused(entry=entry.id, reverses=entry.reverses, why=why)

    def _why_not(self, entry: LedgerEntry, reverses: str) -> str | None:
        if reverses not in self._numbers:
            return "the ledger has no such entry"
        if reverses in self._reversals:
            return f"«{self._reversals[reverses]}» has already taken it back"
        taken_back = self.entry(reverses)
        if taken_back.reverses is not None:
            return "it is itself a reversal"
        if entry.postings != tuple(-posting for posting in taken_back.postings):
            return "its postings are not the exact opposite"
        return None

    def _keep(self, entry: LedgerEntry) -> None:
        number = len(self._entries)
        self._entries.append(entry)
        self._numbers[entry.id] = number
        if entry.reverses is not None:
            self._reversals[entry.reverses] = entry.id
        for account in {posting.account for posting in entry.postings}:
            self._by_account.setdefault(account, []).append(number)
        _add(self._running, entry)


def _add(sums: dict[tuple[Account, str], int], entry: LedgerEntry) -> None:
    for posting in entry.postings:
        key = (posting.account, posting.commodity)
        sums[key] = sums.get(key, 0) + posting.units


def _is_known(entry: LedgerEntry, as_of_happened: int | None, as_of_recorded: int | None) -> bool:
    if as_of_happened is not None and entry.happened_at > as_of_happened:
        return False
    return as_of_recorded is None or entry.recorded_at <= as_of_recorded
