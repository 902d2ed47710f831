"""Work of many customers settled side by side: amounts and deciding clauses in columns, the trace on demand.

Each customer is settled by the same engine as one statement, so the columns are its parts and nothing else; the trace
of any row is rebuilt from its agreement, its books and its work, and gives the same amount.
"""

from __future__ import annotations

import gc
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from asagreed.billing.work.explaining import explain_part
from asagreed.billing.work.settling import SOURCES, Settlement, WorkPart, settle
from asagreed.errors import AgreementHasErrors, AsagreedError
from asagreed.facts.books import Books
from asagreed.facts.books.reading import read_books
from asagreed.facts.work_readers import read_work_columns
from asagreed.figures import Figure
from asagreed.versions import History, read_agreement

RARELY = 100_000
"""After how many new objects a process of the pool looks for rubbish."""
AT_ONCE = 2
"""How many customers wait for each process, so that no more than these are in memory."""


@dataclass(frozen=True, slots=True)
class Customer:
    """Where the papers, the books (if there are any) and the work of a customer are."""

    agreement: Path
    work: Path
    books: Path | None = None


@dataclass(frozen=True, slots=True, eq=False)
class SettledWork:
    """The parts of one customer's work, one row each, in the order in which they were drawn.

    `worked`, `billed` and `taken` are seconds; an amount is `numerator / denominator` in the currency of the
    agreement, exact. `source` numbers `SOURCES`; `entry` numbers `entries` and `clause` numbers `clauses`.
    """

    agreement: str
    currency: str
    entries: tuple[str, ...]
    clauses: tuple[str, ...]
    entry: NDArray[np.int64]
    worked: NDArray[np.int64]
    billed: NDArray[np.int64]
    taken: NDArray[np.int64]
    numerator: NDArray[np.int64]
    denominator: NDArray[np.int64]
    source: NDArray[np.int8]
    clause: NDArray[np.int32]


def settle_many(customers: Sequence[Customer], *, processes: int = 1) -> Iterator[SettledWork]:
    """Yield the settled work of each customer, in their order. Raises AgreementHasErrors, and what reading raises."""
    if processes < 2:
        yield from map(settle_customer, customers)
        return
    # A fresh process has no threads of a parent to inherit half of. Entries and parts are kept to the end of their
    # customer, so there is little rubbish to look for among them.
    spawn = get_context("spawn")
    with ProcessPoolExecutor(processes, spawn, initializer=gc.set_threshold, initargs=(RARELY,)) as pool:
        waiting: deque[tuple[Customer, Future[SettledWork | None]]] = deque()
        for customer in customers:
            waiting.append((customer, pool.submit(_settled_or_refused, customer)))
            if len(waiting) == processes * AT_ONCE:
                yield _result(*waiting.popleft())
        yield from (_result(*each) for each in waiting)


def settle_customer(customer: Customer) -> SettledWork:
    """Return the settled work of one customer, read from its files."""
    settlement = _settled(customer)
    return as_columns(settlement)


def explain_row(customer: Customer, row: int) -> Figure:
    """Return the whole trace of one row, rebuilt from the files."""
    settlement = _settled(customer)
    part = settlement.parts[row]
    return explain_part(part, zone=settlement.history.zone, currency=_currency(settlement.history))


def as_columns(settlement: Settlement) -> SettledWork:
    """Return the parts of a settlement as columns."""
    parts = settlement.parts
    entries, clauses = _Numbers(), _Numbers()
    return SettledWork(
        agreement=settlement.history.agreement,
        currency=_currency(settlement.history),
        entry=_column((entries.of(part.entry) for part in parts), len(parts)),
        worked=_column((part.worked for part in parts), len(parts)),
        billed=_column((part.billed for part in parts), len(parts)),
        taken=_column((part.taken for part in parts), len(parts)),
        numerator=_column((part.amount.numerator for part in parts), len(parts)),
        denominator=_column((part.amount.denominator for part in parts), len(parts)),
        source=_column((SOURCES.index(part.source) for part in parts), len(parts)).astype(np.int8),
        clause=_column((clauses.of(_clause(part)) for part in parts), len(parts)).astype(np.int32),
        entries=tuple(entries.known),
        clauses=tuple(clauses.known),
    )


def _settled_or_refused(customer: Customer) -> SettledWork | None:
    try:
        return settle_customer(customer)
    except AsagreedError:
        return None


def _result(customer: Customer, settled: Future[SettledWork | None]) -> SettledWork:
    # An error with named values cannot travel between processes, so what was refused there is refused here again.
    return settled.result() or settle_customer(customer)


class _Numbers:
    """Numbers for texts, in the order in which they come."""

    def __init__(self) -> None:
        self.known: dict[str, int] = {}

    def of(self, text: str) -> int:
        return self.known.setdefault(text, len(self.known))


def _column(values: Iterable[int], number: int) -> NDArray[np.int64]:
    return np.fromiter(values, dtype=np.int64, count=number)


def _clause(part: WorkPart) -> str:
    clause = part.clause or part.judgement.clause
    return f"{clause.address} {clause.version}" if clause else ""


def _settled(customer: Customer) -> Settlement:
    history, problems = read_agreement(customer.agreement)
    if history is None:
        first: Any = next(problem for problem in problems if problem.is_error)
        raise AgreementHasErrors(file=str(customer.agreement), first=f"line {first.line}: {first.message}")
    books = _books(customer, history)
    columns = read_work_columns(customer.work, zone=history.zone)
    return settle(columns.entries(), history, books)


def _books(customer: Customer, history: History) -> Books:
    if customer.books is None:
        return Books()
    read = read_books(customer.books, zone=history.zone)
    if read.books is None:
        first = next(problem for problem in read.problems if problem.is_error)
        raise AgreementHasErrors(file=str(customer.books), first=f"line {first.line}: {first.message}")
    return read.books


def _currency(history: History) -> str:
    return history.versions[-1].terms.currency or ""
