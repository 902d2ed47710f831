"""The event table as the clocks read it: what each event leaves behind, for all tickets at once."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from asagreed.facts import EventKind, EventTable
from asagreed.facts.event_table import NOTHING, Int8, Int32, Int64

Flags = NDArray[np.bool_]
Positions = NDArray[np.int64]
ENDING = (EventKind.RESOLVED, EventKind.CLOSED)
CANCELLING = (EventKind.CANCELLED, EventKind.MERGED)
NEVER = np.iinfo(np.int64).max
NO_OP = np.int8(EventKind.INTERNAL_NOTE)


class Log:
    """Events of tickets up to a moment; what comes after it, or after a ticket was cancelled, is made a no-op.

    `ticket` and `positions` have one entry an event; `last` and `cancelled_at` one a ticket, with positions of events.
    """

    def __init__(self, table: EventTable, *, as_of: int) -> None:
        self.table = table
        self.as_of = as_of
        self.kind: Int8 = table.kind
        self.at: Int64 = table.at
        self.last: Positions = table.first[1:] - 1
        self.positions = np.arange(len(table.kind), dtype=np.int32)
        self.ticket = np.repeat(np.arange(table.number_of_tickets, dtype=np.int32), np.diff(table.first))
        self._forget_what_is_later()
        self.cancelled_at = first_position(among(self.kind, CANCELLING), self)
        self._forget_what_follows_the_end()

    def _forget_what_is_later(self) -> None:
        if len(self.at) and self.at.max() > self.as_of:
            self.kind = np.where(self.at > self.as_of, NO_OP, self.kind)
            self.at = np.minimum(self.at, self.as_of)

    def _forget_what_follows_the_end(self) -> None:
        if (self.cancelled_at != NEVER).any():
            after = self.positions > self.cancelled_at[self.ticket]
            self.kind = np.where(after, NO_OP, self.kind)

    @cached_property
    def sets_status(self) -> Flags:
        """Mark the events that say what the status is."""
        return among(self.kind, (EventKind.CREATED, EventKind.STATUS, EventKind.REOPENED))

    @cached_property
    def status(self) -> Int32:
        """The status after each event, as a code; NOTHING where there is none."""
        latest = self._latest(self.sets_status)
        return np.where(self.sets_status.take(latest), self.table.value.take(latest), np.int32(NOTHING))

    @cached_property
    def is_resolved(self) -> Flags:
        """Whether the ticket is resolved after each event."""
        ends = among(self.kind, ENDING)
        resolved: Flags = ends.take(self._latest(ends | (self.kind == EventKind.REOPENED)))
        return resolved

    @cached_property
    def is_re_rated(self) -> Flags:
        """Mark the events that change a priority."""
        return among(self.kind, (EventKind.PRIORITY,))

    def priority_at(self, positions: Positions) -> Int32:
        """Return the priority of each ticket after one of its events, as a code."""
        priority = self.table.columns["priority"].copy()
        changes = np.flatnonzero(self.is_re_rated)
        changes = changes[changes <= positions[self.ticket[changes]]]
        # In order, so that the last change of each ticket stays.
        priority[self.ticket[changes]] = self.table.value[changes]
        return priority

    @cached_property
    def statuses(self) -> tuple[int, ...]:
        """The codes of all statuses in the log."""
        used = np.zeros(len(self.table.words.words) + 1, np.bool_)
        used[self.table.value[self.sets_status]] = True
        return tuple(int(code) for code in np.flatnonzero(used[:-1]))

    @cached_property
    def next_at(self) -> Int64:
        """For each event the moment of the next one of its ticket, at last the end of the log."""
        following = np.empty_like(self.at)
        following[:-1] = self.at[1:]
        following[self.last] = self.as_of
        return following

    def _latest(self, marked: Flags) -> Int32:
        """Return for each event the position of the latest marked one of its ticket, or of the ticket's first."""
        latest = np.where(marked, self.positions, np.int32(0))
        latest[self.table.first[:-1]] = self.table.first[:-1]
        np.maximum.accumulate(latest, out=latest)
        return latest


def among(kind: Int8, wanted: Iterable[EventKind]) -> Flags:
    """Mark the events of certain kinds."""
    marked = np.zeros(len(kind), np.bool_)
    for one in wanted:
        marked |= kind == np.int8(one)
    return marked


def happened(log: Log, words: frozenset[str]) -> Flags:
    """Mark the happenings of certain names."""
    named = np.array([word in words for word in log.table.words.words] + [False], np.bool_)
    if not named.any():
        return np.zeros(len(log.kind), np.bool_)
    marked: Flags = (log.kind == EventKind.HAPPENED) & named[log.table.value]
    return marked


def first_position(marked: Flags, log: Log) -> Positions:
    """Return the position of the first marked event of each ticket, or NEVER."""
    first = np.full(log.table.number_of_tickets, NEVER)
    chosen = np.flatnonzero(marked)[::-1]
    # Written backwards, so that the first of each ticket stays.
    first[log.ticket[chosen]] = chosen
    return first


def any_of_ticket(marked: Flags, log: Log) -> Flags:
    """Say for each ticket whether any of its events is marked."""
    found = np.zeros(log.table.number_of_tickets, np.bool_)
    found[log.ticket[np.flatnonzero(marked)]] = True
    return found
