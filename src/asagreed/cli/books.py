"""Reading books and work for a command: what is wrong is printed, and errors end the command."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from asagreed.facts.books import Books
    from asagreed.facts.work import WorkEntry
    from asagreed.versions import History

SHOWN = 20
"""How many refused rows and overlaps are listed; the rest is counted."""


@dataclass(frozen=True)
class OpenedBooks:
    """The books of a customer and every work entry, as they were read."""

    books: Books
    entries: tuple[WorkEntry, ...]


def open_books(path: Path, history: History, *, as_of: int | None) -> OpenedBooks:
    """Return books (YAML) with the work that they name, or the work of a table alone.

    Facts dated after `as_of` (UTC seconds) are refused. Findings go to standard error; errors end with code 1.
    """
    from asagreed.errors import BooksOfAnother
    from asagreed.facts.books import Books
    from asagreed.facts.books.reading import read_books
    from asagreed.reading.report import render_problems

    if path.suffix not in (".yaml", ".yml"):
        return OpenedBooks(Books(), open_work((path,), history))
    read = read_books(path, zone=history.zone, as_of=as_of)
    if read.problems:
        print(render_problems(read.problems), file=sys.stderr, end="")
    if read.books is None:
        raise typer.Exit(1)
    if read.agreement and read.agreement != history.agreement:
        raise BooksOfAnother(books=read.agreement, agreement=history.agreement)
    return OpenedBooks(read.books, open_work(read.work_files, history))


def open_work(paths: tuple[Path, ...], history: History) -> tuple[WorkEntry, ...]:
    """Return the work entries of some files; rows that were refused and entries that overlap are told."""
    from asagreed.facts.work_readers import find_overlaps, read_work

    entries: list[WorkEntry] = []
    for path in paths:
        log = read_work(path, zone=history.zone)
        entries += log.entries
        for refused in log.refused[:SHOWN]:
            remedy = f" {refused.remedy}" if refused.remedy else ""
            print(f"{path.name}:{refused.line}: refused: {refused.reason}.{remedy}", file=sys.stderr)
        if log.rows_refused > SHOWN:
            print(f"{path.name}: {log.rows_refused - SHOWN} more rows were refused.", file=sys.stderr)
        for note in log.notes:
            print(f"{path.name}: {note}", file=sys.stderr)
    overlaps = find_overlaps(entries)
    for overlap in overlaps[:SHOWN]:
        first, second = overlap.first, overlap.second
        print(
            f"{second.place}: {overlap.person} was in two places: {second.id} overlaps {first.id} ({first.place}) "
            f"by {overlap.seconds // 60} min. Both are counted; correct one of them.",
            file=sys.stderr,
        )
    return tuple(entries)


def month_of(text: str, option: str) -> tuple[int, int]:
    """Return the month of `2026-05`."""
    year, dash, month = text.partition("-")
    if dash and year.isdigit() and month.isdigit() and len(year) == 4 and 1 <= int(month) <= 12:
        return int(year), int(month)
    raise typer.BadParameter(f"«{text}» is not a month. Write it as 2026-05.", param_hint=option)
