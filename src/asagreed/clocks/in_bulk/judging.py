"""Clocks of many tickets at once; equal, ticket by ticket, to clocks judged one at a time.

Ordinary tickets are counted in columns: the final target decides (rule 8), so elapsed time is the sum of W over the
running stretches, by the hours of that target. What is rare (another agreement, a corrected calendar, a late clock
whose priority was changed, a rider taken up on the way, clocks in cycles) is judged one at a time by the same engine
as a single ticket.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

import numpy as np

from asagreed.clocks.clock import Clock, ClockState, Verdict
from asagreed.clocks.columns import (
    NO_MOMENT,
    NO_TARGET,
    NOT_JUDGED,
    STATES,
    VERDICTS,
    ClockColumns,
    ClockRows,
    PromisesInBulk,
)
from asagreed.clocks.judging import judge_clock
from asagreed.clocks.log import NEVER, Flags, Log, Positions, among, any_of_ticket, first_position
from asagreed.clocks.promises import ClockRule, ServiceTarget, Trigger
from asagreed.clocks.targets_in_bulk import TargetTable, targets_of
from asagreed.clocks.timeline import TRIGGERS, courses_of
from asagreed.errors import AsagreedError
from asagreed.facts import EventKind
from asagreed.facts.event_table import Int64

Progress = Callable[[int], None]
RARE = (EventKind.AGREEMENT, EventKind.CALENDAR, EventKind.CHANGED)
RUNNING, PAUSED, STOPPED, CANCELLED = (STATES.index(state) for state in ClockState)


def ignore(_done: int) -> None:
    """Take note of progress that nobody watches."""


def judge_many(
    log: Log,
    promises: PromisesInBulk,
    rule: ClockRule,
    *,
    counts_from: Int64,
    progress: Progress = ignore,
) -> ClockColumns:
    """Return one clock of every ticket of a log.

    `counts_from` has the moment from which each report counts. `progress` is told how many more tickets are done.
    """
    if rule.repeats or not isinstance(rule.starts, Trigger) or rule.starts is not Trigger.REPORTED:
        return _one_by_one(log, promises, rule, counts_from, progress)
    return _Judge(log, promises, rule, counts_from).judge(progress)


@dataclass(frozen=True, slots=True, eq=False)
class _Ends:
    """Where each clock stands at the end: its state, and the event that decided it."""

    state: Int64
    decided_by: Positions
    """The event at which the clock stopped or was cancelled, else the last event of the ticket."""
    first_stop: Positions


class _Judge:
    """Judges one clock, that starts with the report and does not repeat, over a whole log."""

    def __init__(self, log: Log, promises: PromisesInBulk, rule: ClockRule, counts_from: Int64) -> None:
        self._log, self._promises, self._rule = log, promises, rule
        self._origin = counts_from
        self._rows = ClockRows.blank(log.table.number_of_tickets)
        self._stops = _stopping(log, rule)
        self._resolved = log.is_resolved if rule.resumes else None

    def judge(self, progress: Progress) -> ClockColumns:
        """Return the columns of the clock."""
        log, rows = self._log, self._rows
        ends = self._ends()
        targets = targets_of(log, self._promises, self._rule, self._origin, ends.decided_by)
        rows.target[:] = targets.target
        rows.state[:] = ends.state
        self._moments(ends)
        running = self._running(ends, targets)
        late = self._count(running, ends, targets)
        one_by_one = self._rare(ends) | (late & self._was_re_rated(ends))
        self._breaches(running, late & ~one_by_one, ends, targets)
        self._verdicts(ends, late, targets)
        chosen = np.flatnonzero(one_by_one)
        progress(len(rows.state) - len(chosen))
        known = _TargetList(targets.targets, dict(targets.why_not))
        self._judge_singly(chosen, known, progress)
        return ClockColumns(
            self._rule.name,
            np.arange(len(rows.state)),
            rows.target,
            rows.state,
            rows.verdict,
            rows.elapsed,
            rows.breached_at,
            rows.stopped_at,
            rows.first_stopped_at,
            self._origin,
            tuple(known.targets),
            known.why_not,
        )

    def _ends(self) -> _Ends:
        log = self._log
        first_stop = first_position(self._stops, log)
        if self._resolved is None:
            is_stopped, stop = first_stop != NEVER, first_stop
        else:
            is_stopped = self._resolved[log.last]
            stop = self._last_stop()
        is_cancelled = ~is_stopped & (log.cancelled_at != NEVER)
        state = np.full(len(is_stopped), RUNNING)
        state[is_stopped], state[is_cancelled] = STOPPED, CANCELLED
        decided_by = np.where(is_stopped, stop, np.where(is_cancelled, log.cancelled_at, log.last))
        return _Ends(state, decided_by, first_stop)

    def _last_stop(self) -> Positions:
        """Return the position at which each ticket was last resolved, after having been open."""
        resolved = self._log.is_resolved
        before = np.empty_like(resolved)
        before[1:] = resolved[:-1]
        before[self._log.table.first[:-1]] = False
        stops = np.zeros(self._log.table.number_of_tickets, np.int64)
        became = np.flatnonzero(resolved & ~before)
        stops[self._log.ticket[became]] = became
        return stops

    def _moments(self, ends: _Ends) -> None:
        at, rows = self._log.at, self._rows
        is_stopped = ends.state == STOPPED
        rows.stopped_at[is_stopped] = at[ends.decided_by[is_stopped]]
        ever = ends.first_stop != NEVER
        rows.first_stopped_at[ever] = at[ends.first_stop[ever]]

    def _running(self, ends: _Ends, targets: TargetTable) -> Flags | None:
        """Mark the events after which the clock runs; None when no status ever pauses it and nothing resumes it."""
        paused = self._paused(targets)
        log = self._log
        if paused is None and self._resolved is None:
            return None
        position = log.positions
        if self._resolved is None:
            running = position < ends.decided_by[log.ticket]
            running[log.last[ends.state == RUNNING]] = True
        else:
            running = ~self._resolved & (position < log.cancelled_at[log.ticket])
        if paused is not None:
            running &= ~paused
            waits = (ends.state == RUNNING) & paused[log.last]
            self._rows.state[waits] = PAUSED
        return running

    def _paused(self, targets: TargetTable) -> Flags | None:
        """Mark the events after which a status pauses the clock, by the version in force when the clock started."""
        words = self._log.table.words.words
        pauses = np.zeros((targets.number_of_classes, len(words) + 1), np.bool_)
        for code in self._statuses():
            word = words[code]
            for number, (situation, started_at) in enumerate(targets.examples):
                clause = self._promises.pause(self._rule.name, word, situation, started_at=started_at)
                pauses[number, code] = clause is not None
        if not pauses.any():
            return None
        marked: Flags = pauses[targets.time_class[self._log.ticket], self._log.status]
        return marked

    def _statuses(self) -> list[int]:
        """Return the codes of all statuses in the log."""
        used = np.zeros(len(self._log.table.words.words) + 1, np.bool_)
        used[self._log.table.value[self._log.sets_status]] = True
        return [int(code) for code in np.flatnonzero(used[:-1])]

    def _count(self, running: Flags | None, ends: _Ends, targets: TargetTable) -> Flags:
        """Fill in elapsed open time; mark the clocks that exceeded their target."""
        if running is None:
            end = self._until(ends)
            for hours, chosen in targets.by_hours():
                starts, stops = self._origin[chosen], end[chosen]
                self._rows.elapsed[chosen] = hours.seconds_between_many(starts, stops)
        else:
            self._rows.elapsed[:] = self._sum_stretches(running, targets)
        return (targets.target >= 0) & (self._rows.elapsed > targets.within)

    def _stretches(self, running: Flags) -> tuple[Positions, Int64, Int64]:
        position = np.flatnonzero(running)
        origin = self._origin[self._log.ticket[position]]
        starts = np.maximum(self._log.at[position], origin)
        return position, starts, np.maximum(self._log.next_at[position], starts)

    def _sum_stretches(self, running: Flags, targets: TargetTable) -> Int64:
        position, starts, stops = self._stretches(running)
        ticket = self._log.ticket[position].astype(np.int64)
        worked = np.zeros(len(position), np.int64)
        for hours, chosen in targets.by_hours():
            rows = np.flatnonzero(chosen[ticket]) if not chosen.all() else slice(None)
            worked[rows] = hours.seconds_between_many(starts[rows], stops[rows])
        return _sum_by_ticket(ticket, worked, len(self._origin))

    def _breaches(self, running: Flags | None, late: Flags, ends: _Ends, targets: TargetTable) -> None:
        """Fill in when clocks with one target all along exceeded it."""
        if running is None:
            for hours, chosen in targets.by_hours():
                rows = np.flatnonzero(chosen & late)
                moments = hours.moments_after_many(self._origin[rows], targets.within[rows])
                self._rows.breached_at[rows] = moments
            return
        position, starts, stops = self._stretches(running & late[self._log.ticket])
        ticket = self._log.ticket[position].astype(np.int64)
        for hours, chosen in targets.by_hours():
            rows = np.flatnonzero(chosen[ticket])
            of, begin = ticket[rows], starts[rows]
            worked = hours.seconds_between_many(begin, stops[rows])
            need = targets.within[of] - _worked_before(of, worked)
            crosses = (need > 0) & (need <= worked)
            moments = hours.moments_after_many(begin[crosses], need[crosses])
            self._rows.breached_at[of[crosses]] = moments

    def _verdicts(self, ends: _Ends, late: Flags, targets: TargetTable) -> None:
        verdict = self._rows.verdict
        verdict[ends.state == STOPPED] = VERDICTS.index(Verdict.MET)
        verdict[late] = VERDICTS.index(Verdict.BREACHED)
        verdict[(ends.state == CANCELLED) | targets.is_guide] = VERDICTS.index(Verdict.NONE)
        self._rows.breached_at[(ends.state == CANCELLED) | targets.is_guide] = NO_MOMENT

    def _was_re_rated(self, ends: _Ends) -> Flags:
        """Say which clocks saw their priority change before they ended."""
        log = self._log
        changes = np.flatnonzero(log.is_re_rated)
        ticket = log.ticket[changes]
        found = np.zeros(log.table.number_of_tickets, np.bool_)
        found[ticket[changes <= ends.decided_by[ticket]]] = True
        return found

    def _rare(self, ends: _Ends) -> Flags:
        """Mark the tickets that columns cannot judge."""
        log, table = self._log, self._log.table
        words = self._promises.happenings()
        special = np.array([word in words for word in table.words.words] + [False], np.bool_)
        rare = among(log.kind, RARE) | ((log.kind == EventKind.HAPPENED) & special[table.value])
        marked: Flags = any_of_ticket(rare, log) | (log.kind[table.first[:-1]] != EventKind.CREATED)
        until = self._until(ends)
        for moment in self._promises.turning_points():
            marked |= (self._origin < moment) & (moment <= until)
        if self._counts_from_change():
            marked |= self._was_re_rated(ends)
        return marked

    def _until(self, ends: _Ends) -> Int64:
        """Return the moment at which each clock ended, or the end of the log."""
        return np.where(ends.state == RUNNING, self._log.as_of, self._log.at[ends.decided_by])

    def _counts_from_change(self) -> bool:
        return self._promises.may_count_from_change(self._rule.name)

    def _judge_singly(self, chosen: Positions, known: _TargetList, progress: Progress) -> None:
        for row in chosen:
            clocks = _clocks_of(self._log, self._promises, self._rule, self._origin, int(row), known)
            self._rows.target[row] = NOT_JUDGED if int(row) in known.why_not else NO_TARGET
            for clock in clocks:
                self._rows.write(int(row), clock, known.index_of(clock.target))
            progress(1)


class _TargetList:
    """The targets met so far, each with its number."""

    def __init__(self, targets: Iterable[ServiceTarget], why_not: dict[int, str]) -> None:
        self.targets = list(targets)
        self.why_not = why_not

    def index_of(self, target: ServiceTarget) -> int:
        """Return the number of a target, a new one if it was not met before."""
        for number, known in enumerate(self.targets):
            if known is target or known == target:
                return number
        self.targets.append(target)
        return len(self.targets) - 1


def _clocks_of(
    log: Log, promises: PromisesInBulk, rule: ClockRule, counts_from: Int64, row: int, known: _TargetList
) -> list[Clock]:
    ticket = log.table.ticket_at(row)
    known.why_not.pop(row, None)
    try:
        found = [
            judge_clock(
                name=rule.name,
                cycle=course.cycle,
                started_at=course.started_at,
                turns=course.turns,
                as_of=log.as_of,
            )
            for course in courses_of(
                ticket, promises, counts_from=int(counts_from[row]), as_of=log.as_of, rules=(rule,)
            )
        ]
    except AsagreedError as error:
        known.why_not[row] = str(error)
        return []
    return [clock for clock in found if clock is not None]


def _one_by_one(
    log: Log, promises: PromisesInBulk, rule: ClockRule, counts_from: Int64, progress: Progress
) -> ClockColumns:
    known = _TargetList((), {})
    found: list[tuple[int, Clock]] = []
    for row in range(log.table.number_of_tickets):
        found += [(row, clock) for clock in _clocks_of(log, promises, rule, counts_from, row, known)]
        progress(1)
    rows = ClockRows.blank(len(found))
    for number, (_, clock) in enumerate(found):
        rows.write(number, clock, known.index_of(clock.target))
    return ClockColumns(
        rule.name,
        np.array([ticket for ticket, _ in found], np.intp),
        rows.target,
        rows.state,
        rows.verdict,
        rows.elapsed,
        rows.breached_at,
        rows.stopped_at,
        rows.first_stopped_at,
        np.array([clock.started_at for _, clock in found], np.int64),
        tuple(known.targets),
        known.why_not,
    )


def _stopping(log: Log, rule: ClockRule) -> Flags:
    """Mark the events that stop a clock."""
    named = np.array([word in rule.stops for word in log.table.words.words] + [False], np.bool_)
    happened = (log.kind == EventKind.HAPPENED) & named[log.table.value]
    kinds = [kind for kind, trigger in TRIGGERS.items() if trigger in rule.stops]
    stopping: Flags = among(log.kind, kinds) | happened
    return stopping


def _sum_by_ticket(ticket: Positions, amounts: Int64, tickets: int) -> Int64:
    """Return the sum of amounts for each ticket; `ticket` is in order."""
    total = np.concatenate(([0], np.cumsum(amounts)))
    borders = np.searchsorted(ticket, np.arange(tickets + 1))
    return total[borders[1:]] - total[borders[:-1]]


def _worked_before(ticket: Positions, worked: Int64) -> Int64:
    """Return for each stretch what the earlier stretches of its ticket add up to; `ticket` is in order."""
    if not len(ticket):
        return worked
    running = np.cumsum(worked) - worked
    is_first = np.concatenate(([True], ticket[1:] != ticket[:-1]))
    base = np.maximum.accumulate(np.where(is_first, np.arange(len(ticket)), 0))
    return running - running[base]
