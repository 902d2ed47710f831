"""`asagreed replay --work`, as a person runs it: the money half of a replay."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.cli.asked import EXAMPLES, Answer, Asked, asked_of_a_copy

HARBOUR = "harbour-dental"
TICKETS = EXAMPLES / "tickets" / "harbour-dental.csv"


@pytest.fixture
def ask(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Asked:
    return asked_of_a_copy(tmp_path, capsys, monkeypatch)


def replayed(ask: Asked, work: object, *words: object) -> Answer:
    return ask("replay", ask.agreement(HARBOUR), TICKETS, "--work", work, *words)


def test_past_work_is_told_in_hours_and_money(ask: Asked) -> None:
    answer = replayed(ask, ask.books(HARBOUR))

    assert (answer.code, answer.said) == (0, "")
    assert "together, net" in answer.out
    assert "15 entries, statements of 2026-05 to 2026-07" in " ".join(answer.out.split())


def test_two_agreements_stand_side_by_side_as_json(ask: Asked) -> None:
    told = json.loads(replayed(ask, ask.books(HARBOUR), "--against", ask.agreement("granite-climbing"), "--json").out)

    assert [replay["agreement"] for replay in told["work"]] == [HARBOUR, "granite-climbing"]
    # May, June and July: 4,052.75 + 2,853.83 + 2,675.00
    assert told["work"][0]["net"] == "9,581.58 USD"


def test_work_that_cannot_be_read_is_told_in_words(ask: Asked) -> None:
    broken = ask.examples / "work.csv"
    broken.write_bytes(b"\x00\x01\x02")
    none = replayed(ask, ask.examples / "nowhere.csv")
    damaged = replayed(ask, broken)

    assert (none.code, damaged.code) == (1, 1)
    assert "nowhere.csv" in none.said
    assert "work.csv" in damaged.said
    assert (none.out, damaged.out) == ("", "")


def test_books_with_mistakes_are_told_with_their_lines(ask: Asked) -> None:
    books = ask.examples / "wrong.yaml"
    books.write_text("books: harbour-dental\npayments:\n  P: {on: soon, amount: 1.00 USD, for: x}\n", encoding="utf-8")
    answer = replayed(ask, books)

    assert answer.code == 1
    assert "wrong.yaml:3" in answer.said
