"""`asagreed discover` and `asagreed recommend` as a person runs them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.cli.asked import Asked, asked_of_a_copy

ANSWERS = Path(__file__).parents[1] / "discovery" / "practice.yaml"


@pytest.fixture
def ask(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Asked:
    return asked_of_a_copy(tmp_path, capsys, monkeypatch)


def test_without_answers_an_empty_questionnaire_is_printed(ask: Asked) -> None:
    assert "  files:\n    title: File server" in ask("discover").out
    of_harbour = ask("discover", "--agreement", ask.examples / "harbour-dental").out
    assert "discovery: harbour-dental" in of_harbour
    assert "  x-ray:\n" in of_harbour


def test_a_mismatch_is_told_with_its_risk_its_figures_and_what_to_do(ask: Asked) -> None:
    words = " ".join(ask("discover", ANSWERS).out.split())
    assert "«File server» can lose 26 h of work" in words
    assert "26 h 24 h between two backups, and 2 h for one of them" in words
    assert "USD of downtime" in words
    assert "rests on backup every: 24 h (verified)" in words
    assert "Would write declarations/2026-02-03-criticality.yaml" in words


def test_papers_are_written_once_as_drafts(ask: Asked, tmp_path: Path) -> None:
    answer = ask("discover", ANSWERS, "--agreement", ask.examples / "harbour-dental", "--write", tmp_path / "drafts")
    assert answer.code == 0
    assert (tmp_path / "drafts" / "amendments" / "3.yaml").read_text("utf-8").startswith("# A draft")
    again = ask("discover", ANSWERS, "--write", tmp_path / "drafts")
    assert (again.code, "is there already, and nothing was written" in again.said) == (1, True)


def test_everything_is_given_as_json(ask: Asked) -> None:
    data = json.loads(ask("discover", ANSWERS, "--json").out)
    assert data["mismatches"][0]["figures"][0]["value"] == 93_600
    assert data["papers"][0]["place"] == "amendments/1.yaml"


def test_wrong_answers_are_told_with_their_line(ask: Asked, tmp_path: Path) -> None:
    file = tmp_path / "answers.yaml"
    file.write_text("discovery: x\nasked: 2026-02-03\nzone: UTC\nsystems: {files: {backup every: daily}}\n", "utf-8")
    answer = ask("discover", file)
    assert (answer.code, "answers.yaml:4:33 YML301" in answer.said) == (1, True)


def test_answers_that_line_up_are_told_so(ask: Asked, tmp_path: Path) -> None:
    file = tmp_path / "answers.yaml"
    file.write_text("discovery: x\nasked: 2026-02-03\nzone: UTC\nsystems: {files: {backup every: 1 h, restore tested: "
                    "2026-01-01}}\n", "utf-8")  # fmt: skip
    assert "Everything that was answered lines up." in ask("discover", file).out


def test_an_agreement_is_recommended_with_its_reasons_and_the_own_decision_is_kept(ask: Asked, tmp_path: Path) -> None:
    assert "wants fixed cost:" in ask("recommend").out
    file = tmp_path / "situation.yaml"
    file.write_text("recommend: x\nsituation: {people: 3, regulated data: yes}\n"
                    "decided: {kind: one page, because: no such data here, by: owner}\n", "utf-8")  # fmt: skip
    words = " ".join(ask("recommend", file).out.split())
    assert "Recommended: full, paid by the hour" in words
    assert "because regulated data: yes" in words
    assert "Decided by owner: one page, because no such data here" in words
    assert json.loads(ask("recommend", file, "--json").out)["recommended"] == "full"
