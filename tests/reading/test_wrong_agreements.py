"""A drawer of wrong agreements: one mistake each, found at its place; and no code without such a file."""

from __future__ import annotations

import re
import shutil
import sys
from pathlib import Path
from time import process_time

import pytest

from asagreed.reading.rules import RULES
from asagreed.versions import read_agreement

SECONDS = 1 if sys.gettrace() is None else 20
DRAWER = Path(__file__).parent / "wrong"
BOOKS_DRAWER = DRAWER.parents[1] / "facts" / "books" / "wrong"
"""Mistakes in what happened, read where books are."""
CASES = sorted(DRAWER.iterdir())
EXPECTED = re.compile(rb"# expect: (\w+) (\d+):(\d+)(?: (\S+))?")
READ_AT = 1_900_000_000
"""A day in March 2030, after everything that the drawer is about, but for what is dated in the future."""
GROWN = re.compile(rb"# grow to: (\d+)")


def marked(case: Path) -> tuple[Path, re.Match[bytes]]:
    files = [case] if case.is_file() else sorted(case.rglob("*.yaml"))
    found = ((file, EXPECTED.match(file.read_bytes())) for file in files)
    return next((file, match) for file, match in found if match)


def as_it_is_read(case: Path, tmp_path: Path) -> Path:
    copy = tmp_path / case.name
    shutil.copytree(case, copy) if case.is_dir() else shutil.copy(case, copy)
    grown = GROWN.search(case.read_bytes()) if case.is_file() else None
    if grown:
        copy.write_bytes(case.read_bytes().ljust(int(grown[1]), b"#"))
    return copy


@pytest.mark.parametrize("case", CASES, ids=lambda case: str(case.stem))
def test_a_wrong_agreement_has_one_problem_at_its_place(case: Path, tmp_path: Path) -> None:
    file, expected = marked(case)
    copy = as_it_is_read(case, tmp_path)
    place = copy / (expected[4].decode() if expected[4] else file.relative_to(case)) if case.is_dir() else copy

    began = process_time()
    history, problems = read_agreement(copy, as_of=READ_AT)

    assert [(each.code, each.file, each.line, each.column) for each in problems] == [
        (expected[1].decode(), place.as_posix(), int(expected[2]), int(expected[3]))
    ]
    assert (history is None) == any(each.is_error for each in problems)
    assert process_time() - began < SECONDS


def test_every_code_has_a_wrong_agreement_or_books() -> None:
    books = sorted(BOOKS_DRAWER.iterdir()) if BOOKS_DRAWER.exists() else []

    assert {case.name.split("_")[0] for case in CASES} | {case.name.split("_")[0] for case in books} >= set(RULES)
    assert {case.name.split("_")[0] for case in CASES} <= set(RULES)


@pytest.mark.parametrize("case", CASES, ids=lambda case: str(case.stem))
def test_the_name_of_a_wrong_agreement_begins_with_its_code(case: Path) -> None:
    assert case.name.split("_")[0] == marked(case)[1][1].decode()
