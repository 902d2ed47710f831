"""Reading the books of a customer: a YAML file, written by hand, becomes facts, or everything that is wrong with it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from asagreed.facts.books.books import Books
from asagreed.facts.books.contradictions import contradictions
from asagreed.facts.books.filling import books_of
from asagreed.facts.books.moments import impossible_moments
from asagreed.facts.books.page_reading import read_page
from asagreed.facts.books.written_facts import PageRead
from asagreed.reading.composing import compose
from asagreed.reading.nodes import Listing, Node, Table, Text
from asagreed.reading.problems import Problem, file_problem, problem_at
from asagreed.reading.sources import Source
from asagreed.versions.folder import read_source


@dataclass(frozen=True, slots=True)
class BooksRead:
    """What a books file says, and every problem in it.

    `agreement` names the agreement whose books these are; `work_files` are the files of work entries that they name.
    There are no books when a problem is an error.
    """

    books: Books | None
    problems: tuple[Problem, ...] = ()
    agreement: str = ""
    work_files: tuple[Path, ...] = ()


def read_books(path: Path | str, *, zone: str, as_of: int | None = None) -> BooksRead:
    """Read a books file whose moments are local in a zone; nothing may be dated after `as_of` (UTC seconds).

    All mistakes are found in one pass, each with its line and its remedy. Raises UnknownZone.
    """
    source = read_source(Path(path), cited=Path(path).name)
    if isinstance(source, Problem):
        return BooksRead(None, (source,))
    root, problems = compose(source)
    if not isinstance(root, Table):
        return BooksRead(None, problems or (_no_map(source, root),))
    read = read_page(root)
    files = tuple(Path(path).parent / name for name in read.page.work)
    found = (*problems, *read.problems, *_found(read, files, zone=zone, as_of=as_of))
    is_usable = not any(each.is_error for each in found)
    return BooksRead(
        books_of(read, zone=zone) if is_usable else None,
        tuple(sorted(found)),
        agreement=read.page.books,
        work_files=files,
    )


def _found(read: PageRead, files: tuple[Path, ...], *, zone: str, as_of: int | None) -> Iterator[Problem]:
    if "books" not in read.whole.entries:
        yield problem_at(
            read.whole.place,
            "YML601",
            "The file has no key «books», so nobody can say of which agreement these books are.",
            remedy="Begin with the name of the agreement, such as books: harbour-dental.",
        )
    yield from _missing_files(read, files)
    yield from contradictions(read)
    yield from impossible_moments(read, zone=zone, as_of=as_of)


def _missing_files(read: PageRead, files: tuple[Path, ...]) -> Iterator[Problem]:
    written = read.tree.get("work")
    nodes = written.items if isinstance(written, Listing) else (written,)
    for node, file in zip(nodes if files else (), files, strict=True):
        if isinstance(node, Text) and not file.is_file():
            yield problem_at(
                node.place,
                "YML613",
                f"There is no file «{node.value}» of work beside the books.",
                remedy="Correct the name; it is looked for from the folder of the books.",
            )


def _no_map(source: Source, root: Node | None) -> Problem:
    if root is None or (isinstance(root, Text) and root.is_empty):
        return file_problem(
            source.file, "YML007", "The file says nothing.", remedy="Write the books, or take the file away."
        )
    return problem_at(
        root.place,
        "YML202",
        "Books are a map of keys, and this file begins with something else.",
        remedy="Begin with a key and a colon, such as books: harbour-dental.",
    )
