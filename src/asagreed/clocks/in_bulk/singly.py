"""Clocks that columns cannot judge, judged one at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import numpy as np

from asagreed.clocks.clock import Clock
from asagreed.clocks.in_bulk.columns import ClockColumns, ClockRows, PromisesInBulk
from asagreed.clocks.in_bulk.log import Log
from asagreed.clocks.paused import paused_in_all, paused_time
from asagreed.clocks.promises import ClockRule, ServiceTarget
from asagreed.clocks.ticket_clocks import judge_rules
from asagreed.errors import AsagreedError
from asagreed.facts.event_table import Int64

Progress = Callable[[int], None]


class TargetList:
    """The targets met so far, each with its number."""

    def __init__(self, targets: Iterable[ServiceTarget], why_not: dict[int, str]) -> None:
        self.targets = list(targets)
        self.why_not = why_not
        self.paused: dict[str, int] = {}

    def index_of(self, target: ServiceTarget) -> int:
        """Return the number of a target, a new one if it was not met before."""
        for number, known in enumerate(self.targets):
            if known is target or known == target:
                return number
        self.targets.append(target)
        return len(self.targets) - 1


def clocks_of(
    log: Log, promises: PromisesInBulk, rule: ClockRule, counts_from: Int64, row: int, known: TargetList
) -> tuple[Clock, ...]:
    """Return one clock of one ticket, or its cycles; `known` is told why there is none."""
    ticket = log.table.bare_ticket(row)
    known.why_not.pop(row, None)
    start = int(counts_from[row])
    try:
        # Asked for by moment, although the rule is known: a ticket that no version covers is refused here.
        rules = tuple(one for one in promises.rules(started_at=start) if one == rule)
        clocks = judge_rules(ticket, promises, rules, counts_from=start, as_of=log.as_of)
    except AsagreedError as error:
        known.why_not[row] = error.summary
        return ()
    for clock in clocks:
        known.paused = paused_in_all(known.paused, paused_time(clock))
    return clocks


def one_by_one_clocks(
    log: Log, promises: PromisesInBulk, rule: ClockRule, counts_from: Int64, progress: Progress
) -> ClockColumns:
    """Return one clock of every ticket of a log, one row a cycle."""
    known = TargetList((), {})
    found: list[tuple[int, Clock]] = []
    follows = promises.follows(rule, counts_from)
    for row in range(log.table.number_of_tickets):
        if not follows[row]:
            continue
        found += [(row, clock) for clock in clocks_of(log, promises, rule, counts_from, row, known)]
        progress(1)
    rows = ClockRows.blank(len(found))
    for number, (_, clock) in enumerate(found):
        rows.write(number, clock, known.index_of(clock.target))
    tickets = np.array([ticket for ticket, _ in found], np.intp)
    return ClockColumns(
        rule.name,
        tickets,
        rows.target,
        rows.state,
        rows.verdict,
        rows.elapsed,
        rows.breached_at,
        rows.stopped_at,
        rows.first_stopped_at,
        np.array([clock.started_at for _, clock in found], np.int64),
        log.priority_at(log.last)[tickets],
        tuple(known.targets),
        known.why_not,
        known.paused,
    )
