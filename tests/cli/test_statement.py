"""`asagreed statement`, as a person runs it: shown, issued once, exported, corrected."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.cli.asked import Answer, Asked, asked_of_a_copy

LINDNER = "lindner-joinery"


@pytest.fixture
def ask(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Asked:
    return asked_of_a_copy(tmp_path, capsys, monkeypatch)


def state(ask: Asked, month: str, *words: object, customer: str = LINDNER) -> Answer:
    return ask("statement", ask.agreement(customer), ask.books(customer), "--month", month, *words)


def test_a_month_as_text(ask: Asked) -> None:
    answer = state(ask, "2026-07")

    assert (answer.code, answer.said) == (0, "")
    assert "net 1,151.18 EUR, tax 218.72 EUR, total 1,369.90 EUR" in answer.out
    assert "taken from allowance 2026-06: 3 h 30 min" in answer.out


def test_with_the_trace_of_every_line(ask: Asked) -> None:
    out = state(ask, "2026-07", "--why").out

    assert "line 1: Six hours of service July 2026" in out
    assert "worked from 2026-07-" in out


def test_as_json(ask: Asked) -> None:
    told = json.loads(state(ask, "2026-07", "--json").out)

    assert (told["month"], told["gross"], len(told["lines"])) == ("2026-07", "1,369.90 EUR", 5)


@pytest.mark.parametrize("customer", ["city-library", "riverbend-vets", "harbour-dental"])
def test_other_customers(ask: Asked, customer: str) -> None:
    answer = state(ask, "2026-07", "--why", customer=customer)

    assert (answer.code, answer.said) == (0, "")
    assert json.loads(state(ask, "2026-07", "--json", customer=customer).out)["agreement"] == customer


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("2026-13",), 2, "«2026-13» is not a month. Write it as 2026-05."),
        (("May",), 2, "«May» is not a month"),
        (("2025-05",), 1, "in force"),
        (("2026-05", "--issue", "1", "--on", "soon"), 2, "«soon» is not a date"),
        (("2026-05", "--ubl", "x.xml"), 2, "Only an invoice that was issued can be exported."),
        (("2026-05", "--credit-note", "C-1"), 2, "No invoice was issued for this month."),
        (("2026-07", "--issue", "7"), 1, "2026-07 cannot be issued yet: 2026-05 has work that was not invoiced"),
    ],
)
def test_what_cannot_be_stated_is_told_in_words(ask: Asked, words: tuple[str, ...], code: int, said: str) -> None:
    answer = state(ask, *words)

    assert (answer.out, answer.code) == ("", code)
    assert said in answer.said
    assert not (ask.books(LINDNER).parent / "issued").exists()


def test_books_of_another_agreement_are_refused(ask: Asked) -> None:
    answer = ask("statement", ask.agreement(LINDNER), ask.books("bright-legal"), "--month", "2026-07")

    assert answer.code == 1
    assert "books of «bright-legal»" in answer.said


def test_a_month_is_issued_once(ask: Asked) -> None:
    first, second, other = (state(ask, "2026-05", "--issue", number) for number in ("2026-1", "2026-1", "2026-2"))
    folder = ask.books(LINDNER).parent / "issued"

    assert (first.code, first.said) == (0, f"issued invoice 2026-1: {folder / '2026-1.json'}")
    for again in (second, other):
        assert (again.out, again.code) == ("", 1)
        assert "The invoice 2026-1 for 2026-05 was issued before" in again.said
    assert [path.name for path in folder.iterdir()] == ["2026-1.json"]
    assert state(ask, "2026-05").said == ""  # nothing came out otherwise


def test_a_number_is_used_once(ask: Asked) -> None:
    state(ask, "2026-05", "--issue", "1")
    answer = state(ask, "2026-06", "--issue", "1")

    assert answer.code == 1
    assert "The invoice 1 for 2026-05 was issued before" in answer.said


def test_an_agreement_without_money_has_nothing_to_issue(ask: Asked) -> None:
    answer = state(ask, "2026-07", "--issue", "1", customer="city-library")

    assert answer.code == 1
    assert "names no currency" in answer.said


def test_an_issued_invoice_is_exported(ask: Asked) -> None:
    folder = ask.examples
    files = {kind: folder / f"1.{kind}" for kind in ("ubl", "quickbooks", "xero", "pdf")}
    written = [word for kind, file in files.items() for word in (f"--{kind}", file)]
    answer = state(ask, "2026-05", "--issue", "1", "--on", "2026-06-02", *written)

    assert answer.code == 0, answer.said
    assert b'<cbc:PayableAmount currencyID="EUR">706.86</cbc:PayableAmount>' in files["ubl"].read_bytes()
    assert "594.00" in files["quickbooks"].read_text(encoding="utf-8")
    assert ",1,594,," in files["xero"].read_text(encoding="utf-8")
    again = folder / "again.csv"
    state(ask, "2026-05", "--xero", again)
    assert again.read_bytes() == files["xero"].read_bytes()


def test_an_issued_month_stands_when_its_books_change(ask: Asked) -> None:
    state(ask, "2026-05", "--issue", "1")
    paper = ask.agreement(LINDNER) / "agreement.yaml"
    paper.write_text(
        paper.read_text(encoding="utf-8").replace("594.00 EUR a month", "600.00 EUR a month"), encoding="utf-8"
    )
    said = state(ask, "2026-05").said

    assert "1 stands as it was issued. Computed again, line 1 says 594.00 EUR, and 600.00 EUR is computed now" in said


def test_a_credit_note_takes_back_some_lines(ask: Asked) -> None:
    state(ask, "2026-05", "--issue", "1")
    answer = state(ask, "2026-05", "--credit-note", "C-1", "--lines", "1")
    told = json.loads((ask.books(LINDNER).parent / "issued" / "C-1.json").read_text(encoding="utf-8"))

    assert answer.code == 0
    assert (told["invoice"]["invoice"]["kind"], told["invoice"]["invoice"]["corrects"]) == ("credit note", "1")
    assert state(ask, "2026-06", "--issue", "2").code == 0


@pytest.mark.parametrize("lines", ["", "1,x", "7"])
def test_lines_that_an_invoice_does_not_have_are_refused(ask: Asked, lines: str) -> None:
    state(ask, "2026-05", "--issue", "1")
    answer = state(ask, "2026-05", "--credit-note", "C-1", "--lines", lines)

    assert (answer.out, answer.code) == ("", 2)
    assert f"«{lines}» does not name lines of 1. Write their numbers, such as 2,3; it has 1." in answer.said


def test_an_issued_file_that_was_changed_is_refused(ask: Asked) -> None:
    state(ask, "2026-05", "--issue", "1")
    path = ask.books(LINDNER).parent / "issued" / "1.json"
    path.write_text(path.read_text(encoding="utf-8").replace("706.86", "606.86"), encoding="utf-8")
    answer = state(ask, "2026-06")

    assert (answer.out, answer.code) == ("", 1)
    assert "1.json" in answer.said
    assert "changed after it was issued" in answer.said
