"""Exports as a DuckDB relation, so that everything after it reads one thing."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb
import numpy as np

from asagreed.errors import UnreadableExport
from asagreed.facts.event_table import Int64
from asagreed.facts.readers.detecting import ExportFile, FileKind
from asagreed.facts.readers.records import MAXIMUM_LINE, Record
from asagreed.facts.readers.sheets import BLANKS, Sheet, TextSheet, sheet_of

LONGEST_PLAIN_LINE = csv.field_size_limit()
BLOCK = 1 << 20


class UnorderedPlan(Exception):
    """A query of this package would not keep the order of rows: a fault of the program."""


@dataclass(slots=True, eq=False)
class Landed:
    """Rows of an export in DuckDB: the columns asked for by their meanings, and `row`, counted from 0.

    `refused` are the rows that did not get here; `types` are the DuckDB types of the columns.
    """

    connection: duckdb.DuckDBPyConnection
    file: str
    relation: str
    types: Mapping[str, str]
    rows: int
    unit: str = "line"
    refused: list[Record] = field(default_factory=list)
    has_lines: bool = False
    first_line: int = 1
    keep: object = None

    def fetch(self, select: str, where: str = "") -> dict[str, np.ndarray]:
        """Return columns as arrays, in order of the rows.

        DuckDB keeps the order as long as it only scans. It turns `x in (…)` with many words into a join, which does
        not, so `is_one_of` writes that otherwise, and a plan with a join is refused.
        """
        query = f"select {select} from {self.relation} {where}"  # noqa: S608 -- our names, quoted texts
        if "order by" not in where:
            plan = self.asked(f"explain {query}").fetchall()[0][1]
            if "join" in plan.lower():
                raise UnorderedPlan(plan)
        return dict(self.asked(query).fetchnumpy())

    def asked(
        self, query: str, values: Sequence[object] = (), *, rows: Int64 | None = None
    ) -> duckdb.DuckDBPyConnection:
        """Run a query; `rows` can be read in it as `asked`. Raises UnreadableExport where a Parquet file is damaged."""
        cursor = self.connection.cursor()
        if rows is not None:
            cursor.register("asked", {"row": rows})
        try:
            return cursor.execute(query, list(values))
        except duckdb.Error as error:
            if self.unit == "line" or self.has_lines:
                raise
            raise _damaged(self.file, error) from None

    def texts(self, columns: Sequence[str], rows: Int64) -> list[tuple[str | None, ...]]:
        """Return some columns of some rows as texts, in the order of `rows`."""
        if not len(rows):
            return []
        asked = np.unique(rows)
        names = ", ".join(f"{column}::varchar" for column in columns)
        between = f"row between {int(asked[0])} and {int(asked[-1])}"
        query = f"select {names} from {self.relation} semi join asked using (row) where {between} order by row"  # noqa: S608 -- our names
        found = self.asked(query, rows=asked).fetchall()
        return [found[position] for position in np.searchsorted(asked, rows)]

    def lines(self, rows: Int64) -> list[int]:
        """Return the lines of the file on which rows begin (for Parquet: the numbers of the rows)."""
        if self.has_lines:
            return [int(line or 0) for (line,) in self.texts(("line",), rows)]
        return [int(row) + self.first_line for row in rows]


@dataclass(frozen=True, slots=True)
class Opened:
    """An export whose columns are known, not yet read."""

    file: ExportFile
    head: tuple[str, ...]
    sheet: Sheet | None

    @property
    def has_plain_head(self) -> bool:
        """Return whether the head is the first line of a text, and only that."""
        return isinstance(self.sheet, TextSheet) and self.sheet.has_plain_head


def opened(file: ExportFile) -> Opened:
    """Find the columns of an export. Raises UnreadableExport."""
    if file.kind is FileKind.PARQUET:
        query = f"describe select * exclude (file_row_number) from {_parquet(file.path)}"  # noqa: S608 -- quoted path
        described = _asked(_connection(), query, file)
        return Opened(file, tuple(row[0] for row in described), None)
    sheet = sheet_of(file)
    return Opened(file, sheet.head, sheet)


def landed(export: Opened, columns: Mapping[str, str]) -> Landed:
    """Bring the rows of an export into DuckDB; `columns` leads from meanings to names of the head."""
    if export.sheet is None:
        return _land_parquet(export, columns)
    places = {column_of(meaning): export.head.index(name) for meaning, name in columns.items()}
    found = _land_plain_text(export, places) if export.file.kind is FileKind.DELIMITED else None
    return found or _land_records(export, export.sheet, places)


def column_of(meaning: str) -> str:
    """Return the name of the column in DuckDB: a meaning never clashes with a word of SQL."""
    return "c_" + meaning.replace(" ", "_")


def quoted(text: str) -> str:
    """Return a text as SQL writes it."""
    return "'" + text.replace("'", "''") + "'"


def is_one_of(expression: str, words: Iterable[str]) -> str:
    """Return SQL that asks whether a text is one of some words."""
    return f"case {expression} {' '.join(f'when {quoted(word)} then true' for word in words)} else false end"


def _connection() -> duckdb.DuckDBPyConnection:
    connection = duckdb.connect(config={"autoinstall_known_extensions": "false", "autoload_known_extensions": "false"})
    connection.execute("set TimeZone = 'UTC'")
    return connection


def _asked(connection: duckdb.DuckDBPyConnection, query: str, file: ExportFile) -> list[tuple[str, ...]]:
    try:
        return connection.execute(query).fetchall()
    except duckdb.Error as error:
        raise _damaged(file.name, error) from None


def _damaged(file: str, error: duckdb.Error) -> UnreadableExport:
    why = f"it is damaged ({str(error).splitlines()[0][:200]})"
    return UnreadableExport(file=file, why=why, remedy="Export it again.")


def _parquet(path: Path) -> str:
    return f"read_parquet({quoted(_exact(path))}, file_row_number = true)"


def _land_parquet(export: Opened, columns: Mapping[str, str]) -> Landed:
    connection = _connection()
    picked = ", ".join(
        '"' + name.replace('"', '""') + f'" as {column_of(meaning)}' for meaning, name in columns.items()
    )
    source = _parquet(export.file.path)
    _asked(connection, f"create view export as select file_row_number as row, {picked} from {source}", export.file)  # noqa: S608 -- our names, quoted texts
    rows = int(_asked(connection, "select count(*) from export", export.file)[0][0])
    types = {name: kind for name, kind, *_ in _asked(connection, "describe export", export.file)}
    return Landed(connection, export.file.name, "export", types, rows, unit="row", keep=export.file.unpacked_into)


def _land_plain_text(export: Opened, places: Mapping[str, int]) -> Landed | None:
    """Let DuckDB read a text in which every line is one whole row; return None if it is not such a text.

    That is certain when DuckDB, refusing whatever is not strictly right, finds as many rows as there are lines.
    """
    file = export.file
    if file.encoding not in ("utf-8", "utf-8-sig") or file.lines_before_head or not export.has_plain_head:
        return None
    lines = _plain_lines(file.path)
    if lines is None:
        return None
    connection = _connection()
    types = ", ".join(f"'c{position}': 'VARCHAR'" for position in range(len(export.head)))
    picked = ", ".join(f"nullif(trim(c{place}, {quoted(BLANKS)}), '') as {name}" for name, place in places.items())
    options = "auto_detect = false, header = false, skip = 1, quote = '\"', escape = '\"', strict_mode = true"
    source = (
        f"read_csv({quoted(_exact(file.path))}, {options}, delim = {quoted(file.delimiter)}, columns = {{{types}}}, "
        f"max_line_size = {LONGEST_PLAIN_LINE}, compression = 'none', new_line = '{lines.ending}')"
    )
    try:
        connection.execute(f"create table rows as select {picked} from {source}")  # noqa: S608 -- our names, quoted texts
    except duckdb.Error:
        return None
    rows = int(connection.execute("select count(*) from rows").fetchall()[0][0])
    if rows != lines.number - 1:
        return None
    connection.execute("create view export as select rowid as row, * from rows")
    return Landed(connection, export.file.name, "export", dict.fromkeys(places, "VARCHAR"), rows, first_line=2)


def _exact(path: Path) -> str:
    """Return a path in which no letter stands for others."""
    return "".join(f"[{letter}]" if letter in "*?[" else letter for letter in str(path))


@dataclass(frozen=True, slots=True)
class _PlainLines:
    number: int
    ending: str


def _plain_lines(path: Path) -> _PlainLines | None:
    """Return how many lines a text has and how they end, or None if they end in different ways or hold NUL."""
    feeds = returns = both = 0
    last = b""
    with path.open("rb") as stream:
        while block := stream.read(BLOCK):
            if b"\0" in block:
                return None
            feeds += block.count(b"\n")
            returns += block.count(b"\r")
            both += block.count(b"\r\n") + (last == b"\r" and block.startswith(b"\n"))
            last = block[-1:]
    if returns not in (0, feeds) or both != returns:
        return None
    return _PlainLines(feeds + (last != b"\n"), "\\r\\n" if returns else "\\n")


def _land_records(export: Opened, sheet: Sheet, places: Mapping[str, int]) -> Landed:
    """Read any file row by row, write what is sound to a plain file, and let DuckDB read that."""
    connection = _connection()
    refused: list[Record] = []
    types = ", ".join(f"'{name}': 'VARCHAR'" for name in places)
    with TemporaryDirectory(prefix="asagreed-") as folder:
        plain = Path(folder, "rows.csv")
        with plain.open("w", encoding="utf-8", newline="") as stream:
            csv.writer(stream, lineterminator="\r\n").writerows(_picked(sheet, places, refused))
        connection.execute(
            f"create table rows as select * from read_csv({quoted(str(plain))}, auto_detect = false, header = false, "  # noqa: S608 -- our names, quoted texts
            f"quote = '\"', escape = '\"', max_line_size = {32 * MAXIMUM_LINE}, delim = ',', new_line = '\\r\\n', "
            f"columns = {{'line': 'BIGINT', {types}}}, parallel = false)"
        )
    rows = int(connection.execute("select count(*) from rows").fetchall()[0][0])
    connection.execute("create view export as select rowid as row, * from rows")
    unit = "row" if export.file.kind is FileKind.WORKBOOK else "line"
    return Landed(
        connection,
        export.file.name,
        "export",
        dict.fromkeys(places, "VARCHAR"),
        rows,
        unit=unit,
        refused=refused,
        has_lines=True,
    )


def _picked(sheet: Sheet, places: Mapping[str, int], refused: list[Record]) -> Iterator[tuple[int | str, ...]]:
    wanted = tuple(places.values())
    for record in sheet.rows():
        if record.refused:
            refused.append(record)
        else:
            yield (record.line, *(record.fields[place].strip(BLANKS) for place in wanted))
