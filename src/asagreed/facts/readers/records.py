"""Rows of a delimited text, one after the other, however broken the text is."""

from __future__ import annotations

import csv
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TextIO

MAXIMUM_LINE = 1 << 20
MAXIMUM_LINES_OF_A_ROW = 1_000
MAXIMUM_ROW = 4 << 20
MAXIMUM_READ_AGAIN = 200_000

OPEN_QUOTE = "a quote is opened and not closed"


@dataclass(frozen=True, slots=True)
class Record:
    """A row as it stands in a file: its fields, or why it has none."""

    line: int
    fields: tuple[str, ...]
    refused: str | None = None


class _BrokenRow(Exception):
    """The row cannot be read; the reason is its text."""


def records(stream: TextIO, delimiter: str) -> Iterator[Record]:
    """Yield every row of a text with the line on which it begins; lines that are empty are no rows.

    A row that breaks is refused, and reading goes on with the line after the one on which it began.
    """
    lines = _Lines(stream)
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    while True:
        lines.begin_row()
        try:
            fields = next(reader)
        except StopIteration:
            return
        except (csv.Error, _BrokenRow) as error:
            yield from (Record(line, (), _in_words(error)) for line in lines.give_back())
            continue
        if fields:
            yield Record(lines.first, tuple(fields))


def _in_words(error: Exception) -> str:
    text = str(error)
    if text == "unexpected end of data":
        return OPEN_QUOTE
    if "expected after" in text:
        return "a quote is closed in the middle of a field"
    if "field larger" in text:
        return f"a field has more than {csv.field_size_limit():,} characters"
    return text


class _Lines:
    """The lines of a stream, with their numbers, bounded, and able to be read again from the second of a row on."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._again: deque[str] = deque()
        self._row: list[str] = []
        self._characters = 0
        self._read_again = 0
        self.first = 1

    def begin_row(self) -> None:
        self.first += len(self._row)
        self._row.clear()
        self._characters = 0

    def give_back(self) -> range:
        """Put back all lines of the row but the first; return the numbers of the lines that are used up."""
        rest = self._row[1:]
        self._read_again += len(rest)
        if self._read_again > MAXIMUM_READ_AGAIN:
            return range(self.first, self.first + len(self._row))
        self._again.extendleft(reversed(rest))
        del self._row[1:]
        return range(self.first, self.first + 1)

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = self._again.popleft() if self._again else self._read()
        if not line:
            raise StopIteration
        self._row.append(line)
        self._characters += len(line)
        if len(self._row) > MAXIMUM_LINES_OF_A_ROW or self._characters > MAXIMUM_ROW:
            raise _BrokenRow(OPEN_QUOTE)
        if len(line) > MAXIMUM_LINE:
            raise _BrokenRow(f"the line has more than {MAXIMUM_LINE:,} characters")
        if "\0" in line:
            raise _BrokenRow("the line has NUL characters")
        if not line.isascii() and any("\ud800" <= letter <= "\udfff" for letter in line):
            raise _BrokenRow("the line has bytes that are no text in this encoding")
        return line

    def _read(self) -> str:
        """Return the next line; one that is too long is cut and its rest skipped."""
        line = self._stream.readline(MAXIMUM_LINE + 1)
        if len(line) > MAXIMUM_LINE and not line.endswith("\n"):
            while (rest := self._stream.readline(MAXIMUM_LINE)) and not rest.endswith("\n"):
                pass
        return line
