"""Work in columns: a million entries with their moments, lengths and words, and any of them as a `WorkEntry`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from asagreed.facts.event_table import Int64
from asagreed.facts.readers.landing import Landed, column_of
from asagreed.facts.readers.moment_columns import MISSING
from asagreed.facts.readers.refusals import UncertainTime
from asagreed.facts.work import Appointment, WorkEntry
from asagreed.facts.work_readers.moment_spellings import MISSING_WORDS
from asagreed.facts.work_readers.refusals import RefusedEntry

_AT_ONCE = 10_000
"""Entries whose texts are fetched together."""


@dataclass(frozen=True, slots=True, eq=False)
class WordsOf:
    """A code for each entry into the words of a column; the last word is None, for the entries without one."""

    codes: NDArray[np.integer]
    words: tuple[str | None, ...]

    def word(self, position: int) -> str | None:
        """Return the word of one entry."""
        return self.words[int(self.codes[position])]


@dataclass(frozen=True, slots=True, eq=False)
class AppointmentColumns:
    """The appointment of each entry, in UTC seconds; MISSING where there is none."""

    accepted_at: Int64
    start: Int64
    end: Int64


@dataclass(frozen=True, slots=True, eq=False)
class WorkColumns:
    """The entries of an export in columns, in order of the file, and what became of every row.

    Moments are UTC seconds, MISSING where an entry has none; `done_on` is the beginning of its day. `words` has the
    columns of words that the export has. `rows_read` = entries + `rows_refused` + `duplicates`, which are rows that
    repeat a row with its id letter by letter. `refused` and `uncertain` list the first thousand. `file` is the name
    of the file, `unread_columns` those without a known meaning, and `notes` say what was assumed.
    """

    start: Int64
    end: Int64
    done_on: Int64
    seconds: Int64
    recorded_at: Int64
    travel_seconds: Int64
    meters: Int64
    words: Mapping[str, WordsOf]
    appointments: AppointmentColumns | None
    rows_read: int
    rows_refused: int
    duplicates: int
    refused: tuple[RefusedEntry, ...]
    uncertain: tuple[UncertainTime, ...]
    unread_columns: tuple[str, ...]
    notes: tuple[str, ...]
    file: str
    _texts: EntryTexts

    def __len__(self) -> int:
        return len(self.seconds)

    def ids(self, positions: Int64) -> list[str]:
        """Return the ids of the entries at some positions."""
        return [told["id"] for told in self._texts.of(positions)]

    def entries(self, positions: Iterable[int] | None = None) -> Iterator[WorkEntry]:
        """Yield the entries at some positions, or all, with all their texts."""
        chosen = np.arange(len(self)) if positions is None else np.fromiter(positions, dtype=np.int64)
        for begin in range(0, len(chosen), _AT_ONCE):
            part = chosen[begin : begin + _AT_ONCE]
            for position, told in zip(part.tolist(), self._texts.of(part), strict=True):
                yield self._entry(position, told)

    def _entry(self, position: int, told: Mapping[str, str]) -> WorkEntry:
        word = {name: column.word(position) for name, column in self.words.items()}
        return WorkEntry(
            id=told["id"],
            seconds=int(self.seconds[position]),
            start=_moment(self.start, position),
            end=_moment(self.end, position),
            done_on=_moment(self.done_on, position),
            person=word.get("person") or "",
            role=word.get("role"),
            work_type=word.get("work type"),
            service=word.get("service"),
            kind=word.get("kind"),
            system=word.get("system"),
            site=word.get("site"),
            delivery=word.get("delivery"),
            cause=word.get("cause"),
            asked_as=word.get("asked as"),
            ticket=word.get("ticket") or "",
            incident=word.get("incident") or "",
            job=word.get("job") or "",
            quote=word.get("quote") or "",
            appointment=self._appointment(position, word.get("moved by") or ""),
            km=Fraction(int(self.meters[position]), 1000),
            travel_seconds=int(self.travel_seconds[position]),
            recorded_at=_moment(self.recorded_at, position),
            corrects=told["corrects"],
            note=told["note"],
            place=told["place"],
        )

    def _appointment(self, position: int, moved_by: str) -> Appointment | None:
        of = self.appointments
        if of is None or of.start[position] == MISSING:
            return None
        return Appointment(int(of.accepted_at[position]), int(of.start[position]), int(of.end[position]), moved_by)


def _moment(column: Int64, position: int) -> int | None:
    second = int(column[position])
    return None if second == MISSING else second


class EntryTexts:
    """The texts of entries, fetched from the export when somebody asks for them."""

    def __init__(self, landed: Landed, rows: Int64, columns: Mapping[str, str]) -> None:
        self._landed, self._rows = landed, rows
        self._names = tuple(name for name in ("id", "corrects", "note") if name in columns)

    def of(self, positions: Int64) -> list[dict[str, str]]:
        """Return id, corrected id, note and place of some entries; an entry without an id is called by its row."""
        rows = self._rows[positions]
        found = self._landed.texts([column_of(name) for name in self._names], rows) if self._names else [()] * len(rows)
        return [
            self._told(dict(zip(self._names, texts, strict=True)), line)
            for line, texts in zip(self._landed.lines(rows), found, strict=True)
        ]

    def _told(self, texts: Mapping[str, str | None], line: int) -> dict[str, str]:
        said = {name: text.strip() for name, text in texts.items() if text and text.strip() not in MISSING_WORDS}
        return {
            "id": said.get("id") or f"row {line}",
            "corrects": said.get("corrects", ""),
            "note": said.get("note", ""),
            "place": f"{self._landed.file}:{line}",
        }
