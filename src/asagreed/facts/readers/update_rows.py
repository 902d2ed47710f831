"""Exports with one row an update: what happened is the difference to the row before of the same ticket."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from asagreed.facts.event_table import NOTHING, Int32, Int64
from asagreed.facts.readers.event_lists import EventList
from asagreed.facts.readers.laying import Laid, Layout, TicketColumns
from asagreed.facts.readers.local_times import Flags
from asagreed.facts.readers.moment_columns import MISSING
from asagreed.facts.readers.runs import carried, disorder, first_moment, number_of_tickets_with, take
from asagreed.facts.readers.status_words import REFUSED_STATUS, StatusWords
from asagreed.facts.readers.ticket_order import TicketOrder
from asagreed.facts.tickets import ATTRIBUTES, EventKind

STOPPED = (EventKind.RESOLVED, EventKind.CLOSED, EventKind.CANCELLED, EventKind.MERGED)


@dataclass(slots=True, eq=False)
class _Rows:
    """The rows that are taken, in order of tickets and moments."""

    first: Int64
    origin: Int64
    at: Int64


def lay_update_rows(layout: Layout) -> Laid:
    """Turn rows that are updates into columns of events.

    What a row leaves empty it does not change. Of one row's events the reopening comes first, then what changes the
    terms (priority, attributes), then the assignment, then the status: a resolution is judged by what its own row says.
    """
    ordering = layout.ordering()
    layout.refuse_without_ticket()
    at = layout.moments("at", is_needed=True)
    moments = layout.moments_if_mapped("reported", "recorded", "occurred")
    said = layout.ticket_columns()
    words = layout.word_columns("status", "assigned")
    statuses = StatusWords(layout, words["status"]) if "status" in words else None
    if statuses is not None:
        statuses.refuse(np.flatnonzero(statuses.kinds_of_rows() == REFUSED_STATUS), "status")
    rows = _rows(layout, ordering.result().only(layout.refusals.taken()), at)
    found = EventList()
    created_at, recorded_at = _logged(layout, moments, rows)
    found.add(rows.first[:-1], created_at, EventKind.CREATED)
    initial = {}
    for name, codes in said.items():
        initial[name] = _changes(found, rows, name, codes[rows.origin])
    if "assigned" in words:
        assigned = layout.translation.attribute("", words["assigned"])
        _assignments(found, rows, assigned[rows.origin])
    if statuses is not None:
        _statuses(found, rows, statuses)
    occurred = first_moment(moments.get("occurred"), rows.origin, rows.first)
    return found.laid(rows.first, rows.origin, TicketColumns(created_at, recorded_at, initial, occurred))


def _rows(layout: Layout, order: TicketOrder, at: Int64) -> _Rows:
    origin = np.arange(len(at)) if order.rows is None else order.rows
    rows = _Rows(order.first, origin, at[origin])
    sequence = layout.numbers("sequence")[origin] if layout.has("sequence") else np.arange(len(origin))
    out_of_order = disorder(rows.first, sequence, rows.at)
    change = disorder(rows.first, rows.at, sequence)
    take(rows.origin, change)
    take(rows.at, change)
    if out_of_order is not None or change is not None:
        _note_disorder(layout, rows.first, sequence, change)
    return rows


def _note_disorder(layout: Layout, first: Int64, sequence: Int64, change: tuple[Int64, Int64] | None) -> None:
    """Remark on tickets whose moments and sequence disagree; moments decide."""
    take(sequence, change)
    wrong = np.concatenate(([False], sequence[1:] < sequence[:-1])) if len(sequence) else np.zeros(0, dtype=np.bool_)
    wrong[first[:-1]] = False
    count = number_of_tickets_with(wrong, first)
    layout.note(count, "tickets have updates whose moments contradict their order: they are sorted by the moments")


def _logged(layout: Layout, moments: dict[str, Int64], rows: _Rows) -> tuple[Int64, Int64]:
    """Return when the tickets were reported and recorded: as the columns say, or else at the first row."""
    begin = rows.at[rows.first[:-1]]
    recorded = first_moment(moments.get("recorded"), rows.origin, rows.first)
    reported = first_moment(moments.get("reported"), rows.origin, rows.first)
    silent = int(np.count_nonzero((recorded == MISSING) & (reported == MISSING)))
    layout.note(silent, "tickets do not say when they were reported: their first row counts")
    if "recorded" in moments:
        without = int(np.count_nonzero((recorded == MISSING) & (reported != MISSING)))
        layout.note(without, "tickets do not say when they were recorded: the moment of the report counts")
    reported = np.where(reported != MISSING, reported, np.where(recorded != MISSING, recorded, begin))
    recorded = np.where(recorded != MISSING, recorded, reported)
    layout.note(int(np.count_nonzero(begin < reported)), "tickets have events before they were reported")
    return reported, recorded


def _changes(found: EventList, rows: _Rows, name: str, codes: Int32) -> Int32:
    """Note the changes of a priority or attribute; return what each ticket says in its first row."""
    now, before = carried(codes, rows.first)
    changed = now != before
    changed[rows.first[:-1]] = False
    places = np.flatnonzero(changed)
    kind = EventKind.PRIORITY if name == "priority" else EventKind.CHANGED
    attribute = NOTHING if name == "priority" else ATTRIBUTES.index(name)
    found.add(places, rows.at[places], kind, values=now[places], attribute=attribute)
    return now[rows.first[:-1]]


def _assignments(found: EventList, rows: _Rows, codes: Int32) -> None:
    now, before = carried(codes, rows.first)
    places = np.flatnonzero(now != before)
    found.add(places, rows.at[places], EventKind.ASSIGNED, values=now[places])


def _statuses(found: EventList, rows: _Rows, statuses: StatusWords) -> None:
    """Note each move to another status, and before it the reopening of a ticket that had stopped."""
    kinds, kinds_before = carried(statuses.kinds_of_rows()[rows.origin].astype(np.int32), rows.first)
    values = _status_carried(statuses, rows)
    moved = (kinds != kinds_before) | (values[0] != values[1])
    opened = ~_is_one_of(kinds, STOPPED) & (kinds != NOTHING) & _is_one_of(kinds_before, STOPPED)
    _add_moves(found, rows, np.flatnonzero(opened), EventKind.REOPENED, None)
    for kind in (EventKind.STATUS, *STOPPED):
        values_of_kind = values[0] if kind is EventKind.STATUS else None
        _add_moves(found, rows, np.flatnonzero(moved & (kinds == kind)), kind, values_of_kind)
    reopened = moved & (kinds == EventKind.REOPENED) & ~opened
    _add_moves(found, rows, np.flatnonzero(reopened), EventKind.REOPENED, None)


def _status_carried(statuses: StatusWords, rows: _Rows) -> tuple[Int32, Int32]:
    """Return the status of each row and the one before; a row that names none keeps the one before."""
    silent = statuses.kinds_of_rows() == NOTHING
    marked = np.where(silent, np.int32(NOTHING), statuses.values_of_rows() + 1)
    now, before = carried(marked[rows.origin], rows.first)
    return now - 1, before - 1


def _is_one_of(kinds: Int32, some: tuple[EventKind, ...]) -> Flags:
    return np.isin(kinds, np.array(some, dtype=np.int32))


def _add_moves(found: EventList, rows: _Rows, places: Int64, kind: EventKind, values: Int32 | None) -> None:
    picked = None if values is None else values[places]
    found.add(places, rows.at[places], kind, values=picked)
