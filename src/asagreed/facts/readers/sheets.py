"""Exports as a head and rows of texts, whatever kind of file they are."""

from __future__ import annotations

import codecs
import json
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import date, datetime
from typing import Protocol, TextIO

from asagreed.errors import UnreadableExport
from asagreed.facts.readers.detecting import ExportFile, FileKind
from asagreed.facts.readers.json_objects import json_objects
from asagreed.facts.readers.records import MAXIMUM_LINE, Record, records

BLANKS = " \t\r\n\x0b\x0c\xa0\ufeff"
"""What is cut off at both ends of every text."""
HEAD_OF_OBJECTS = 1_000

_DAMAGED = (
    zipfile.BadZipFile, OSError, LookupError, ValueError, TypeError, AttributeError, SyntaxError, EOFError,
    zlib.error, RuntimeError, NotImplementedError,
)  # fmt: skip
"""What openpyxl and zipfile raise on what is no sound workbook."""

codecs.register_error("asagreed.undecodable", lambda error: ("\udcff", getattr(error, "end", 0)))


class Sheet(Protocol):
    """A head and rows; each row has as many fields as the head, or a reason why it is refused."""

    @property
    def head(self) -> tuple[str, ...]: ...

    def rows(self) -> Iterator[Record]:
        """Yield the rows below the head."""
        ...


def sheet_of(file: ExportFile) -> Sheet:
    """Open an export that is not Parquet. Raises UnreadableExport if it has no head."""
    if file.kind is FileKind.JSON:
        return _JsonSheet(file)
    if file.kind is FileKind.WORKBOOK:
        return _WorkbookSheet(file)
    return TextSheet(file)


@contextmanager
def opened_text(file: ExportFile) -> Iterator[TextIO]:
    """Open the text of a file; bytes that are no text become lone surrogates."""
    with file.path.open(encoding=file.encoding, errors="asagreed.undecodable") as stream:
        yield stream


def unlike_names(names: tuple[str, ...]) -> tuple[str, ...]:
    """Return the names of columns with repeated ones numbered: Labels, Labels (2)."""
    seen: dict[str, int] = {}
    found: list[str] = []
    for position, written in enumerate(names, 1):
        name = written.strip(BLANKS) or f"column {position}"
        seen[name] = seen.get(name, 0) + 1
        found.append(name if seen[name] == 1 else f"{name} ({seen[name]})")
    return tuple(found)


def _as_wide_as(head: tuple[str, ...], record: Record) -> Record:
    """Return a record with as many fields as the head, or refuse it."""
    fields, width = record.fields, len(head)
    if record.refused or len(fields) == width:
        return record
    if len(fields) > width and not any(field.strip(BLANKS) for field in fields[width:]):
        return Record(record.line, fields[:width])
    return Record(record.line, (), f"the row has {len(fields)} fields, the head has {width}")


class TextSheet:
    """A delimited text."""

    def __init__(self, file: ExportFile) -> None:
        self._file = file
        with opened_text(file) as stream:
            record = next(self._below(stream), None)
        if record is None or record.refused:
            why = record.refused if record and record.refused else "it has no head"
            raise UnreadableExport(file=file.name, why=why, remedy="The first line must name the columns.")
        self.head = unlike_names(record.fields)
        self.has_plain_head = record.line == 1 and "\n" not in "".join(record.fields)

    def _below(self, stream: TextIO) -> Iterator[Record]:
        for _ in range(self._file.lines_before_head):
            stream.readline(MAXIMUM_LINE)
        return records(stream, self._file.delimiter)

    def rows(self) -> Iterator[Record]:
        """Yield the rows below the head."""
        before = self._file.lines_before_head
        with opened_text(self._file) as stream:
            found = self._below(stream)
            next(found)
            for record in found:
                yield _as_wide_as(self.head, Record(record.line + before, record.fields, record.refused))


class _JsonSheet:
    """Objects of a JSON file; keys inside keys are joined with a dot."""

    def __init__(self, file: ExportFile) -> None:
        self._file = file
        names: dict[str, None] = {}
        with opened_text(file) as stream:
            for position, found in enumerate(json_objects(stream, file.name)):
                names.update(dict.fromkeys(found.fields))
                if position >= HEAD_OF_OBJECTS:
                    break
        self.head = tuple(names)

    def rows(self) -> Iterator[Record]:
        """Yield the objects as rows."""
        with opened_text(self._file) as stream:
            for found in json_objects(stream, self._file.name):
                fields = tuple(map(_text_of, map(found.fields.get, self.head)))
                yield Record(found.line, () if found.refused else fields, found.refused)


class _WorkbookSheet:
    """The first sheet of an Excel workbook."""

    def __init__(self, file: ExportFile) -> None:
        self._file = file
        head = next(self._records(), None)
        if head is None:
            raise UnreadableExport(file=file.name, why="its first sheet is empty", remedy="Export it again.")
        self.head = unlike_names(head.fields)

    def _records(self) -> Iterator[Record]:
        """Yield the rows that are not empty."""
        from openpyxl import load_workbook  # noqa: PLC0415 -- half a second that only workbooks need

        try:
            with closing(load_workbook(self._file.path, read_only=True, data_only=True)) as book:
                for line, cells in enumerate(book.worksheets[0].iter_rows(values_only=True), 1):
                    fields = tuple(map(_text_of, cells))
                    if any(fields):
                        yield Record(line, fields)
        except _DAMAGED as error:
            why = f"the workbook is damaged ({type(error).__name__})"
            remedy = "Open it in Excel and save it as CSV."
            raise UnreadableExport(file=self._file.name, why=why, remedy=remedy) from None

    def rows(self) -> Iterator[Record]:
        """Yield the rows below the head."""
        found = self._records()
        next(found)
        for record in found:
            width = len(self.head)
            padded = (record.fields + ("",) * width)[: max(width, len(record.fields))]
            yield _as_wide_as(self.head, Record(record.line, padded))


def _text_of(value: object) -> str:
    """Return a cell or a JSON value as the text that it would have in a CSV."""
    if value is None:
        return ""
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float) and value.is_integer() and abs(value) < 1 << 53:
        return str(int(value))
    if isinstance(value, list | dict):
        return json.dumps(value, ensure_ascii=False)
    return str(value)
