"""Columns of words as codes: DuckDB numbers the words, Python says once what each word means."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from asagreed.facts.event_table import NOTHING, Int32
from asagreed.facts.readers.landing import Landed, column_of, quoted
from asagreed.facts.readers.mapping import ExportMapping, plain
from asagreed.facts.word_codes import WordCodes

FEW_WORDS = 24
CHUNK = 1 << 16
"""How many rows are looked up at a time."""

Small = TypeVar("Small", np.int8, np.int32)


@dataclass(frozen=True, slots=True, eq=False)
class WordColumn:
    """A code a row into the words of the export, as they are written; NOTHING where the row has none."""

    codes: NDArray[np.integer]
    words: tuple[str, ...]

    def looked_up(self, table: NDArray[Small]) -> NDArray[Small]:
        """Return for every row what a table says of its word; the table ends with the one for no word."""
        found = np.empty(len(self.codes), dtype=table.dtype)
        for start in range(0, len(found), CHUNK):  # small pieces stay in the cache and need no big temporary
            part = slice(start, start + CHUNK)
            found[part] = table[self.codes[part]]
        return found


def word_columns(landed: Landed, meanings: Iterable[str]) -> dict[str, WordColumn]:
    """Read several columns of words at once."""
    wanted = tuple(meanings)
    if not wanted:
        return {}
    words = {meaning: _words(landed, column_of(meaning)) for meaning in wanted}
    selected = ", ".join(_code(landed, column_of(meaning), words[meaning]) for meaning in wanted)
    found = landed.fetch(selected)
    return {meaning: WordColumn(found[column_of(meaning)], words[meaning]) for meaning in wanted}


def _words(landed: Landed, column: str) -> tuple[str, ...]:
    """Return the words of a column, in the order of the alphabet."""
    text = f"{column}::varchar"
    query = f"select distinct {text} from {landed.relation} where {column} is not null order by 1"  # noqa: S608 -- our names
    return tuple(text for (text,) in landed.asked(query).fetchall())


def _code(landed: Landed, column: str, words: tuple[str, ...]) -> str:
    """Return SQL for the number of a row's word: compared one by one if they are few, else looked up in a type."""
    size = "tinyint" if len(words) < 128 else "smallint" if len(words) < 32_768 else "integer"
    if len(words) <= FEW_WORDS:
        cases = " ".join(f"when {quoted(word)} then {number}" for number, word in enumerate(words))
        number = f"case {column}::varchar {cases} else {NOTHING} end" if words else str(NOTHING)
        return f"({number})::{size} as {column}"
    name = f"words_{column}"
    landed.connection.execute(f"drop type if exists {name}")
    landed.connection.execute(f"create type {name} as enum (select unnest(?))", [list(words)])
    return f"coalesce(enum_code({column}::varchar::{name})::{size}, {NOTHING}::{size}) as {column}"


class Translation:
    """What the words of an export mean, by one mapping; keys are compared without case and outer blanks."""

    def __init__(self, mapping: ExportMapping, words: WordCodes) -> None:
        self._mapping = mapping
        self._words = words
        self.unmapped: dict[str, set[str]] = {}

    def codes_of(self, name: str, column: WordColumn, *, remarks: bool = True) -> Int32:
        """Return the code of every word of a column of priorities or of an attribute, and NOTHING at the end.

        Without `remarks` words that the mapping does not name are not remembered: a column that says several things
        has words that mean something else.
        """
        table = self._mapping.priorities if name == "priority" else self._mapping.values.get(name, {})
        meaning = self.lookup(name, table, remarks=remarks)
        return np.array([*(self._words.code(meaning(word)) for word in column.words), NOTHING], dtype=np.int32)

    def attribute(self, name: str, column: WordColumn) -> Int32:
        """Return what every row says of a priority or an attribute."""
        return column.looked_up(self.codes_of(name, column))

    def lookup(self, name: str, table: Mapping[str, str], *, remarks: bool = True) -> Callable[[str], str | None]:
        """Return what gives the meaning of one word: as the table says, else itself; None if it means «missing»."""
        known = {plain(word): meaning for word, meaning in table.items()}

        def meaning_of(word: str) -> str | None:
            text = word.strip()
            if self._mapping.is_missing(text):
                return None
            if remarks and known and plain(text) not in known:
                self.unmapped.setdefault(name, set()).add(text)
            return known.get(plain(text), text)

        return meaning_of
