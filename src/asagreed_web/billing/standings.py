"""The work of each customer as it stands settled, kept in the process and carried on from what is stored.

What is kept is compared with the rows each time, so that it can never be older than they are; what did not change is
not settled again.
"""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from threading import Lock

from asagreed.billing.work.settling import Issued
from asagreed.billing.work.standing import Standing
from asagreed.facts.books import Books
from asagreed.facts.work import WorkEntry
from asagreed.versions import History
from asagreed_web.agreements.queries import history_of
from asagreed_web.billing.facts import books_of, issued_of, with_incident
from asagreed_web.tickets.facts import Row, work_fact, work_rows
from asagreed_web.upkeep.facts import upkeep_work, upkeep_work_rows

MOST = 64
"""Of how many customers a process keeps the work: 5,000 entries take about 15 MB."""


@dataclass(frozen=True, slots=True)
class _Kept:
    rows: list[Row]
    entries: dict[int, tuple[Row, WorkEntry]]
    standing: Standing


_kept: OrderedDict[int, _Kept] = OrderedDict()
_lock = Lock()


def standing_of(customer_id: int, *, without: int | None = None) -> Standing | None:
    """Return the work of a customer as it stands, or None without an agreement.

    `without` is the id of an entry that is about to be corrected, and so counts no more.
    """
    history = history_of(customer_id)
    if history is None:
        return None
    books, issued = books_of(customer_id, zone=history.zone), issued_of(customer_id)
    # What an invoice holds stays on it; a correction gives it back on a later one.
    rows = work_rows(customer_id, with_corrected=bool(issued))
    rows += upkeep_work_rows(customer_id, with_corrected=bool(issued))
    kept = _carried_on(customer_id, rows, history, books, issued)
    if without is None or any(f"entry {without}" in (each.entries or ()) for each in issued):
        return kept.standing
    left = (entry for number, (_, entry) in kept.entries.items() if number != without)
    return Standing(left, history, books, issued=issued, before=kept.standing)


def _carried_on(customer_id: int, rows: list[Row], history: History, books: Books, issued: tuple[Issued, ...]) -> _Kept:
    with _lock:
        before = _kept.get(customer_id)
    standing = before.standing if before else None
    known = (before.rows, standing.books, standing.issued) if before and standing else None
    if before and standing and known == (rows, books, issued) and standing.history is history:
        return before
    entries = {row[0]: (row, _entry(row, before, books)) for row in rows}
    work = (entry for _, entry in entries.values())
    found = _Kept(rows, entries, Standing(work, history, books, issued=issued, before=standing))
    with _lock:
        _kept[customer_id] = found
        _kept.move_to_end(customer_id)
        while len(_kept) > MOST:
            _kept.popitem(last=False)
    return found


def _entry(row: Row, before: _Kept | None, books: Books) -> WorkEntry:
    """Return the fact of a row, the same object as before where nothing of it changed: it is compared quickly."""
    known = before.entries.get(row[0]) if before else None
    if known and known[0] == row and bool(known[1].incident) == (known[1].ticket in books.incidents):
        return known[1]
    # The numbers of recurring work are below zero, so that they are nobody else's.
    return upkeep_work(row) if row[0] < 0 else with_incident(work_fact(row), books)
