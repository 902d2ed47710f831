"""Rows that are not taken, and local times that are not certain: all counted, the first of them listed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from asagreed.facts.event_table import Int64
from asagreed.facts.readers.landing import Landed, column_of
from asagreed.facts.readers.records import Record

MAXIMUM_LISTED = 1_000


@dataclass(frozen=True, slots=True)
class RefusedRow:
    """A row of an export that is not read: where it is, why, and what to do."""

    line: int
    reason: str
    remedy: str
    unit: str = "line"
    """What is counted: lines of a text, or rows of Parquet and Excel."""

    def __str__(self) -> str:
        return f"{self.unit} {self.line}: {self.reason}. {self.remedy}"


@dataclass(frozen=True, slots=True)
class UncertainTime:
    """A local time that comes twice or never where the clocks change, and how it was taken (UTC seconds)."""

    line: int
    column: str
    text: str
    comes: str
    taken_as: int


@dataclass(frozen=True, slots=True, eq=False)
class _Batch:
    rows: Int64
    meaning: str | None
    reason: Callable[[str], str]
    remedy: str


class Refusals:
    """Collects the rows of one export that are refused; the first reason counts."""

    def __init__(self, landed: Landed) -> None:
        self._landed = landed
        self._taken = np.ones(landed.rows, dtype=np.bool_)
        self._batches: list[_Batch] = []
        self.count = len(landed.refused)

    def add(self, refused: Int64, meaning: str | None, reason: Callable[[str], str], remedy: str) -> None:
        """Refuse rows. The reason is told the text of the column with that meaning."""
        rows = refused[self._taken[refused]]
        self._taken[rows] = False
        self.count += len(rows)
        if len(rows):
            self._batches.append(_Batch(rows, meaning, reason, remedy))

    def taken(self) -> Int64 | None:
        """Return the rows that are not refused, or None if that is all of them."""
        return None if self._taken.all() else np.flatnonzero(self._taken)

    def listed(self) -> tuple[RefusedRow, ...]:
        """Return the first refused rows of the file, in its order."""
        broken = [_of_record(record, self._landed.unit) for record in self._landed.refused[:MAXIMUM_LISTED]]
        rows = [row for batch in self._batches for row in self._rows(batch)]
        return tuple(sorted(broken + rows, key=lambda row: row.line)[:MAXIMUM_LISTED])

    def _rows(self, batch: _Batch) -> list[RefusedRow]:
        rows = batch.rows[:MAXIMUM_LISTED]
        lines = self._landed.lines(rows)
        texts = [""] * len(rows)
        if batch.meaning is not None:
            texts = [text or "" for (text,) in self._landed.texts((column_of(batch.meaning),), rows)]
        return [
            RefusedRow(line, batch.reason(shortened(text)), batch.remedy, self._landed.unit)
            for line, text in zip(lines, texts, strict=True)
        ]


def shortened(text: str) -> str:
    """Return a text of an export fit for a message."""
    shown = "".join(letter if letter.isprintable() else "·" for letter in text[:60])
    return f"{shown}…" if len(text) > 60 else shown


def _of_record(record: Record, unit: str) -> RefusedRow:
    remedy = "Correct the row in the export, or export it again."
    return RefusedRow(record.line, record.refused or "", remedy, unit)
