"""What an entry must be before a ledger takes it, as far as the entry alone can tell."""

from __future__ import annotations

import re

from asagreed.billing.ledger.entries import LedgerEntry, sums_of
from asagreed.billing.ledger.quantities import quantity_of
from asagreed.errors import EntryIncomplete, EntryUnbalanced
from asagreed.open_time.counting import year_of

_SHA256 = re.compile(r"[0-9a-f]{64}")


def check_entry(entry: LedgerEntry) -> None:
    """Check that an entry is complete, dated and balanced. Raises EntryIncomplete, OutOfRange, EntryUnbalanced."""
    missing = _missing(entry)
    if missing:
        raise EntryIncomplete(entry=entry.id, missing=missing)
    year_of(entry.happened_at)
    year_of(entry.recorded_at)
    over = sums_of(entry)
    if over:
        raise EntryUnbalanced(
            entry=entry.id, over=tuple(str(quantity_of(units, commodity)) for commodity, units in over.items())
        )


def _missing(entry: LedgerEntry) -> str | None:
    if not entry.id:
        return "id"
    if not entry.postings:
        return "posting"
    if not entry.cause:
        return "cause"
    if not entry.because:
        return "reason (because)"
    return None if _SHA256.fullmatch(entry.inputs) else "hash of its inputs (hash_inputs makes it)"
