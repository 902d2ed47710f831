"""Clocks of many tickets at once; equal, ticket by ticket, to clocks judged one at a time.

Ordinary tickets are counted in columns: the final target decides (rule 8), so elapsed time is the sum of W over the
running stretches, by the hours of that target. What is rare (another agreement, a corrected calendar, a late clock
whose priority was changed more than once, a rider taken up on the way, clocks in cycles) is judged one at a time by
the same engine as a single ticket.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from asagreed.clocks.clock import ClockState, Verdict
from asagreed.clocks.in_bulk.columns import (
    NO_MOMENT,
    NO_TARGET,
    NOT_JUDGED,
    STATES,
    VERDICTS,
    ClockColumns,
    ClockRows,
    PromisesInBulk,
)
from asagreed.clocks.in_bulk.log import NEVER, Flags, Log, Positions, among, any_of_ticket, first_position, happened
from asagreed.clocks.in_bulk.re_rated import late_since
from asagreed.clocks.in_bulk.singly import Progress, TargetList, clocks_of, one_by_one_clocks
from asagreed.clocks.in_bulk.stretches import Stretches
from asagreed.clocks.in_bulk.targets import TargetTable, targets_of
from asagreed.clocks.paused import paused_in_all
from asagreed.clocks.promises import ClockRule, TicketSituation, Trigger
from asagreed.clocks.timeline import TRIGGERS
from asagreed.errors import NotInForce
from asagreed.facts import EventKind
from asagreed.facts.event_table import Int64

NONE, SEVERAL = -1, -2
"""Instead of the position of an event: there is none, or more than one."""
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
    if rule.repeats or rule.starts is not Trigger.REPORTED:
        return one_by_one_clocks(log, promises, rule, counts_from, progress)
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
        # The events after which a status pauses a clock that has not ended; None when no status ever does.
        self._held: Flags | None = None
        self._resolved = log.is_resolved if rule.resumes else None

    def judge(self, progress: Progress) -> ClockColumns:
        """Return the columns of the clock."""
        log, rows = self._log, self._rows
        ends = self._ends()
        targets = targets_of(log, self._promises, self._rule, self._origin, ends.decided_by)
        targets.leave_out(~self._promises.follows(self._rule, self._origin))
        rows.target[:] = targets.target
        rows.state[:] = ends.state
        self._moments(ends)
        running = self._running(ends, targets)
        late = self._count(running, ends, targets)
        changes = self._changes(ends)
        one_by_one = self._rare(ends, changes) | (late & (changes == SEVERAL))
        ordinary = late & ~one_by_one
        self._breaches(running, ordinary & (changes == NONE), ends, targets)
        self._re_rated(running, np.flatnonzero(ordinary & (changes >= 0)), changes, ends, targets)
        self._verdicts(ends, late, targets)
        chosen = np.flatnonzero(one_by_one)
        progress(len(rows.state) - len(chosen))
        known = TargetList(targets.targets, dict(targets.why_not))
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
            targets.priority,
            tuple(known.targets),
            known.why_not,
            paused_in_all(known.paused, self._paused_time(targets, ~one_by_one)),
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
        if paused is None and self._resolved is None:
            return None
        running = self._before_the_end(ends)
        if paused is not None:
            self._held = running & paused
            running &= ~paused
            waits = (ends.state == RUNNING) & paused[self._log.last]
            self._rows.state[waits] = PAUSED
        return running

    def _before_the_end(self, ends: _Ends) -> Flags:
        """Mark the events after which the clock runs or is paused: it is neither stopped nor cancelled."""
        log = self._log
        if self._resolved is not None:
            going: Flags = ~self._resolved & (log.positions < log.cancelled_at.take(log.ticket))
            return going
        going = log.positions < ends.decided_by.take(log.ticket)
        going[log.last[ends.state == RUNNING]] = True
        return going

    def _paused(self, targets: TargetTable) -> Flags | None:
        """Mark the events after which a status pauses the clock, by the version in force when the clock started."""
        words = self._log.table.words.words
        pauses = np.zeros((targets.number_of_classes, len(words) + 1), np.bool_)
        for code in self._log.statuses:
            word = words[code]
            for number, (situation, started_at) in enumerate(targets.examples):
                pauses[number, code] = self._pauses(word, situation, started_at)
        if not pauses.any():
            return None
        if targets.number_of_classes == 1:
            same: Flags = pauses[0].take(self._log.status)
            return same
        marked: Flags = pauses[targets.time_class.take(self._log.ticket), self._log.status]
        return marked

    def _pauses(self, status: str, situation: TicketSituation, started_at: int) -> bool:
        try:
            return self._promises.pause(self._rule.name, status, situation, started_at=started_at) is not None
        except NotInForce:
            # Its targets have said so already.
            return False

    def _count(self, running: Flags | None, ends: _Ends, targets: TargetTable) -> Flags:
        """Fill in elapsed open time; mark the clocks that exceeded their target."""
        if running is None:
            end = self._until(ends)
            for hours, chosen in targets.by_hours():
                starts, stops = self._origin[chosen], end[chosen]
                self._rows.elapsed[chosen] = hours.seconds_between_many(starts, stops)
        else:
            self._rows.elapsed[:] = self._stretches(running)[1].elapsed(targets)
        return (targets.target >= 0) & (self._rows.elapsed > targets.within)

    def _stretches(self, running: Flags) -> tuple[Positions, Stretches]:
        """Return the stretches after marked events, and the events; the first begins where the clock does."""
        log, position = self._log, np.flatnonzero(running)
        ticket = log.ticket.take(position).astype(np.int64)
        origin = self._origin.take(ticket)
        is_first = position == log.table.first.take(ticket)
        starts = np.where(is_first, origin, np.maximum(log.at.take(position), origin))
        ends = np.maximum(log.next_at.take(position), starts)
        return position, Stretches(ticket, starts, ends, len(self._origin))

    def _stretches_of(self, running: Flags | None, tickets: Positions, ends: _Ends) -> Stretches:
        """Return the running stretches of some tickets, owned by their row among them."""
        if running is None:
            return Stretches(np.arange(len(tickets)), self._origin[tickets], self._until(ends)[tickets], len(tickets))
        row = np.full(len(self._origin), -1)
        row[tickets] = np.arange(len(tickets))
        _, stretches = self._stretches(running & (row >= 0)[self._log.ticket])
        return Stretches(row[stretches.owner], stretches.starts, stretches.ends, len(tickets))

    def _paused_time(self, targets: TargetTable, chosen: Flags) -> dict[str, int]:
        """Return the open time for which clocks that columns judge were paused, by reason."""
        held, log = self._held, self._log
        if held is None:
            return {}
        position, stretches = self._stretches(held & (chosen & (targets.target >= 0))[log.ticket])
        worked = stretches.worked(targets)
        reason = log.status[position]
        # Sums of floats are exact here: whole seconds of a log stay far below 2**53.
        seconds = np.bincount(reason, weights=worked)
        words = log.table.words.words
        return {words[code]: int(seconds[code]) for code in np.flatnonzero(seconds)}

    def _breaches(self, running: Flags | None, late: Flags, ends: _Ends, targets: TargetTable) -> None:
        """Fill in when clocks with one target all along exceeded it."""
        tickets = np.flatnonzero(late)
        stretches = self._stretches_of(running, tickets, ends)
        self._rows.breached_at[tickets] = stretches.reached(targets.part(tickets))

    def _re_rated(
        self, running: Flags | None, tickets: Positions, changes: Positions, ends: _Ends, targets: TargetTable
    ) -> None:
        """Fill in since when clocks are late whose priority was changed once."""
        if not len(tickets):
            return
        change = changes[tickets]
        previous = self._log.table.first[:-1].copy()
        previous[tickets] = change - 1
        before = targets_of(self._log, self._promises, self._rule, self._origin, previous, tickets)
        stretches = self._stretches_of(running, tickets, ends)
        moments = late_since(stretches, self._log.at[change], before, targets.part(tickets))
        self._rows.breached_at[tickets] = moments

    def _verdicts(self, ends: _Ends, late: Flags, targets: TargetTable) -> None:
        verdict = self._rows.verdict
        verdict[ends.state == STOPPED] = VERDICTS.index(Verdict.MET)
        verdict[late] = VERDICTS.index(Verdict.BREACHED)
        verdict[(ends.state == CANCELLED) | targets.is_guide] = VERDICTS.index(Verdict.NONE)
        self._rows.breached_at[(ends.state == CANCELLED) | targets.is_guide] = NO_MOMENT

    def _changes(self, ends: _Ends) -> Positions:
        """Return the event that changed each ticket's priority before its clock ended; NONE, or SEVERAL of them.

        A change while the ticket was resolved acts on its clock only from the reopening; it counts as several.
        """
        log = self._log
        change = np.flatnonzero(log.is_re_rated)
        change = change[change <= ends.decided_by[log.ticket[change]]]
        ticket = log.ticket[change]
        found = np.full(log.table.number_of_tickets, NONE)
        found[ticket] = change
        found[np.bincount(ticket, minlength=len(found)) > 1] = SEVERAL
        if self._resolved is not None:
            found[ticket[self._resolved[change]]] = SEVERAL
        return found

    def _rare(self, ends: _Ends, changes: Positions) -> Flags:
        """Mark the tickets that columns cannot judge."""
        log, table = self._log, self._log.table
        kinds = (*RARE, EventKind.REOPENED) if self._reopens_oddly() else RARE
        rare = among(log.kind, kinds) | happened(log, self._promises.happenings())
        marked: Flags = any_of_ticket(rare, log) | (log.kind[table.first[:-1]] != EventKind.CREATED)
        until = self._until(ends)
        for moment in self._promises.turning_points():
            marked |= (self._origin < moment) & (moment <= until)
        if self._counts_from_change():
            marked |= changes != NONE
        return marked & self._promises.follows(self._rule, self._origin)

    def _reopens_oddly(self) -> bool:
        return self._rule.resumes and (self._rule.starts_again or self._rule.resumes_within is not None)

    def _until(self, ends: _Ends) -> Int64:
        """Return the moment at which each clock ended, or the end of the log."""
        return np.where(ends.state == RUNNING, self._log.as_of, self._log.at[ends.decided_by])

    def _counts_from_change(self) -> bool:
        return self._promises.may_count_from_change(self._rule.name)

    def _judge_singly(self, chosen: Positions, known: TargetList, progress: Progress) -> None:
        for row in chosen:
            clocks = clocks_of(self._log, self._promises, self._rule, self._origin, int(row), known)
            self._rows.target[row] = NOT_JUDGED if int(row) in known.why_not else NO_TARGET
            for clock in clocks:
                self._rows.write(int(row), clock, known.index_of(clock.target))
            progress(1)


def _stopping(log: Log, rule: ClockRule) -> Flags:
    """Mark the events that stop a clock."""
    kinds = [kind for kind, trigger in TRIGGERS.items() if trigger in rule.stops]
    words = frozenset(stop for stop in rule.stops if isinstance(stop, str))
    stopping: Flags = among(log.kind, kinds) | happened(log, words)
    return stopping
