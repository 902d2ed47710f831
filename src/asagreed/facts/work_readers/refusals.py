"""Rows of an export of work that are not taken: all counted, the first of them listed with what they say."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import numpy as np

from asagreed.facts.event_table import Int64
from asagreed.facts.readers.landing import Landed, column_of
from asagreed.facts.readers.records import Record
from asagreed.facts.readers.refusals import MAXIMUM_LISTED, shortened

Reason = Callable[[Mapping[str, str], int], str]
"""Says why a row is refused, from what it says and its number."""


@dataclass(frozen=True, slots=True)
class RefusedEntry:
    """A row that is no entry of work: where it is, why, what to do, and what it says.

    `unit` is what `line` counts: lines of a text, or rows of Parquet and Excel. `fields` are those that have a
    meaning here; a row that could not be split into fields has none.
    """

    line: int
    reason: str
    remedy: str
    fields: Mapping[str, str] = field(default_factory=dict)
    unit: str = "line"

    def __str__(self) -> str:
        return f"{self.unit} {self.line}: {self.reason}. {self.remedy}"


@dataclass(frozen=True, slots=True, eq=False)
class _Batch:
    rows: Int64
    reason: Reason
    remedy: str


class EntryRefusals:
    """Collects the rows of one export that are refused; the first reason counts."""

    def __init__(self, landed: Landed, columns: Mapping[str, str]) -> None:
        self._landed, self._columns = landed, tuple(columns)
        self._batches: list[_Batch] = []
        self.taken = np.ones(landed.rows, dtype=np.bool_)
        self.count = len(landed.refused)

    def add(self, refused: Int64, reason: Reason, remedy: str) -> None:
        """Refuse rows that are not refused yet."""
        rows = refused[self.taken[refused]]
        self.taken[rows] = False
        self.count += len(rows)
        if len(rows):
            self._batches.append(_Batch(rows, reason, remedy))

    def listed(self) -> tuple[RefusedEntry, ...]:
        """Return the first refused rows of the file, in its order."""
        broken = [_of_record(record, self._landed.unit) for record in self._landed.refused[:MAXIMUM_LISTED]]
        rows = [row for batch in self._batches for row in self._rows(batch)]
        return tuple(sorted(broken + rows, key=lambda row: row.line)[:MAXIMUM_LISTED])

    def _rows(self, batch: _Batch) -> list[RefusedEntry]:
        rows = np.sort(batch.rows)[:MAXIMUM_LISTED]
        texts = self._landed.texts([column_of(meaning) for meaning in self._columns], rows)
        found: list[RefusedEntry] = []
        for row, line, said in zip(rows.tolist(), self._landed.lines(rows), texts, strict=True):
            fields = {
                meaning: shortened(text) for meaning, text in zip(self._columns, said, strict=True) if text is not None
            }
            found.append(RefusedEntry(line, batch.reason(fields, row), batch.remedy, fields, self._landed.unit))
        return found


def _of_record(record: Record, unit: str) -> RefusedEntry:
    remedy = "Correct the row in the export, or export it again."
    return RefusedEntry(record.line, record.refused or "", remedy, {}, unit)
