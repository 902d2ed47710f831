"""Exports with one row a ticket: a few moments of it in columns, and no history."""

from __future__ import annotations

import numpy as np

from asagreed.facts.event_table import Int8, Int64
from asagreed.facts.readers.event_lists import EventList
from asagreed.facts.readers.laying import Laid, Layout, TicketColumns
from asagreed.facts.readers.local_times import Flags
from asagreed.facts.readers.moment_columns import MISSING
from asagreed.facts.readers.status_words import REFUSED_STATUS, StatusWords
from asagreed.facts.readers.ticket_order import TicketOrder
from asagreed.facts.tickets import EventKind

MOMENTS = {
    "assigned at": EventKind.ASSIGNED,
    "first response": EventKind.REPLY,
    "resolved": EventKind.RESOLVED,
    "closed": EventKind.CLOSED,
}
NO_HISTORY = (
    "One row a ticket tells no history: pauses, reopenings and changes of priority are not in this export, so a clock "
    "that would have paused is counted through. Columns of durations are never read."
)


def lay_ticket_rows(layout: Layout) -> Laid:
    """Turn rows that are tickets into columns of events."""
    ordering = layout.ordering()
    layout.refuse_without_ticket()
    reported = layout.moments("reported", is_needed=True)
    moments = layout.moments_if_mapped(*MOMENTS, "recorded", "occurred", "updated")
    said = layout.ticket_columns()
    words = layout.word_columns("status")
    statuses = StatusWords(layout, words["status"]) if words else None
    if statuses is not None:
        statuses.refuse(np.flatnonzero(statuses.kinds_of_rows() == REFUSED_STATUS), "status")
    _refuse_repeated(layout, ordering.result())
    rows = layout.refusals.taken()
    origin = np.arange(len(reported)) if rows is None else rows
    found = EventList()
    found.add(np.arange(len(origin)), reported[origin], EventKind.CREATED)
    for name, kind in MOMENTS.items():
        if name in moments:
            _add_moments(found, moments[name][origin], kind)
    if statuses is not None:
        kinds = statuses.kinds_of_rows()[origin]
        _add_cancelled(layout, found, kinds, {name: moments[name][origin] for name in moments})
    _note_oddities(layout, reported[origin], {name: moments[name][origin] for name in MOMENTS if name in moments})
    recorded = moments["recorded"][origin] if "recorded" in moments else np.full(len(origin), MISSING, dtype=np.int64)
    tickets = TicketColumns(
        reported_at=reported[origin],
        recorded_at=np.where(recorded == MISSING, reported[origin], recorded),
        columns={name: column[origin] for name, column in said.items()},
        occurred_at=moments["occurred"][origin] if "occurred" in moments else None,
    )
    return found.laid(np.arange(len(origin) + 1), origin, tickets)


def _refuse_repeated(layout: Layout, order: TicketOrder) -> None:
    """Refuse the rows of a ticket after its first one that is taken."""
    order = order.only(layout.refusals.taken())
    rows = np.arange(layout.landed.rows) if order.rows is None else order.rows
    repeated = np.zeros(layout.landed.rows, dtype=np.bool_)
    repeated[rows] = True
    repeated[rows[order.first[:-1]]] = False
    remedy = "If each row is an update, write «rows: update» in the mapping; else keep one row."
    layout.refusals.add(np.flatnonzero(repeated), "ticket", lambda text: f"ticket «{text}» has a row before", remedy)


def _add_moments(found: EventList, moments: Int64, kind: EventKind) -> None:
    places = np.flatnonzero(moments != MISSING)
    found.add(places, moments[places], kind)


def _add_cancelled(layout: Layout, found: EventList, kinds: Int8, moments: dict[str, Int64]) -> None:
    """Add the end of tickets whose last status is cancelled or merged, at the best moment there is."""
    ended = np.full(len(kinds), MISSING, dtype=np.int64)
    for name in ("closed", "resolved", "updated"):
        if name in moments:
            ended = np.where(ended == MISSING, moments[name], ended)
    for kind in (EventKind.CANCELLED, EventKind.MERGED):
        places = np.flatnonzero((kinds == kind) & (ended != MISSING))
        found.add(places, ended[places], kind)
        without = int(np.count_nonzero((kinds == kind) & (ended == MISSING)))
        layout.note(without, f"tickets are {kind.name.lower()} without a moment: they count as open")
    for kind, name in ((EventKind.RESOLVED, "resolved"), (EventKind.CLOSED, "closed")):
        moment = moments.get(name, ended)
        without = int(np.count_nonzero((kinds == kind) & (moment == MISSING)))
        layout.note(without, f"tickets are {kind.name.lower()} by their status, without a moment of it")


def _note_oddities(layout: Layout, reported: Int64, moments: dict[str, Int64]) -> None:
    layout.notes.append(NO_HISTORY)
    for name, moment in moments.items():
        early: Flags = (moment != MISSING) & (moment < reported)
        layout.note(int(np.count_nonzero(early)), f"tickets have «{name}» before they were reported")
