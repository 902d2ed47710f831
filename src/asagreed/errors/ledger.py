"""Errors of the ledger: entries that cannot be, and books that were damaged."""

from __future__ import annotations

from asagreed.errors.base import AsagreedError


class UnknownAccount(AsagreedError):
    """A ledger account that is not in the chart."""

    def __init__(self, *, account: str) -> None:
        super().__init__(
            f"The ledger has no account «{account}»: its chart is closed, and no part of a name may be empty. "
            "Take the account from a function of asagreed.billing.ledger, such as receivable or block_left."
        )
        self.account = account


class UnfitPosting(AsagreedError):
    """A posting whose quantity its account, or any ledger, cannot hold exactly."""

    def __init__(self, *, account: str, quantity: str, why: str, remedy: str) -> None:
        super().__init__(f"{quantity} cannot be posted to {account}: {why}. {remedy}")
        self.account, self.quantity, self.why, self.remedy = account, quantity, why, remedy


class UnfitInputs(AsagreedError):
    """Inputs of a ledger entry hold something that has no one way to be written down, so no hash."""

    def __init__(self, *, kind: str) -> None:
        super().__init__(
            f"Inputs with a value of type {kind} cannot be hashed: it is not written the same way everywhere. "
            "Give texts, whole numbers, Decimal, Fraction, Money, dates, moments, and lists or mappings of them."
        )
        self.kind = kind


class EntryIncomplete(AsagreedError):
    """A ledger entry lacks something that every entry must have."""

    def __init__(self, *, entry: str, missing: str) -> None:
        super().__init__(
            f"The entry «{entry}» cannot be recorded: it has no {missing}. "
            "Give it one; an entry that says less could not be explained later."
        )
        self.entry, self.missing = entry, missing


class EntryUnbalanced(AsagreedError):
    """The postings of a ledger entry do not add up to nothing in each commodity."""

    def __init__(self, *, entry: str, over: tuple[str, ...]) -> None:
        super().__init__(
            f"The entry «{entry}» cannot be recorded: its postings add up to {' and '.join(over)}, not to nothing. "
            "Post what is missing to the account that it comes from or goes to."
        )
        self.entry, self.over = entry, over


class EntryIdUsed(AsagreedError):
    """A ledger entry has the id of one that is already recorded."""

    def __init__(self, *, entry: str) -> None:
        super().__init__(
            f"The entry «{entry}» cannot be recorded: an entry with this id is in the ledger, and stays. "
            "Give the new one an id of its own; to correct the old one, reverse it."
        )
        self.entry = entry


class RecordedOutOfOrder(AsagreedError):
    """A ledger entry says that it was recorded before the last one was."""

    def __init__(self, *, entry: str, recorded_at: str, last: str) -> None:
        super().__init__(
            f"The entry «{entry}» cannot be recorded at {recorded_at}: the last entry was recorded at {last}, and a "
            "ledger only grows at its end. For something late, keep happened_at early and record it now."
        )
        self.entry, self.recorded_at, self.last = entry, recorded_at, last


class ReversalRefused(AsagreedError):
    """A ledger entry cannot take back the one that it names."""

    def __init__(self, *, entry: str, reverses: str, why: str) -> None:
        super().__init__(
            f"The entry «{entry}» cannot reverse «{reverses}»: {why}. "
            "Reverse an entry of this ledger once, as Ledger.reverse drafts it; then record what is right as a new one."
        )
        self.entry, self.reverses, self.why = entry, reverses, why


class UnknownEntry(AsagreedError):
    """A ledger has no entry with the asked id."""

    def __init__(self, *, entry: str) -> None:
        super().__init__(
            f"The ledger has no entry «{entry}». Ids are compared letter by letter; ask for one that was recorded."
        )
        self.entry = entry


class LedgerDamaged(AsagreedError):
    """A ledger is not what was recorded: an entry was changed, moved, removed or never was one."""

    def __init__(self, *, place: str, why: str) -> None:
        super().__init__(
            f"The ledger is damaged at {place}: {why}. Restore it from a copy; recorded entries are never edited, "
            "a mistake is taken back by a reversal."
        )
        self.place, self.why = place, why
