"""Reading an export of work, from a file to entries: CSV, JSON, Parquet or Excel, also inside a .gz or .zip."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from asagreed.errors import UnreadableExport, UnreadableWork
from asagreed.facts.event_table import Int64
from asagreed.facts.readers.detecting import export_file
from asagreed.facts.readers.landing import Opened, landed, opened
from asagreed.facts.readers.refusals import UncertainTime
from asagreed.facts.work import WorkEntry
from asagreed.facts.work_readers.column_names import LENGTHS, MOMENTS, columns_of
from asagreed.facts.work_readers.days import with_days
from asagreed.facts.work_readers.extras import appointments_of, drop_repeated, meters_of, travel_of
from asagreed.facts.work_readers.laying import Laying
from asagreed.facts.work_readers.moment_spellings import spelled
from asagreed.facts.work_readers.refusals import EntryRefusals, RefusedEntry
from asagreed.facts.work_readers.times import Times, times_of
from asagreed.facts.work_readers.work_columns import AppointmentColumns, EntryTexts, WorkColumns
from asagreed.open_time.zones import zone_named


@dataclass(frozen=True, slots=True)
class WorkLog:
    """The entries of an export, in order of the file, and what became of every row.

    `rows_read` = entries + `rows_refused` + `duplicates`, which are rows that repeat a row with its id letter by
    letter. `refused` and `uncertain` (local times that come twice or never) list the first thousand.
    """

    entries: tuple[WorkEntry, ...]
    refused: tuple[RefusedEntry, ...]
    rows_read: int
    rows_refused: int
    duplicates: int
    uncertain: tuple[UncertainTime, ...]
    unread_columns: tuple[str, ...]
    notes: tuple[str, ...]


def read_work(path: Path | str, *, zone: str) -> WorkLog:
    """Read the entries of an export of work; moments without an offset are local in a zone.

    A row that cannot be an entry is refused and counted. Raises UnreadableWork if the file holds no work, and
    UnknownZone.
    """
    columns = read_work_columns(path, zone=zone)
    return WorkLog(
        entries=tuple(columns.entries()),
        refused=columns.refused,
        rows_read=columns.rows_read,
        rows_refused=columns.rows_refused,
        duplicates=columns.duplicates,
        uncertain=columns.uncertain,
        unread_columns=columns.unread_columns,
        notes=columns.notes,
    )


def read_work_columns(path: Path | str, *, zone: str) -> WorkColumns:
    """Read an export of work into columns; the same as `read_work`, for millions of entries.

    Raises UnreadableWork if the file holds no work, and UnknownZone.
    """
    zone_named(zone)
    try:
        export = opened(export_file(Path(path)))
        return _laid(export, _known_columns(export), zone)
    except UnreadableExport as error:
        # The readers of tickets tell what is wrong with any file, in words about tickets.
        remedy = error.remedy.replace("tickets", "work")
        raise UnreadableWork(file=error.file, why=error.why, remedy=remedy) from None


def _known_columns(export: Opened) -> dict[str, str]:
    columns = columns_of(export.head)
    has_length = any(meaning in columns for meaning in LENGTHS)
    has_when = any(meaning in columns for meaning in ("start", "end", "date"))
    if {"start", "end"} <= set(columns) or (has_length and has_when):
        return columns
    shown = ", ".join(f"«{name[:40]}»" for name in export.head[:30])
    why = f"its columns ({shown}) do not say when somebody worked and for how long"
    remedy = "Name them start and end; or date, or start, and duration."
    raise UnreadableExport(file=export.file.name, why=why, remedy=remedy)


def _laid(export: Opened, columns: Mapping[str, str], zone: str) -> WorkColumns:
    ready = with_days(landed(export, columns), columns)
    moments = [meaning for meaning in ("date", *MOMENTS) if meaning in columns]
    laying = Laying(ready, spelled(ready, columns, moments, zone=zone), EntryRefusals(ready, columns))
    times, recorded = times_of(laying), laying.moments("recorded")
    travel, meters, appointments = travel_of(laying), meters_of(laying), appointments_of(laying)
    duplicates = drop_repeated(laying)
    rows = np.flatnonzero(laying.refusals.taken)
    return WorkColumns(
        **_of_rows(times, rows),
        recorded_at=recorded[rows],
        travel_seconds=travel[rows],
        meters=meters[rows],
        words=laying.words(rows),
        appointments=_appointments_of_rows(appointments, rows),
        rows_read=ready.rows + len(ready.refused),
        rows_refused=laying.refusals.count,
        duplicates=duplicates,
        refused=laying.refusals.listed(),
        uncertain=tuple(sorted(laying.uncertain, key=lambda time: time.line)),
        unread_columns=tuple(name for name in export.head if name not in columns.values()),
        notes=tuple(_notes(laying, zone)),
        file=ready.file,
        _texts=EntryTexts(ready, rows, columns),
    )


def _of_rows(times: Times, rows: Int64) -> dict[str, Int64]:
    return {name: getattr(times, name)[rows] for name in ("start", "end", "done_on", "seconds")}


def _appointments_of_rows(found: AppointmentColumns | None, rows: Int64) -> AppointmentColumns | None:
    return found and AppointmentColumns(found.accepted_at[rows], found.start[rows], found.end[rows])


def _notes(laying: Laying, zone: str) -> list[str]:
    if not laying.local_columns:
        return laying.notes
    columns = ", ".join(laying.local_columns)
    return [*laying.notes, f"These moments name no offset and are read as local time of {zone}: {columns}."]
