"""How problems are shown, to people and to programs."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.terms.agreed import HEAD, written

from asagreed.reading.problems import Problem
from asagreed.reading.report import problems_as_json, render_problem, render_problems
from asagreed.versions import read_agreement

HOURS = 'calendars:\n  support: {hours: {mon: "08:00-10:00 10:30-12:61 13:00-15:00"}}\n'


@pytest.fixture
def problems(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Problem, ...]:
    written(tmp_path / "harbour-dental", agreement=HEAD + HOURS + "notes: kept\n")
    monkeypatch.chdir(tmp_path)
    return read_agreement("harbour-dental")[1]


def test_a_problem_shows_its_place_its_line_and_what_to_do(problems: tuple[Problem, ...]) -> None:
    assert render_problem(problems[0]) == (
        "harbour-dental/agreement.yaml:5:39 YML308 "
        "The hours «10:30-12:61» cannot be: clock times run from 00:00 to 24:00.\n"
        "  |\n"
        "4 | calendars:\n"
        '5 |   support: {hours: {mon: "08:00-10:00 10:30-12:61 13:00-15:00"}}\n'
        "  |                                       ^^^^^^^^^^^\n"
        "  |\n"
        "  = help: Write shifts as 08:00-12:00 13:00-17:00, or closed.\n"
        "  = more: asagreed rule YML308"
    )


def test_all_problems_end_with_their_number(problems: tuple[Problem, ...]) -> None:
    assert render_problems(problems).endswith("asagreed rule YML901\n\nFound 1 error, 1 notice.\n")
    assert render_problems(problems[:1] * 2).endswith("Found 2 errors.\n")
    assert render_problems(()) == "No problems found.\n"


def test_problems_are_json_for_programs(problems: tuple[Problem, ...]) -> None:
    first = json.loads(problems_as_json(problems))[0]

    assert first == {
        "code": "YML308",
        "severity": "error",
        "file": "harbour-dental/agreement.yaml",
        "line": 5,
        "column": 39,
        "length": 11,
        "message": "The hours «10:30-12:61» cannot be: clock times run from 00:00 to 24:00.",
        "remedy": "Write shifts as 08:00-12:00 13:00-17:00, or closed.",
        "address": "calendars.support.hours.mon",
    }


def test_a_problem_of_a_whole_file_has_no_box(tmp_path: Path) -> None:
    (problem,) = read_agreement(tmp_path / "none")[1]

    assert render_problem(problem).splitlines()[1:] == [
        "  = help: Check the path; a customer's folder holds agreement.yaml.",
        "  = more: asagreed rule YML001",
    ]


def test_a_first_line_has_none_before_it(tmp_path: Path) -> None:
    problem = read_agreement(written(tmp_path, agreement="\tx"))[1][0]

    assert render_problem(problem).splitlines()[1:4] == ["  |", "1 |  x", "  | ^"]
