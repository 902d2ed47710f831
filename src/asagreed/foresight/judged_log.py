"""Every clock of a whole log under one agreement, part by part."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from asagreed.clocks import ServiceTarget
from asagreed.clocks.agreement_promises import AgreementPromises
from asagreed.clocks.in_bulk.columns import ClockColumns
from asagreed.clocks.in_bulk.judging import judge_many
from asagreed.clocks.in_bulk.log import Log
from asagreed.clocks.paused import paused_in_all
from asagreed.clocks.priority_matrix import with_priorities
from asagreed.clocks.promises import ClockRule
from asagreed.clocks.reporting import origins_of
from asagreed.facts import EventTable
from asagreed.facts.event_table import Int64
from asagreed.versions import History

TICKETS_AT_A_TIME = 131_072
"""Small enough for its columns to stay near the processor, and for memory to grow with the result only."""

Progress = Callable[[int], None]


@dataclass(frozen=True, slots=True, eq=False)
class JudgedLog:
    """The clocks of all tickets of a table, as of a moment; `counts_from` has the start of each ticket.

    Where `start` or `end` are given, the table has only tickets reported in [start, end), UTC seconds.
    """

    table: EventTable
    history: History
    as_of: int
    start: int | None
    end: int | None
    clocks: tuple[ClockColumns, ...]
    counts_from: Int64


def judge_log(
    table: EventTable,
    history: History,
    *,
    as_of: int | None = None,
    start: int | None = None,
    end: int | None = None,
    progress: Progress = lambda _: None,
    promises: AgreementPromises | None = None,
) -> JudgedLog:
    """Judge every clock of the tickets reported in [start, end) that have an event by `as_of`, as of that moment.

    Moments are UTC seconds; without them all tickets are judged, as of the last event in the log. `progress` is told
    how many more clocks of tickets are done, out of tickets × clocks. `promises` are those of the history, for who asks
    them more: what was found out once helps the next time.
    """
    moment = last_moment(table) if as_of is None else as_of
    asked = with_priorities(_asked_for(table, moment, start, end), history)
    promises = AgreementPromises(history) if promises is None else promises
    rules = rules_in_use(history, promises)
    parts: dict[str, list[tuple[int, ClockColumns]]] = {rule.name: [] for rule in rules}
    origins = []
    for begin in range(0, asked.number_of_tickets, TICKETS_AT_A_TIME):
        part = asked.part(begin, min(begin + TICKETS_AT_A_TIME, asked.number_of_tickets))
        log, counts_from = Log(part, as_of=moment), origins_of(part, history)
        origins.append(counts_from)
        for rule, chosen in _each_ticket_once(rules, promises, counts_from):
            columns = judge_many(log, promises, rule, counts_from=counts_from, progress=progress)
            parts[rule.name].append((begin, columns.of_tickets(chosen)))
    clocks = tuple(_joined(columns) for columns in parts.values() if columns)
    return JudgedLog(asked, history, moment, start, end, clocks, _concatenated(origins))


def _asked_for(table: EventTable, as_of: int, start: int | None, end: int | None) -> EventTable:
    """Return the tickets that were reported in a period and have an event by a moment."""
    chosen = table.at[table.first[:-1]] <= as_of
    if start is not None:
        chosen &= table.reported_at >= start
    if end is not None:
        chosen &= table.reported_at < end
    return table if chosen.all() else table.take(np.flatnonzero(chosen))


def rules_in_use(history: History, promises: AgreementPromises) -> tuple[ClockRule, ...]:
    """Return the clocks for which any version has a target."""
    used = {clock for version in history.versions for clock in version.terms.targets_by_clock}
    return tuple(rule for rule in promises.all_rules() if rule.name in used)


def _each_ticket_once(
    rules: tuple[ClockRule, ...], promises: AgreementPromises, counts_from: Int64
) -> Iterator[tuple[ClockRule, NDArray[np.bool_]]]:
    """Yield each rule with its tickets; where versions have different rules for one clock, a ticket has one of them."""
    for name in dict.fromkeys(rule.name for rule in rules):
        left = np.ones(len(counts_from), np.bool_)
        own = [rule for rule in rules if rule.name == name]
        for rule in own[:-1]:
            chosen = left & promises.follows(rule, counts_from)
            yield rule, chosen
            left &= ~chosen
        yield own[-1], left


def last_moment(table: EventTable) -> int:
    """Return the moment of the last event, 0 for an empty table."""
    return int(table.at.max()) if len(table.at) else 0


def _concatenated(parts: list[Int64]) -> Int64:
    return np.concatenate(parts) if parts else np.empty(0, np.int64)


def _joined(parts: list[tuple[int, ClockColumns]]) -> ClockColumns:
    """Put the parts of one clock together, each with its first ticket: tickets counted on, targets numbered once."""
    targets: list[ServiceTarget] = []
    numbers: dict[int, int] = {}
    renumbered, tickets, why_not = [], [], dict[int, str]()
    for begin, part in parts:
        own = [_number(target, targets, numbers) for target in part.targets]
        renumbered.append(
            np.where(part.target >= 0, np.array([*own, 0], np.int32)[np.maximum(part.target, -1)], part.target)
        )
        tickets.append(part.ticket + begin)
        why_not.update({row + begin: why for row, why in part.why_not.items()})
    columns = [part for _, part in parts]
    return ClockColumns(
        name=columns[0].name,
        ticket=np.concatenate(tickets),
        target=np.concatenate(renumbered),
        state=np.concatenate([part.state for part in columns]),
        verdict=np.concatenate([part.verdict for part in columns]),
        elapsed=np.concatenate([part.elapsed for part in columns]),
        breached_at=np.concatenate([part.breached_at for part in columns]),
        stopped_at=np.concatenate([part.stopped_at for part in columns]),
        first_stopped_at=np.concatenate([part.first_stopped_at for part in columns]),
        started_at=np.concatenate([part.started_at for part in columns]),
        priority=np.concatenate([part.priority for part in columns]),
        targets=tuple(targets),
        why_not=why_not,
        paused=paused_in_all(*(part.paused for part in columns)),
    )


def _number(target: ServiceTarget, targets: list[ServiceTarget], numbers: dict[int, int]) -> int:
    """Return the number of a target; the same promise in different words of a ticket is one target."""
    if id(target) not in numbers:
        same = next((number for number, known in enumerate(targets) if known == target), len(targets))
        if same == len(targets):
            targets.append(target)
        numbers[id(target)] = same
    return numbers[id(target)]
