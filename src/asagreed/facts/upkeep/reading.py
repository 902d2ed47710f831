"""Reading what became of recurring work from a table (CSV), one record a line; a line that cannot be is told."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TypeVar, get_args

from pydantic_core import PydanticCustomError

from asagreed.facts.upkeep.records import UpkeepRecord, UpkeepSettled
from asagreed.terms.values.durations import parse_length
from asagreed.versions.moments import utc_seconds

T = TypeVar("T")
COLUMNS = (
    "task", "due", "says", "at", "by", "because", "evidence", "worked", "restored in", "everything came back",
    "recorded at",
)  # fmt: skip
"""What a table may have; `task`, `due` and `says` are needed, and `at` is the end of the due day where it is empty."""
_NEEDED = COLUMNS[:3]
_SAYS: Mapping[str, UpkeepSettled] = {word: word for word in get_args(UpkeepSettled)}
_YES_NO = {"yes": True, "no": False}


@dataclass(frozen=True, slots=True)
class RefusedRecord:
    """A line that could not be read, and why."""

    line: int
    reason: str


@dataclass(frozen=True, slots=True)
class UpkeepRead:
    """The records of a table, and the lines that were refused."""

    records: tuple[UpkeepRecord, ...]
    refused: tuple[RefusedRecord, ...]


def read_upkeep(path: Path, *, zone: str) -> UpkeepRead:
    """Return the records of a table; times without an offset are local in the zone. Raises OSError."""
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError:
        return UpkeepRead((), (RefusedRecord(1, "the file is not UTF-8 text; export it as CSV in UTF-8"),))
    rows = csv.DictReader(io.StringIO(text, newline=""))
    try:
        missing = [name for name in _NEEDED if name not in (rows.fieldnames or ())]
        strange = [name for name in rows.fieldnames or () if name not in COLUMNS]
        if missing or strange:
            return UpkeepRead((), (RefusedRecord(1, _heads(missing, strange)),))
        return _read(rows, path.name, zone)
    except csv.Error as error:
        return UpkeepRead((), (RefusedRecord(rows.line_num, f"this is not CSV: {error}"),))


def _heads(missing: list[str], strange: list[str]) -> str:
    wrong = [f"the column «{name}» is missing" for name in missing]
    wrong += [f"the column «{name}» is not known" for name in strange]
    return f"{'; '.join(wrong)}. Columns are: {', '.join(COLUMNS)}"


def _read(rows: csv.DictReader[str], file: str, zone: str) -> UpkeepRead:
    records: list[UpkeepRecord] = []
    refused: list[RefusedRecord] = []
    for row in rows:
        try:
            records.append(_record(row, f"{file}:{rows.line_num}", zone))
        except ValueError as error:
            refused.append(RefusedRecord(rows.line_num, str(error)))
    return UpkeepRead(tuple(records), tuple(refused))


def _record(row: Mapping[str, str | None], place: str, zone: str) -> UpkeepRecord:
    cell = {name: (row.get(name) or "").strip() for name in COLUMNS}
    if None in row:
        raise ValueError("the line has more values than the table has columns")
    if not cell["task"]:
        raise ValueError("the task is missing; write its name as in the agreement")
    says = _SAYS.get(cell["says"])
    if says is None:
        raise ValueError(f"«{cell['says']}» is not one of: {', '.join(_SAYS)}")
    if says == "skipped" and not cell["because"]:
        raise ValueError("skipped work needs its reason, under «because»")
    due = _parsed(cell["due"], date.fromisoformat, "a date such as 2026-05-31")
    at = cell["at"] or f"{due} 23:59:59"
    return UpkeepRecord(
        task=cell["task"],
        due_on=due,
        says=says,
        at=_moment(at, zone),
        by=cell["by"],
        because=cell["because"],
        evidence=cell["evidence"],
        worked=_length(cell["worked"]),
        restored_in=_length(cell["restored in"]),
        succeeded=_yes_no(cell["everything came back"]),
        recorded_at=_moment(cell["recorded at"], zone) if cell["recorded at"] else None,
        place=place,
    )


def _parsed(text: str, parse: Callable[[str], T], what: str) -> T:
    try:
        return parse(text)
    except ValueError:
        raise ValueError(f"«{text}» is not {what}") from None


def _moment(text: str, zone: str) -> int:
    moment = _parsed(text, datetime.fromisoformat, "a moment such as 2026-05-31 16:40")
    return int(moment.timestamp()) if moment.tzinfo else utc_seconds(moment, zone)


def _length(text: str) -> int | None:
    try:
        return parse_length(text) if text else None
    except PydanticCustomError:
        raise ValueError(f"«{text}» is not a length of time such as 45 min or 1 h 30 min") from None


def _yes_no(text: str) -> bool | None:
    if text and text.lower() not in _YES_NO:
        raise ValueError(f"«{text}» is neither yes nor no")
    return _YES_NO.get(text.lower())
