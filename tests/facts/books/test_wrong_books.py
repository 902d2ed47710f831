"""A drawer of wrong books: one mistake each, found at its place; and no code of books without such a file."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from asagreed.facts.books import read_books
from asagreed.reading.rules.books import BOOK_RULES
from asagreed.reading.rules.rule import Rule

CASES = sorted((Path(__file__).parent / "wrong").iterdir())
EXPECTED = re.compile(rb"# expect: (\w+) (\d+):(\d+)")
AS_OF = 1_782_882_000
"""2026-07-01 in Chicago."""


@pytest.mark.parametrize("case", CASES, ids=lambda case: str(case.stem))
def test_wrong_books_have_one_problem_at_its_place(case: Path) -> None:
    expected = EXPECTED.match(case.read_bytes())
    assert expected is not None

    read = read_books(case, zone="America/Chicago", as_of=AS_OF)

    assert [(each.code, each.file, each.line, each.column) for each in read.problems] == [
        (expected[1].decode(), case.as_posix(), int(expected[2]), int(expected[3]))
    ]
    assert case.name.split("_")[0] == expected[1].decode()
    assert (read.books is None) == any(each.is_error for each in read.problems)


def test_every_code_of_books_has_wrong_books() -> None:
    assert {rule.code for rule in BOOK_RULES} <= {case.name.split("_")[0] for case in CASES}


@pytest.mark.parametrize("rule", BOOK_RULES, ids=lambda rule: str(rule.code))
def test_the_examples_of_a_rule_are_wrong_and_right(rule: Rule, tmp_path: Path) -> None:
    (tmp_path / "work.csv").touch()

    assert codes(tmp_path, rule.wrong, rule) == [rule.code]
    assert codes(tmp_path, rule.right, rule) == []


def codes(folder: Path, example: str, rule: Rule) -> list[str]:
    head = "" if rule.name == "whose-books" else "books: harbour-dental\n"
    path = folder / "books.yaml"
    path.write_text(head + example, "utf-8")
    as_of = AS_OF if rule.name == "dated-in-the-future" else None
    return [each.code for each in read_books(path, zone="America/Chicago", as_of=as_of).problems]
