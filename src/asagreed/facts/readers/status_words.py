"""A column of statuses: what each word makes happen, and what it calls the status."""

from __future__ import annotations

import numpy as np

from asagreed.facts.event_table import NOTHING, Int8, Int32, Int64
from asagreed.facts.readers.coding import WordColumn
from asagreed.facts.readers.laying import Layout
from asagreed.facts.readers.meanings import Meaning, meaning_of_status

REFUSED_STATUS = -4


class StatusWords:
    """The meanings of the words of a column of statuses, as tables that end with the one for no word."""

    def __init__(self, layout: Layout, column: WordColumn, *, remarks: bool = True) -> None:
        lookup = layout.translation.lookup("status", layout.mapping.statuses, remarks=remarks)
        found = [lookup(word) for word in column.words]
        meanings = [None if word is None else meaning_of_status(word) for word in found]
        self._layout = layout
        self._column = column
        values = [NOTHING if one is None else layout.words.code(one.value) for one in meanings]
        self.values: Int32 = np.array([*values, NOTHING], dtype=np.int32)
        """The status that a word names; NOTHING where the kind says it all."""
        self.kinds: Int8 = np.array([*map(_kind, meanings), NOTHING], dtype=np.int8)
        """The kind of event that a word makes; NOTHING where it names no status."""

    def kinds_of_rows(self) -> Int8:
        """Return the kind of event of every row."""
        return self._column.looked_up(self.kinds)

    def values_of_rows(self) -> Int32:
        """Return the status of every row."""
        return self._column.looked_up(self.values)

    def refuse(self, rows: Int64, meaning: str) -> None:
        """Refuse rows whose status the mapping refuses."""
        remedy = "Nothing, if that is meant; else give it a meaning under statuses."
        why = "the mapping refuses the status"
        self._layout.refusals.add(rows, meaning, lambda text: f"{why} «{text}»", remedy)


def _kind(meaning: Meaning | None) -> int:
    if meaning is None:
        return NOTHING
    return REFUSED_STATUS if meaning.kind is None else meaning.kind
