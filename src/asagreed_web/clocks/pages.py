"""What a page prints of the clocks of a ticket: one cell for each promise, and the ledger behind it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from asagreed.clocks import Clock, ClockState, Verdict
from asagreed.clocks.explaining import rows_of, verdict_in_words
from asagreed.figures import Clause
from asagreed.foresight import ExplainedTicket
from asagreed_web.kit.parts import LedgerRow, PromiseCell, PromiseState

Addresses = Callable[[Clause], str]
"""Where a clause can be read; an empty address for one that stands in no paper."""


@dataclass(frozen=True, slots=True)
class ReadClause:
    """A clause, where it can be read, and of a clause that did not decide the reason."""

    clause: Clause
    address: str
    why: str = ""


@dataclass(frozen=True, slots=True)
class ClockPage:
    """Why a clock says what it says. Moments are UTC seconds, `elapsed` and `budget` open seconds."""

    name: str
    cycle: int
    cycles: tuple[int, ...]
    cell: PromiseCell
    says: str
    rows: tuple[LedgerRow, ...]
    elapsed: int
    budget: int
    hours: str
    because: str
    started_at: int
    due_at: int | None
    zone: str
    counts_from: int
    counts_because: str
    origin: ReadClause | None
    version: int
    version_hash: str
    papers: tuple[str, ...]
    deciding: tuple[ReadClause, ...]
    losers: tuple[ReadClause, ...]
    warnings: tuple[tuple[int, ReadClause | None], ...] = field(default=())


def promise_cells(
    explained: ExplainedTicket | None, *, hold_reason: str, why: Callable[[str], str]
) -> tuple[PromiseCell, ...]:
    """Return the promises of a ticket, of repeating clocks the last; `why` gives the address of a clock's ledger."""
    if explained is None:
        return ()
    last = {clock.name: clock for clock in explained.clocks}
    return tuple(promise_cell(clock, hold_reason=hold_reason, why=why(name)) for name, clock in last.items())


def promise_cell(clock: Clock, *, hold_reason: str = "", why: str = "") -> PromiseCell:
    """Return one promise as of the moment at which its clock was judged."""
    is_running = clock.state is ClockState.RUNNING
    return PromiseCell(
        name=clock.name,
        state=_state(clock),
        due_at=clock.due_at,
        remaining=abs(clock.remaining) if clock.verdict is Verdict.BREACHED else clock.remaining,
        elapsed=clock.elapsed,
        budget=clock.target.within,
        at_risk_at=_at_risk_at(clock) if is_running else None,
        counts_until=_counts_until(clock) if is_running else None,
        hold_reason=hold_reason if clock.state is ClockState.PAUSED else "",
        why=why,
    )


def _state(clock: Clock) -> PromiseState:
    if clock.verdict is Verdict.MET:
        return "met"
    if clock.verdict is Verdict.BREACHED:
        return "breached"
    if clock.verdict is Verdict.NONE:
        return "none"
    if clock.state is ClockState.PAUSED:
        return "paused"
    return (
        "at risk" if any(_warns(clock, one.step.threshold(clock.target.within)) for one in clock.fired) else "running"
    )


def _warns(clock: Clock, threshold: int) -> bool:
    return threshold < clock.target.within


def _at_risk_at(clock: Clock) -> int | None:
    """Return when the first warning before the target fires, if nothing happens."""
    ahead = [step.threshold(clock.target.within) for step in clock.target.steps]
    first = min((threshold for threshold in ahead if _warns(clock, threshold)), default=None)
    if first is None or first <= clock.elapsed:
        return None
    return clock.target.hours.moment_after(clock.as_of, first - clock.elapsed)


def _counts_until(clock: Clock) -> int | None:
    """Return when the hours that count now end, the moment itself while they are closed; None when it is over due."""
    if clock.due_at is None or clock.due_at <= clock.as_of:
        return None
    spans = clock.target.hours.spans(clock.as_of, clock.due_at)
    first = next(iter(spans), None)
    return first.end if first is not None and first.start <= clock.as_of else clock.as_of


def clock_page(
    explained: ExplainedTicket, name: str, *, cycle: int | None, addresses: Addresses, hold_reason: str = ""
) -> ClockPage | None:
    """Return why a clock says what it says; without a cycle the last one; None where the ticket has no such clock."""
    clocks = {clock.cycle or 0: clock for clock in explained.clocks if clock.name == name}
    clock = clocks.get(cycle) if cycle is not None else next(reversed(clocks.values()), None)
    if clock is None:
        return None
    zone, version, origin = explained.version.terms.zone, explained.version, explained.origin
    return ClockPage(
        name=name,
        cycle=clock.cycle or 0,
        cycles=tuple(clocks),
        cell=promise_cell(clock, hold_reason=hold_reason),
        says=verdict_in_words(clock),
        rows=ledger_rows(clock, zone=zone, addresses=addresses),
        elapsed=clock.elapsed,
        budget=clock.target.within,
        hours=clock.target.hours.name,
        because=clock.target.because,
        started_at=clock.started_at,
        due_at=clock.due_at,
        zone=zone,
        counts_from=origin.counts_from,
        counts_because=origin.because,
        origin=_read(origin.clause, addresses) if origin.clause else None,
        version=version.number,
        version_hash=version.hash,
        papers=version.layers,
        deciding=tuple(_read(clause, addresses) for clause in clock.target.clauses),
        losers=tuple(_read(clause, addresses, why) for clause, why in clock.target.losers),
        warnings=tuple((one.at, _read(one.step.clause, addresses) if one.step.clause else None) for one in clock.fired),
    )


def ledger_rows(clock: Clock, *, zone: str, addresses: Addresses) -> tuple[LedgerRow, ...]:
    """Return the stretches of a clock; one that names no clause of its own counts by those of the target."""
    decided = clock.target.clauses[-1] if clock.target.clauses else None
    rows = []
    for row in rows_of(clock, zone=zone):
        clause = row.clause or decided
        address = addresses(clause) if clause else ""
        rows.append(LedgerRow(row.start, row.end, row.counts, row.why, clause, address, row.total))
    return tuple(rows)


def _read(clause: Clause, addresses: Addresses, why: str = "") -> ReadClause:
    return ReadClause(clause, addresses(clause), why)
