"""`asagreed balance`, as a person runs it: what is left, and a ledger that is kept and brought up to date."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.cli.asked import Answer, Asked, asked_of_a_copy

VETS = "riverbend-vets"


@pytest.fixture
def ask(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Asked:
    return asked_of_a_copy(tmp_path, capsys, monkeypatch)


def left(ask: Asked, on: str, *words: object, customer: str = VETS) -> Answer:
    return ask("balance", ask.agreement(customer), ask.books(customer), "--on", on, *words)


def test_what_is_left_at_the_end_of_a_day(ask: Asked) -> None:
    answer = left(ask, "2026-06-30")

    assert (answer.code, answer.said) == (0, "")
    assert "630.00 USD" in answer.out  # 1,500.00 − 870.00


def test_with_reasons_and_as_json(ask: Asked) -> None:
    told = json.loads(left(ask, "2026-06-30", "--json").out)

    assert [(each["name"], each["left"]) for each in told["balances"]] == [("retainer", "630.00 USD")]
    assert told["at"] == "2026-06-30T23:59:59-04:00"
    assert "paid in" in left(ask, "2026-06-30", "--why").out


@pytest.mark.parametrize("customer", ["cedar-surveyors", "lindner-joinery", "harbour-dental", "city-library"])
def test_other_customers(ask: Asked, customer: str) -> None:
    assert left(ask, "2026-07-31", "--why", customer=customer).code == 0
    assert json.loads(left(ask, "2026-07-31", "--json", customer=customer).out)["balances"]


def test_without_a_day_it_is_now(ask: Asked) -> None:
    assert ask("balance", ask.agreement(VETS), ask.books(VETS)).code == 0


def test_a_ledger_is_kept_and_a_second_run_adds_nothing(ask: Asked) -> None:
    kept = ask.examples / "ledger.jsonl"
    first = json.loads(left(ask, "2026-06-30", "--ledger", kept, "--json", customer="lindner-joinery").out)
    before = kept.read_bytes()
    again = json.loads(left(ask, "2026-06-30", "--ledger", kept, "--json", customer="lindner-joinery").out)

    assert (again["entries"], again["head"]) == (first["entries"], first["head"])
    assert kept.read_bytes() == before
    later = json.loads(left(ask, "2026-07-31", "--ledger", kept, "--json", customer="lindner-joinery").out)
    assert later["entries"] > first["entries"]
    assert kept.read_bytes().startswith(before)
    assert b"reversed" not in kept.read_bytes()
    assert sorted(path.name for path in ask.examples.glob("ledger*")) == ["ledger.jsonl"]


def test_invoices_are_in_the_ledger(ask: Asked) -> None:
    ask("statement", ask.agreement(VETS), ask.books(VETS), "--month", "2026-06", "--issue", "1")
    told = json.loads(left(ask, "2026-07-02", "--json").out)

    # Work for 870.00 was earned and taken from the 1,500.00; nothing is owed.
    assert {account: sums["USD"] for account, sums in told["accounts"].items()} == {
        "Assets:Bank": "1,500.00 USD",
        "Assets:Receivable:riverbend-vets": "0.00 USD",
        "Income:Work": "-870.00 USD",
        "Liabilities:Retainer:riverbend-vets": "-630.00 USD",
    }


def test_the_ledger_as_beancount(ask: Asked) -> None:
    file = ask.examples / "books.beancount"
    left(ask, "2026-07-31", "--beancount", file, customer="cedar-surveyors")

    assert "79200 SECONDS" in file.read_text(encoding="utf-8")  # the 22 h of block 1


def test_a_day_that_is_none_is_told_in_words(ask: Asked) -> None:
    answer = left(ask, "soon")

    assert (answer.out, answer.code) == ("", 2)
    assert "«soon» is not a moment" in answer.said


def test_a_ledger_that_is_ahead_is_not_brought_back(ask: Asked) -> None:
    kept = ask.examples / "ledger.jsonl"
    left(ask, "2026-07-31", "--ledger", kept)
    before = kept.read_bytes()
    answer = left(ask, "2026-06-30", "--ledger", kept)

    assert answer.code == 1
    assert "error: " in answer.said
    assert kept.read_bytes() == before


def test_a_damaged_ledger_is_refused(ask: Asked) -> None:
    kept = ask.examples / "ledger.jsonl"
    left(ask, "2026-06-30", "--ledger", kept)
    kept.write_bytes(kept.read_bytes().replace(b"1500.00", b"2500.00"))
    answer = left(ask, "2026-07-31", "--ledger", kept)

    assert answer.code == 1
    assert "error: " in answer.said


def test_books_of_another_agreement_are_refused(ask: Asked) -> None:
    answer = ask("balance", ask.agreement(VETS), ask.books("bright-legal"))

    assert answer.code == 1
    assert "books of «bright-legal»" in answer.said
