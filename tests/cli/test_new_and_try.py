"""`asagreed new` and `asagreed try` as a person runs them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.cli.asked import Asked, asked_of_a_copy


@pytest.fixture
def ask(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Asked:
    return asked_of_a_copy(tmp_path, capsys, monkeypatch)


NEW = ("--customer", "Mill Bakery", "--provider", "Northwind IT", "--zone", "America/Chicago")
FRIDAY = ("--at", "2026-03-06 16:55", "--by", "phone", "--impact", "company", "--urgency", "now", "--system", "mail",
          "--kind", "mail", "--outage")  # fmt: skip


def test_a_new_agreement_can_be_checked_and_tried_at_once(ask: Asked, tmp_path: Path) -> None:
    folder = tmp_path / "providers" / "mill-bakery"
    answer = ask("new", folder, *NEW, "--from", "2026-12-01")
    assert (answer.code, answer.out.count("Wrote ")) == (0, 2)
    assert "DOC712" in ask("check", folder).said
    answer = ask("try", folder, "--at", "2026-12-04 16:55", "--by", "phone", "--priority", "P1")
    assert "Friday 2026-12-04 16:55" in answer.out
    assert "Nothing is promised" not in answer.out


def test_without_a_day_it_begins_on_the_first_of_next_month(ask: Asked, tmp_path: Path) -> None:
    assert ask("new", tmp_path / "mill-bakery", *NEW, "--plan", "silver").code == 0
    text = (tmp_path / "mill-bakery" / "agreement.yaml").read_text("utf-8")
    assert "-01, for: 1 year" in text


def test_a_day_that_is_none_is_refused(ask: Asked, tmp_path: Path) -> None:
    assert "«tomorrow» is not a date" in ask("new", tmp_path / "x", *NEW, "--from", "tomorrow").said


def test_a_zone_that_is_none_is_told_with_its_line(ask: Asked, tmp_path: Path) -> None:
    words = [*NEW[:-1], "Chicago"]
    answer = ask("new", tmp_path / "x", *words)
    assert (answer.code, "YML312" in answer.said) == (1, True)


def test_a_situation_is_answered_with_promises_emergency_coverage_and_price(ask: Asked) -> None:
    answer = ask("try", ask.examples / "harbour-dental", *FRIDAY)
    words = " ".join(answer.out.split())
    assert answer.code == 0
    for told in ("Friday 2026-03-06 16:55: reported by phone", "Priority P1", "priorities.matrix.company.now",
                 "Friday 2026-03-06 17:25", "Emergency: no", "Friday 2026-03-06 17:55", "Coverage: included",
                 "services.included"):  # fmt: skip
        assert told in words, told


def test_a_situation_that_counts_later_says_so(ask: Asked) -> None:
    late = ("--at", "2026-03-06 17:30", "--by", "e-mail", "--priority", "P3")
    answer = ask("try", ask.examples / "harbour-dental", *late)
    assert "it counts from Monday 2026-03-09 09:00" in answer.out


def test_a_situation_without_a_promise_says_so(ask: Asked) -> None:
    answer = ask("try", ask.examples / "corner-florist", "--at", "2026-03-06 17:30")
    assert "Nothing is promised." in answer.out


def test_everything_is_there_as_json(ask: Asked) -> None:
    data = json.loads(ask("try", ask.examples / "harbour-dental", *FRIDAY, "--json").out)
    assert {clock["clock"] for clock in data["ticket"]["clocks"]} >= {"response", "resolution"}
    assert (data["emergency"]["changes_at"], data["coverage"]["box"]) == ("2026-03-06T17:55:00-06:00", "included")
    assert [part["entry"] for part in data["work"]] == ["tried"] * len(data["work"])


def test_an_agreement_is_printed_as_a_contract(ask: Asked, tmp_path: Path) -> None:
    pdf, logo = tmp_path / "contract.pdf", tmp_path / "logo.svg"
    logo.write_text('<svg xmlns="http://www.w3.org/2000/svg" width="4" height="2"><rect width="4" height="2"/></svg>')
    answer = ask("document", ask.examples / "harbour-dental", "--pdf", pdf, "--at", "2026-02-01", "--logo", logo)
    assert (answer.code, pdf.read_bytes()[:5]) == (0, b"%PDF-")
    assert answer.out.startswith(f"Wrote {pdf.as_posix()}: version 1 (")
    later = ask("document", ask.examples / "harbour-dental", "--pdf", pdf, "--colour", "#7a1f1f")
    assert ": version 5 (" in later.out


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("--colour", "red"), "«red» is not a colour"),
        (("--logo", "nothing.svg"), "There is no file nothing.svg"),
        (("--language", "tlh"), "There are no documents in «tlh»"),
    ],
)
def test_a_contract_that_cannot_be_printed_so_is_refused(
    ask: Asked, words: tuple[str, str], says: str, tmp_path: Path
) -> None:
    answer = ask("document", ask.examples / "harbour-dental", "--pdf", tmp_path / "contract.pdf", *words)
    assert says in answer.said
    assert not (tmp_path / "contract.pdf").exists()
