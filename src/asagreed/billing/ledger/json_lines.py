"""A ledger as JSON lines: one entry a line, the same bytes for the same entries, and every changed byte found."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from asagreed.billing.ledger.canonical import canonical_json
from asagreed.billing.ledger.entries import LedgerEntry, record_of
from asagreed.billing.ledger.ledger import Ledger
from asagreed.billing.ledger.records import entry_of
from asagreed.errors import AsagreedError, LedgerDamaged


def ledger_lines(ledger: Ledger) -> Iterator[bytes]:
    """Yield each entry as a line of ASCII that ends in a line feed; a longer ledger begins with the same lines."""
    return (_line(entry) for entry in ledger)


def read_ledger(lines: Iterable[bytes], *, head: str | None = None) -> Ledger:
    """Return the ledger that was written as lines, such as a file opened in binary mode.

    Lines cut off at the end leave a shorter ledger that is sound in itself: give the `head` that was kept elsewhere to
    find that too. Raises LedgerDamaged with the number of the first bad line.
    """
    ledger = Ledger()
    for number, line in enumerate(lines, start=1):
        place = f"line {number}"
        ledger.accept(_entry(line, place), place=place)
    if head not in {None, ledger.head}:
        raise LedgerDamaged(place="its end", why="its last entry is not the one that was last recorded")
    return ledger


def _entry(line: bytes, place: str) -> LedgerEntry:
    try:
        entry = entry_of(json.loads(line))
    except (ValueError, RecursionError, AsagreedError) as error:
        raise LedgerDamaged(place=place, why=f"it is no entry ({str(error).rstrip('.')})") from error
    if _line(entry) != line:
        raise LedgerDamaged(place=place, why="it is not written as a ledger writes it")
    return entry


def _line(entry: LedgerEntry) -> bytes:
    return f"{canonical_json(record_of(entry))}\n".encode("ascii")
