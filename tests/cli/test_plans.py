"""`asagreed plans` as a person runs it."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.cli.asked import Asked, asked_of_a_copy

from asagreed.starter import starter_plans


@pytest.fixture
def ask(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Asked:
    return asked_of_a_copy(tmp_path / "examples", capsys, monkeypatch)


@pytest.fixture
def plans(tmp_path: Path) -> Path:
    """Return a folder with the plans that are shipped."""
    folder = tmp_path / "mine"
    folder.mkdir()
    for name, text in starter_plans().items():
        (folder / f"{name}.yaml").write_text(text, "utf-8")
    return folder


def flat(text: str) -> str:
    """Return a text with single spaces."""
    return " ".join(text.split())


def test_plans_are_compared_with_their_margins_and_what_could_be_added(ask: Asked, plans: Path) -> None:
    answer = ask("plans", plans, "--customer-size", "10 users, 1 server")
    words = flat(answer.out)
    assert answer.code == 0
    for told in ("Our plans compared Silver Gold Platinum", "✕ Not included (on-site",
                 "450.00 USD 1,010.00 USD 1,640.00 USD",
                 "gold@2026-01 1,010.00 USD 388.00 USD 622.00 USD", "at most: of 3 no plan says it",
                 "silver@2026-01 could include site visit: worth 200.00 USD, costs 110.00 USD"):  # fmt: skip
        assert told in words, told


def test_a_number_that_nobody_said_is_not_guessed(ask: Asked, plans: Path) -> None:
    words = flat(ask("plans", plans, "--customer-size", "10 users").out)
    assert "gold@2026-01 – 388.00 USD – Gold per server: nobody said how many there are" in words


def test_the_plans_beside_the_customers_are_found_and_the_newest_of_each_counts(ask: Asked, plans: Path) -> None:
    text = starter_plans()["gold@2026-01"].replace("version: 2026-01", "version: 2026-02")
    (plans / "gold@2026-02.yaml").write_text(text, "utf-8")
    plans.rename(plans.parent / "plans")
    words = flat(ask("plans", plans.parent).out)
    assert "gold@2026-02" in words
    assert "gold@2026-01 1" not in words


def test_a_service_that_costs_nothing_says_so(ask: Asked, plans: Path) -> None:
    silver = plans / "silver@2026-01.yaml"
    silver.write_text(
        silver.read_text("utf-8").replace("{delivery: on-site, offered: no,", "{worth: 1.00 USD, costs: 0.00 USD,")
    )
    assert "site visit: worth 1.00 USD, costs 0.00 USD a month (costs nothing)." in flat(ask("plans", plans).out)


def test_the_comparison_is_printed_as_a_pdf(ask: Asked, plans: Path, tmp_path: Path) -> None:
    pdf, logo = tmp_path / "plans.pdf", tmp_path / "logo.svg"
    logo.write_text('<svg xmlns="http://www.w3.org/2000/svg" width="4" height="2"><rect width="4" height="2"/></svg>')
    answer = ask("plans", plans, "--pdf", pdf, "--provider", "Northwind IT", "--language", "de", "--colour", "#7a1f1f",
                 "--logo", logo)  # fmt: skip
    assert pdf.read_bytes().startswith(b"%PDF-")
    assert "Tarife von Northwind IT im Vergleich" in answer.out


def test_a_plan_with_an_error_is_told_with_its_line(ask: Asked, plans: Path) -> None:
    silver = plans / "silver@2026-01.yaml"
    silver.write_text(silver.read_text("utf-8").replace("45.00 USD a month", "45 a month"), "utf-8")
    answer = ask("plans", plans)
    assert (answer.code, "YML331" in answer.said, "plans/silver@2026-01.yaml:" in answer.said) == (1, True, True)


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (("--customer-size", "many"), "«many» is no number of things"),
        (("--colour", "blue"), "is not a colour"),
        (("--logo", "nowhere.svg"), "There is no file"),
        (("--language", "tlh"), "tlh"),
    ],
)
def test_what_cannot_be_understood_is_refused(ask: Asked, plans: Path, words: tuple[str, ...], why: str) -> None:
    answer = ask("plans", plans, *words)
    assert why in answer.said
    assert answer.code in (1, 2)


def test_a_folder_without_plans_is_refused(ask: Asked, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    assert "There is no plan in" in ask("plans", tmp_path / "empty").said
    assert ask("plans", tmp_path / "nowhere").code == 1
