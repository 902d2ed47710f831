"""`asagreed report`, as a person runs it."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from tests.cli.asked import EXAMPLES, Asked, asked_of_a_copy

HARBOUR = "harbour-dental"


@pytest.fixture
def ask(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Asked:
    shutil.copytree(EXAMPLES / "tickets", tmp_path / "tickets")
    return asked_of_a_copy(tmp_path, capsys, monkeypatch)


def of_harbour(ask: Asked, *words: object) -> tuple[object, ...]:
    """Return the words that ask for the report of May of Harbour Dental."""
    tickets = ask.examples / "tickets" / f"{HARBOUR}.csv"
    given = ("--tickets", tickets, "--books", ask.books(HARBOUR), "--as-of", "2026-06-02")
    return ("report", ask.agreement(HARBOUR), *given, *(words or ("--month", "2026-05")))


def test_a_month_is_told_and_written_in_every_form(ask: Asked, tmp_path: Path) -> None:
    pdf, html, csv = (tmp_path / name for name in ("may.pdf", "may.html", "may.csv"))
    answer = ask(*of_harbour(ask, "--month", "2026-05", "--pdf", pdf, "--html", html, "--csv", csv))
    assert answer.code == 0
    assert "0 of 3 promises were kept in May 2026." in answer.out
    assert pdf.read_bytes().startswith(b"%PDF")
    shown = "2,362.10 USD"
    assert shown in answer.out
    assert shown in html.read_text(encoding="utf-8")
    assert shown in csv.read_text(encoding="utf-8")


def test_a_quarter_is_told_as_data_with_the_hashes_of_what_was_read(ask: Asked) -> None:
    data = json.loads(ask(*of_harbour(ask, "--quarter", "2026-Q2", "--language", "de", "--json")).out)
    assert (data["title"], data["subtitle"]) == ("Servicebericht für das Quartal", "2. Quartal 2026")
    assert list(data["inputs"]) == ["agreement", "harbour-dental.csv", "books.yaml", "work.csv"]


def test_a_report_that_was_issued_is_restated(ask: Asked, tmp_path: Path) -> None:
    issued = tmp_path / "issued.json"
    issued.write_text(ask(*of_harbour(ask, "--month", "2026-05", "--json")).out, encoding="utf-8")
    tickets = ask.examples / "tickets" / f"{HARBOUR}.csv"
    tickets.write_text("".join(tickets.read_text(encoding="utf-8").splitlines(keepends=True)[:2800]), encoding="utf-8")
    data = json.loads(ask(*of_harbour(ask, "--month", "2026-05", "--before", issued, "--json")).out)
    assert data["sections"][0]["id"] == "restatement"
    assert (data["restates"]["is_changed"], data["restates"]["inputs"]) == (True, ["harbour-dental.csv"])


def test_a_customer_of_whom_only_the_agreement_is_known_gets_a_report(ask: Asked) -> None:
    answer = ask("report", ask.agreement("corner-florist"), "--month", "2026-05")
    assert answer.code == 0
    assert "The agreement promises no share and no uptime." in answer.out


def test_outages_are_measured_as_agreed(ask: Asked) -> None:
    shutil.copytree(EXAMPLES / "orchard-press", ask.examples / "orchard-press")
    outages = EXAMPLES / "outages" / "orchard-press.yaml"
    answer = ask("report", ask.agreement("orchard-press"), "--outages", outages, "--month", "2026-04")
    assert "Missed: Uptime of Web shop and Uptime of all of it." in answer.out


def test_all_customers_are_told_with_what_does_not_pay(ask: Asked) -> None:
    answer = ask(
        "report", "portfolio", ask.examples, "--tickets", ask.examples / "tickets", "--books", ask.examples / "books",
        "--month", "2026-05", "--cost-per-hour", "70.00 USD", "--plan", "gold",
    )  # fmt: skip
    assert answer.code == 0
    assert "Harbour Dental" in answer.out
    assert "Bright Legal" not in answer.out


def test_two_customers_are_too_few_to_publish_anything(ask: Asked) -> None:
    answer = ask(
        "report", "proof", ask.examples, "--tickets", ask.examples / "tickets", "--quarter", "2026-Q2",
        "--provider", "Northwind IT",
    )  # fmt: skip
    assert answer.code == 0
    assert "Too few customers" in answer.out
    assert "Harbour" not in answer.out


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ((), "Say which month or which quarter"),
        (("--month", "2026-05", "--quarter", "2026-Q2"), "Say which month or which quarter"),
        (("--month", "May"), "«May» is no period of a report"),
        (("--month", "2024-05"), "was not in force at 2024-05"),
        (("--month", "2026-05", "--language", "tlh"), "Known are: en, de."),
        (("--month", "2026-05", "--before", "agreement.yaml"), "cannot be used"),
    ],
)
def test_what_cannot_be_reported_is_refused_in_words(words: tuple[str, ...], said: str, ask: Asked) -> None:
    answer = ask("report", ask.agreement("corner-florist"), *words)
    assert answer.code in (1, 2)
    assert said in answer.said


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("portfolio", "{}/plans", "--month", "2026-05"), "holds no customer"),
        (("portfolio", "{}", "--month", "2026-05", "--cost-per-hour", "much"), "«much» is not an amount"),
        (
            ("proof", "{}", "--month", "2026-05", "--provider", "N", "--published", "{}/tickets/harbour-dental.csv"),
            "is not the data of a page",
        ),
    ],
)
def test_a_portfolio_that_cannot_be_told_is_refused_in_words(words: tuple[str, ...], said: str, ask: Asked) -> None:
    answer = ask("report", *(word.format(ask.examples) for word in words))
    assert answer.code in (1, 2)
    assert said in answer.said


def test_a_page_of_months_that_were_published_is_refused(ask: Asked, tmp_path: Path) -> None:
    earlier = tmp_path / "q2.json"
    given = ("report", "proof", ask.examples, "--provider", "Northwind IT")
    earlier.write_text(ask(*given, "--quarter", "2026-Q2", "--json").out, encoding="utf-8")
    answer = ask(*given, "--month", "2026-05", "--published", earlier)
    assert answer.code == 1
    assert "Publish a period that lies beside it." in answer.said
