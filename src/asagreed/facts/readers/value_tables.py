"""What the column of values means beside each kind of event."""

from __future__ import annotations

import numpy as np

from asagreed.facts.event_table import NOTHING, Int8, Int32, Int64
from asagreed.facts.readers.coding import WordColumn
from asagreed.facts.readers.laying import Layout
from asagreed.facts.readers.mapping import plain
from asagreed.facts.readers.meanings import WITH_A_VALUE
from asagreed.facts.readers.status_words import StatusWords
from asagreed.facts.tickets import ATTRIBUTES, EventKind

NAMELESS, SILENT = -5, -6
"""Stand for the kind of a change that names no attribute, and of an event that lacks its value."""

_PRIORITY = len(ATTRIBUTES)
_WITH_A_STATUS = (EventKind.CREATED, EventKind.STATUS, EventKind.REOPENED)


class ValueTables:
    """Fills kinds and values from the columns «value» and «attribute», a piece of the rows at a time."""

    def __init__(self, layout: Layout, columns: dict[str, WordColumn]) -> None:
        self._layout = layout
        self._values = columns.get("value")
        self._priorities = columns.get("priority")
        self._attributes = columns.get("attribute")
        self._tables: dict[str, Int32] = {}
        self._statuses: StatusWords | None = None
        words = () if self._attributes is None else self._attributes.words
        places = {name: place for place, name in enumerate(ATTRIBUTES)} | {"priority": _PRIORITY}
        self._places: Int8 = np.array([*(places.get(plain(word), NOTHING) for word in words), NOTHING], dtype=np.int8)

    def fill(self, part: slice, kind: Int8, value: Int32, attribute: Int8) -> None:
        """Fill one piece of the rows, in place."""
        self._fill_attributes(part, kind, attribute)
        for code in np.flatnonzero(np.bincount(np.maximum(kind, 0), minlength=1)).tolist():
            rows = np.flatnonzero((kind == code) & (value == NOTHING))
            if len(rows):
                self._fill_kind(EventKind(code), part, rows, kind, value, attribute)

    def refuse_statuses(self, rows: Int64) -> None:
        """Refuse rows whose status the mapping refuses."""
        if self._statuses is not None:
            self._statuses.refuse(rows, "value")

    def _fill_attributes(self, part: slice, kind: Int8, attribute: Int8) -> None:
        changed = np.flatnonzero(kind == EventKind.CHANGED)
        if not len(changed):
            return
        if self._attributes is not None:
            attribute[changed] = self._places[self._attributes.codes[part][changed]]
        kind[changed[attribute[changed] == NOTHING]] = NAMELESS
        is_priority = changed[attribute[changed] == _PRIORITY]
        kind[is_priority], attribute[is_priority] = EventKind.PRIORITY, NOTHING

    def _fill_kind(self, code: EventKind, part: slice, rows: Int64, kind: Int8, value: Int32, attribute: Int8) -> None:
        column = self._values or (self._priorities if code is EventKind.PRIORITY else None)
        if column is not None:
            words = column.codes[part][rows]
            if code in _WITH_A_STATUS:
                value[rows] = self._status_words(column).values[words]
            elif code is EventKind.CHANGED:
                for place in np.unique(attribute[rows]).tolist():
                    those = attribute[rows] == place
                    value[rows[those]] = self._table(ATTRIBUTES[place], column)[words[those]]
            else:
                value[rows] = self._table("priority" if code is EventKind.PRIORITY else "", column)[words]
            if code is EventKind.STATUS:
                kinds = self._status_words(column).kinds[words]
                kind[rows] = np.where(kinds == NOTHING, np.int8(code), kinds)
        if code in WITH_A_VALUE:
            kind[rows[(value[rows] == NOTHING) & (kind[rows] == code)]] = SILENT

    def _status_words(self, column: WordColumn) -> StatusWords:
        if self._statuses is None:
            self._statuses = StatusWords(self._layout, column, remarks=column is not self._values)
        return self._statuses

    def _table(self, name: str, column: WordColumn) -> Int32:
        if name not in self._tables:
            self._tables[name] = self._layout.translation.codes_of(name, column, remarks=column is not self._values)
        return self._tables[name]
