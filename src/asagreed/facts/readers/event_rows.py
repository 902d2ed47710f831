"""Exports with one row an event."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from asagreed.facts.event_table import NOTHING, Int8, Int32, Int64
from asagreed.facts.readers.coding import CHUNK, WordColumn
from asagreed.facts.readers.laying import IN_COLUMNS, Laid, Layout, TicketColumns
from asagreed.facts.readers.mapping import plain
from asagreed.facts.readers.meanings import Meaning, meaning_of_event
from asagreed.facts.readers.moment_columns import MISSING
from asagreed.facts.readers.repeated_ids import without_repeated
from asagreed.facts.readers.runs import disorder, first_moment, first_said, first_where, take
from asagreed.facts.readers.status_words import REFUSED_STATUS
from asagreed.facts.readers.value_tables import NAMELESS, SILENT, ValueTables
from asagreed.facts.tickets import ATTRIBUTES, EventKind

UNKNOWN, REFUSED = -2, -3


@dataclass(slots=True, eq=False)
class _Events:
    """What every row says, in order of the file."""

    kind: Int8
    value: Int32
    attribute: Int8


def lay_event_rows(layout: Layout) -> Laid:
    """Turn rows that are events into columns."""
    ordering = layout.ordering()
    layout.refuse_without_ticket()
    at = layout.moments("at", is_needed=True)
    events = _events(layout)
    moments = layout.moments_if_mapped("reported", "recorded", "occurred")
    said = layout.word_columns(*IN_COLUMNS)
    order = ordering.result().only(layout.refusals.taken())
    origin = np.arange(len(at)) if order.rows is None else order.rows
    first_rows = origin[order.first[:-1]]
    columns = [_picked(column, order.rows) for column in (at, events.kind, events.value, events.attribute)]
    kept = _in_order(layout, order.first, [*columns, origin])
    at, kind, value, attribute, origin = kept.columns
    words = {name: _of_tickets(layout, name, column, origin, kept.first) for name, column in said.items()}
    occurred = first_moment(moments.get("occurred"), origin, kept.first)
    tickets = TicketColumns(*_logged(layout, moments, kept), words, occurred)
    return Laid(kept.first, kind, at, value, attribute, origin, tickets, first_rows, kept.dropped)


@dataclass(frozen=True, slots=True, eq=False)
class _Kept:
    """The columns of the events that stay: moments, kinds, values, attributes, rows."""

    first: Int64
    columns: list[Any]
    dropped: int


def _in_order(layout: Layout, first: Int64, columns: list[Any]) -> _Kept:
    """Sort the events of each ticket where they are out of order, and drop those whose id came before."""
    at, origin = columns[0], columns[-1]
    change = disorder(first, at, *_sequence(layout, origin))
    for column in columns:
        take(column, change)
    kept = without_repeated(layout, origin, first)
    if kept.rows is None:
        return _Kept(first, columns, 0)
    return _Kept(kept.first, [column.take(kept.rows) for column in columns], kept.dropped)


def _logged(layout: Layout, moments: dict[str, Int64], kept: _Kept) -> tuple[Int64, Int64]:
    """Return when the tickets were reported and recorded."""
    at, kind, *_, origin = kept.columns
    created = _created_at(layout, at, kind, kept.first)
    reported = first_moment(moments.get("reported"), origin, kept.first)
    reported = np.where(reported == MISSING, created, reported)
    recorded = first_moment(moments.get("recorded"), origin, kept.first)
    return reported, np.where(recorded == MISSING, reported, recorded)


def _picked(column: np.ndarray, rows: Int64 | None) -> np.ndarray:
    return column if rows is None else column.take(rows)


def _of_tickets(layout: Layout, name: str, column: WordColumn, origin: Int64, first: Int64) -> Int32:
    """Return what the rows of each ticket say first of a priority or an attribute."""
    table = layout.translation.codes_of(name, column)
    found = table[column.codes[origin[first[:-1]]]]
    return found if (found != NOTHING).all() else first_said(column.looked_up(table)[origin], first)


def _sequence(layout: Layout, origin: Int64) -> tuple[Int64, ...]:
    if not layout.has("sequence"):
        return ()
    return (layout.numbers("sequence")[origin],)


def _created_at(layout: Layout, at: Int64, kind: Int8, first: Int64) -> Int64:
    """Return when tickets were logged: at their event «created», or else at their first event."""
    created = first_where(kind == EventKind.CREATED, first)
    without = int(np.count_nonzero(created == NOTHING))
    layout.note(without, "tickets have no event «created»: their first event counts as the moment of the report")
    early = int(np.count_nonzero((created != NOTHING) & (created != first[:-1])))
    layout.note(early, "tickets have events before they were created")
    return at[np.where(created == NOTHING, first[:-1], created)]


def _events(layout: Layout) -> _Events:
    """Read what every row says, and refuse the rows that say nothing that can be."""
    columns = layout.word_columns("event", "attribute", "value" if layout.has("value") else "priority")
    meanings = [_meaning(layout, word) for word in columns["event"].words]
    tables = ValueTables(layout, columns)
    kinds = np.array([*map(_code, meanings), NOTHING], dtype=np.int8)
    fixed = [NOTHING if one is None else layout.words.code(one.value) for one in meanings]
    values = np.array([*fixed, NOTHING], dtype=np.int32)
    size = layout.landed.rows
    found = _Events(np.empty(size, np.int8), np.empty(size, np.int32), np.full(size, NOTHING, np.int8))
    for start in range(0, size, CHUNK):
        part = slice(start, start + CHUNK)
        codes = columns["event"].codes[part]
        found.kind[part], found.value[part] = kinds[codes], values[codes]
        tables.fill(part, found.kind[part], found.value[part], found.attribute[part])
    if size and found.kind.min() < 0:
        _refuse_events(layout, found.kind, tables)
    return found


def _meaning(layout: Layout, word: str) -> Meaning | None:
    text = plain(word)
    table = {plain(key): meaning for key, meaning in layout.mapping.events.items()}
    if text in table:
        return meaning_of_event(table[text])
    return meaning_of_event(text.replace("_", " ").replace("-", " "))


def _code(meaning: Meaning | None) -> int:
    if meaning is None:
        return UNKNOWN
    return REFUSED if meaning.kind is None else meaning.kind


def _refuse_events(layout: Layout, kind: Int8, tables: ValueTables) -> None:
    name = layout.mapping.columns["event"]
    for code, meaning, why, remedy in (
        (NOTHING, None, f"«{name}» is empty", "Name what happened."),
        (UNKNOWN, "event", f"«{name}» names no kind of event: ", "Say under events in the mapping what it means."),
        (REFUSED, "event", "the mapping refuses the event ", "Nothing, if that is meant."),
        (NAMELESS, None, "the row does not say which attribute changed", f"Write one of {', '.join(ATTRIBUTES)}."),
        (SILENT, "event", "no value is given for the event ", "Name it in the column that the mapping calls «value»."),
    ):
        _refuse(layout, np.flatnonzero(kind == code), meaning, why, remedy)
    tables.refuse_statuses(np.flatnonzero(kind == REFUSED_STATUS))


def _refuse(layout: Layout, rows: Int64, meaning: str | None, why: str, remedy: str) -> None:
    layout.refusals.add(rows, meaning, lambda text: f"{why}«{text}»" if text else why, remedy)
