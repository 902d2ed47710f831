"""What kind of file an export is, found from its first bytes; archives are unpacked."""

from __future__ import annotations

import codecs
import csv
import gzip
import re
import shutil
import weakref
import zipfile
import zlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from tempfile import mkdtemp
from typing import Protocol

from asagreed.errors import UnreadableExport

SAMPLE = 1 << 20
MAXIMUM_UNPACKED = 4 << 30
_DELIMITERS = (",", ";", "\t", "|")
_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_FOREIGN = (
    (b"%PDF", "it is a PDF", "Export the tickets as CSV, Excel, JSON or Parquet."),
    (b"\xd0\xcf\x11\xe0", "it is an old Excel file (.xls)", "Save it as .xlsx or as CSV."),
    (b"SQLite format 3", "it is an SQLite data base", "Export the table of tickets as CSV."),
    (b"<", "it is a web page or XML", "Export the tickets as CSV, Excel, JSON or Parquet."),
)
_SEPARATOR = re.compile(r'"?sep=(.)"?\r?\n')


class _Packed(Protocol):
    def read(self, size: int, /) -> bytes: ...


class FileKind(StrEnum):
    """The kinds of file that can be read."""

    DELIMITED = "delimited text"
    JSON = "JSON"
    PARQUET = "Parquet"
    WORKBOOK = "Excel workbook"


class UnpackedFolder:
    """A folder that goes away with the last that needs it."""

    def __init__(self) -> None:
        self.path = Path(mkdtemp(prefix="asagreed-"))
        weakref.finalize(self, shutil.rmtree, self.path, ignore_errors=True)


@dataclass(frozen=True, slots=True)
class ExportFile:
    """A file of tickets: where its bytes are, its name for people, and how it is written."""

    path: Path
    name: str
    kind: FileKind
    encoding: str = "utf-8"
    delimiter: str = ","
    lines_before_head: int = 0
    unpacked_into: UnpackedFolder | None = None


def export_file(path: Path, *, encoding: str | None = None, delimiter: str | None = None) -> ExportFile:
    """Find out what a file is; unpack .gz and .zip. Raises UnreadableExport if it is nothing with tickets."""
    sample = _sample(path)
    if sample.startswith(b"\x1f\x8b") or (sample.startswith(b"PK\x03\x04") and not _is_workbook(path)):
        folder = UnpackedFolder()
        inner = _unpacked(path, folder.path, is_zip=sample.startswith(b"PK"))
        if _sample(inner)[:2] in (b"\x1f\x8b", b"PK") and not _is_workbook(inner):
            raise UnreadableExport(file=path.name, why="it is an archive in an archive", remedy="Unpack it first.")
        found = export_file(inner, encoding=encoding, delimiter=delimiter)
        return replace(found, name=path.name, unpacked_into=folder)
    if sample.startswith(b"PAR1"):
        return ExportFile(path, path.name, FileKind.PARQUET)
    if sample.startswith(b"PK\x03\x04"):
        return ExportFile(path, path.name, FileKind.WORKBOOK)
    return _text_file(path, sample, encoding, delimiter)


def _sample(path: Path) -> bytes:
    try:
        with path.open("rb") as stream:
            sample = stream.read(SAMPLE)
    except OSError as error:
        why = f"it cannot be opened ({error.strerror})"
        raise UnreadableExport(file=str(path), why=why, remedy="Name a file that is there and may be read.") from None
    if not sample.strip():
        raise UnreadableExport(file=path.name, why="it is empty", remedy="Export it again.")
    return sample


def _text_file(path: Path, sample: bytes, encoding: str | None, delimiter: str | None) -> ExportFile:
    encoding = encoding or _encoding(sample)
    text = _decoded(path, sample, encoding)
    begin = text.lstrip("\ufeff \t\r\n")
    if begin[:1] in ("{", "["):
        return ExportFile(path, path.name, FileKind.JSON, encoding)
    for magic, why, remedy in _FOREIGN:
        if begin.startswith(magic.decode("latin-1")):
            raise UnreadableExport(file=path.name, why=why, remedy=remedy)
    if _share_of_controls(text) > 0.05:
        raise UnreadableExport(file=path.name, why="it is not a text", remedy="Export it as CSV, JSON or Parquet.")
    separator = _SEPARATOR.match(text.lstrip("\ufeff"))
    if separator:
        return ExportFile(path, path.name, FileKind.DELIMITED, encoding, delimiter or separator[1], 1)
    return ExportFile(path, path.name, FileKind.DELIMITED, encoding, delimiter or _delimiter(text))


def _encoding(sample: bytes) -> str:
    for bom, name in _BOMS:
        if sample.startswith(bom):
            return name
    half = max(1, len(sample) // 2)
    if sample[1::2].count(0) > 0.4 * half and sample[0::2].count(0) < 0.1 * half:
        return "utf-16-le"
    if sample[0::2].count(0) > 0.4 * half and sample[1::2].count(0) < 0.1 * half:
        return "utf-16-be"
    try:
        codecs.getincrementaldecoder("utf-8")().decode(sample)
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8"


def _decoded(path: Path, sample: bytes, encoding: str) -> str:
    try:
        return codecs.getincrementaldecoder(encoding)("replace").decode(sample)
    except LookupError:
        why = f"no encoding is called «{encoding}»"
        raise UnreadableExport(file=path.name, why=why, remedy="Write utf-8, utf-16 or cp1252.") from None


def _share_of_controls(text: str) -> float:
    controls = sum(map(text.count, map(chr, (*range(9), *range(14, 32), 127, 0xFFFD))))
    return controls / len(text) if controls > 8 else 0.0


def _delimiter(text: str) -> str:
    lines = text[: SAMPLE // 4].splitlines()[:60]
    return max(_DELIMITERS, key=lambda delimiter: _fit(lines, delimiter))


def _fit(lines: Sequence[str], delimiter: str) -> tuple[float, int]:
    """Return how well a delimiter cuts lines into equally many fields, and into how many."""
    try:
        widths = [len(fields) for fields in csv.reader(lines, delimiter=delimiter) if fields]
    except csv.Error:
        return (0.0, 0)
    if not widths or widths[0] < 2:
        return (0.0, 0)
    return (widths.count(widths[0]) / len(widths), widths[0])


def _is_workbook(path: Path) -> bool:
    try:
        with zipfile.ZipFile(path) as archive:
            return any(name.startswith("xl/") for name in archive.namelist())
    except (zipfile.BadZipFile, OSError, ValueError):
        return False


def _unpacked(path: Path, folder: Path, *, is_zip: bool) -> Path:
    try:
        if not is_zip:
            with gzip.open(path) as packed:
                return _copied(packed, folder / (path.name.removesuffix(".gz") or "export"))
        with zipfile.ZipFile(path) as archive:
            members = [one for one in archive.infolist() if not one.is_dir() and "__MACOSX" not in one.filename]
            if len(members) != 1:
                why = f"the archive holds {len(members)} files"
                raise UnreadableExport(file=path.name, why=why, remedy="Unpack it and name one file.")
            with archive.open(members[0]) as packed:
                return _copied(packed, folder / (Path(members[0].filename).name or "export"))
    except (OSError, EOFError, zlib.error, zipfile.BadZipFile, RuntimeError, NotImplementedError, ValueError) as error:
        why = f"the archive is damaged or locked ({error})"
        raise UnreadableExport(file=path.name, why=why, remedy="Unpack it yourself, or export it again.") from None


def _copied(packed: _Packed, target: Path) -> Path:
    size = 0
    with target.open("wb") as plain:
        while block := packed.read(SAMPLE):
            size += len(block)
            if size > MAXIMUM_UNPACKED:
                raise UnreadableExport(file=target.name, why="it unpacks to more than 4 GiB", remedy="Split it.")
            plain.write(block)
    return target
