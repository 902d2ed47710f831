"""`asagreed verdict`, as a person runs it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.cli.asked import Asked, asked_of_a_copy

HARBOUR = "harbour-dental"


@pytest.fixture
def ask(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Asked:
    return asked_of_a_copy(tmp_path, capsys, monkeypatch)


def test_all_work_of_the_books(ask: Asked) -> None:
    answer = ask("verdict", ask.agreement(HARBOUR), ask.books(HARBOUR))

    assert (answer.code, answer.said) == (0, "")
    assert "W-02" in answer.out
    assert "times in America/Chicago" in answer.out


def test_one_entry_with_its_trace(ask: Asked) -> None:
    answer = ask("verdict", ask.agreement(HARBOUR), ask.books(HARBOUR), "W-11", "--why")

    assert answer.code == 0
    assert "378.00 USD" in answer.out
    assert (
        "126 an hour: remote at the normal rate  [rates.remote.rate (harbour-dental/amendments/2.yaml:5)]" in answer.out
    )


def test_as_json(ask: Asked) -> None:
    answer = ask("verdict", ask.agreement(HARBOUR), ask.books(HARBOUR), "W-05", "--json")
    told = json.loads(answer.out)

    assert [(part["outcome"], part["billed"]) for part in told] == [
        ("taken from the allowance", 2700),
        ("covered", 4500),
    ]


def test_work_that_is_not_on_record(ask: Asked) -> None:
    times = ("--from", "2026-05-12 21:50", "--to", "22:10")
    answer = ask("verdict", ask.agreement(HARBOUR), "--work", "password reset, remote", *times, "--json")

    (part,) = json.loads(answer.out)
    assert (part["outcome"], part["taken"]) == ("taken from the allowance", 5400)  # an hour at least, each as 1.5 h


def test_work_that_is_not_on_record_comes_after_what_is(ask: Asked) -> None:
    times = ("--from", "2026-07-15 14:00", "--to", "2026-07-15 15:00")
    answer = ask("verdict", ask.agreement(HARBOUR), ask.books(HARBOUR), "--work", "changes, remote", *times, "--json")

    assert [(part["entry"], part["amount"]) for part in json.loads(answer.out)] == [("asked", "126.00 USD")]


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("BOOKS", "W-99"), 1, "There is no work entry «W-99». On record are: W-01, W-02"),
        ((), 2, "Give books with work in them, or describe the work with --work, --from and --to."),
        (("--work", "changes"), 2, "Work that is not on record needs --from and --to."),
        (("--work", "changes", "--from", "2026-05-12 22:00", "--to", "21:00"), 2, "The work ends before it begins."),
        (("--work", "changes", "--from", "soon", "--to", "21:00"), 2, "«soon» is not a moment."),
        (("--work", "changes, quickly", "--from", "2026-05-12 20:00", "--to", "21:00"), 1, "«quickly» is neither"),
        (("--work", "changes", "--from", "2025-05-12 20:00", "--to", "21:00"), 1, "in force"),
        (("nowhere.yaml",), 1, "nowhere.yaml"),
    ],
)
def test_what_cannot_be_answered_is_told_in_words(ask: Asked, words: tuple[str, ...], code: int, said: str) -> None:
    given = [ask.books(HARBOUR) if word == "BOOKS" else word for word in words]
    answer = ask("verdict", ask.agreement(HARBOUR), *given)

    assert (answer.out, answer.code) == ("", code)
    assert said in answer.said


def test_books_of_another_agreement_are_refused(ask: Asked) -> None:
    answer = ask("verdict", ask.agreement(HARBOUR), ask.books("bright-legal"))

    assert answer.code == 1
    assert "These are the books of «bright-legal», and the agreement is «harbour-dental»." in answer.said


def test_a_table_of_work_alone(ask: Asked) -> None:
    table = ask.books("corner-florist").with_name("work.csv")
    told = json.loads(ask("verdict", ask.agreement("corner-florist"), table, "--json").out)

    assert [part["amount"] for part in told] == ["47.50 EUR", "165.00 EUR"]
