"""What every column of an export of work needs to be read: what it refuses, doubts and remarks on."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

import numpy as np

from asagreed.facts.event_table import Int64
from asagreed.facts.readers.coding import word_columns
from asagreed.facts.readers.landing import Landed, column_of
from asagreed.facts.readers.mapping import ExportMapping
from asagreed.facts.readers.moment_columns import MISSING, UNREADABLE, MomentColumn, moment_column
from asagreed.facts.readers.refusals import MAXIMUM_LISTED, UncertainTime, shortened
from asagreed.facts.work_readers.column_names import WORDS
from asagreed.facts.work_readers.quick_moments import quick_moments
from asagreed.facts.work_readers.refusals import EntryRefusals
from asagreed.facts.work_readers.work_columns import WordsOf

_ON_SITE = ("on site", "onsite")


@dataclass(slots=True, eq=False)
class Laying:
    """One export on its way into columns."""

    landed: Landed
    mapping: ExportMapping
    refusals: EntryRefusals
    notes: list[str] = field(default_factory=list)
    local_columns: list[str] = field(default_factory=list)
    uncertain: list[UncertainTime] = field(default_factory=list)

    def has(self, *meanings: str) -> bool:
        """Return whether the export has columns with all of these meanings."""
        return all(meaning in self.mapping.columns for meaning in meanings)

    def nothing(self, value: int = MISSING) -> Int64:
        """Return a column that says the same of every row."""
        return np.broadcast_to(np.int64(value), (self.landed.rows,))

    def moments(self, meaning: str) -> Int64:
        """Read a column of moments, all MISSING where there is none; refuse the rows whose moment cannot be."""
        if not self.has(meaning):
            return self.nothing()
        rule, name = self.mapping.moment_rule(meaning), self.mapping.columns[meaning]
        certain = quick_moments(self.landed, meaning, rule)
        if certain is not None:
            return certain
        column = moment_column(self.landed, meaning, self.mapping)
        self.refusals.add(
            column.unreadable,
            lambda said, _: f"«{name}» is «{said[meaning]}», which is not {' or '.join(rule.formats)}",
            "Correct it, or export all moments of a column in one spelling.",
        )
        self.refusals.add(
            column.outside,
            lambda said, _: f"«{name}» is «{said[meaning]}», outside the years 1900 to 2999",
            "Correct it, or leave the field empty if it means «not set».",
        )
        if column.has_local and meaning != "date":
            self.local_columns.append(f"«{name}»")
        self._doubt(meaning, column)
        return column.seconds

    def lengths(self, meaning: str, read: Callable[[str], int | None], *, what: str, remedy: str) -> Int64:
        """Read a column of lengths or distances, MISSING where a row has none; refuse what is none."""
        column = word_columns(self.landed, (meaning,))[meaning]
        said = [None if self.mapping.is_missing(word.strip()) else read(word) for word in column.words]
        table = [
            MISSING if self.mapping.is_missing(word.strip()) else UNREADABLE if number is None else number
            for word, number in zip(column.words, said, strict=True)
        ]
        found: Int64 = np.array([*table, MISSING], dtype=np.int64)[column.codes]
        name = self.mapping.columns[meaning]
        self.refusals.add(
            np.flatnonzero(found == UNREADABLE),
            lambda fields, _: f"«{name}» is «{fields[meaning]}», which is not {what}",
            remedy,
        )
        return found

    def words(self, rows: Int64) -> dict[str, WordsOf]:
        """Read all columns of words, of the rows that are taken."""
        columns = word_columns(self.landed, [meaning for meaning in WORDS if self.has(meaning)])
        return {
            meaning: WordsOf(column.codes[rows], (*self._said(meaning, column.words), None))
            for meaning, column in columns.items()
        }

    def _said(self, meaning: str, written: tuple[str, ...]) -> Iterable[str | None]:
        """Return the words of a column as entries have them: None for «nothing», and one word for on-site."""
        words = [word.strip() for word in written]
        if meaning == "delivery":
            words = ["on-site" if word.casefold() in _ON_SITE else word.casefold() for word in words]
        nothing = {"", *self.mapping.missing}
        return words if nothing.isdisjoint(words) else [None if word in nothing else word for word in words]

    def _doubt(self, meaning: str, column: MomentColumn) -> None:
        for rows, comes in ((column.twice, "twice"), (column.never, "never")):
            listed = rows[: MAXIMUM_LISTED - len(self.uncertain)]
            texts = self.landed.texts((column_of(meaning),), listed)
            for row, line, (text,) in zip(listed, self.landed.lines(listed), texts, strict=True):
                taken = int(column.seconds[row])
                name = self.mapping.columns[meaning]
                self.uncertain.append(UncertainTime(line, name, shortened(text or ""), comes, taken))
