"""Which agreement for whom (mission A17): the recommendation and the answers that it rests on."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.discovery.answered import answered, practice

from asagreed.discovery import Recommendation, blank_situation, read_situation, read_situation_text, recommend
from asagreed.discovery.agreement_kinds import SITUATION_QUESTIONS, Situation
from asagreed.discovery.as_data import mismatch_data, paper_data, recommendation_data
from asagreed.discovery.mismatches import find_mismatches
from asagreed.discovery.papers import papers_of


def recommended(said: str) -> Recommendation:
    read = read_situation_text(f"recommend: harbour-dental\nsituation: {{{said}}}")
    assert read.page is not None, read.problems
    return recommend(read.page.situation)


@pytest.mark.parametrize(
    ("said", "kind", "reasons"),
    [
        ("people: 2, systems: 1, can do without: for days, tickets a month: 0, wants fixed cost: no", "none",
         ["people", "systems", "can do without", "tickets a month", "wants fixed cost"]),
        ("people: 3, systems: 2, tickets a month: 1, regulated data: no", "one page", ["systems"]),
        ("people: 3, wants promised times: yes", "one page", ["wants promised times"]),
        ("people: 3, would prepay: yes", "one page", ["would prepay"]),
        ("people: 40, wants fixed cost: no", "full", ["people"]),
        ("people: 2, regulated data: yes", "full", ["regulated data"]),
        ("people: 4, needs nights or weekends: yes, can do without: for an hour or two", "full",
         ["can do without", "needs nights or weekends"]),
        ("tickets a month: 12", "full", ["tickets a month"]),
        ("", "none", []),
    ],
)  # fmt: skip
def test_the_most_that_any_answer_asks_for_is_recommended(said: str, kind: str, reasons: list[str]) -> None:
    found = recommended(said)
    assert (found.kind, [each.key for each in found.reasons]) == (kind, reasons)
    assert all(each.because for each in (*found.reasons, *found.others))
    answers = {each.key for each in (*found.reasons, *found.others)}
    assert answers | set(found.unanswered) == {each.key for each in SITUATION_QUESTIONS}


@pytest.mark.parametrize(
    ("said", "paid_by"),
    [
        ("people: 40, wants fixed cost: yes", "a monthly fee"),
        ("people: 3, wants fixed cost: yes", "a small monthly fee with some hours in it"),
        ("would prepay: yes", "hours that are paid ahead: a block or a retainer"),
        ("people: 2", "the hour"),
        ("people: 40", "the hour, at rates that are written"),
    ],
)
def test_how_it_may_be_paid_follows_from_what_the_customer_wishes(said: str, paid_by: str) -> None:
    assert recommended(said).paid_by == paid_by


@pytest.mark.parametrize("question", SITUATION_QUESTIONS, ids=lambda each: str(each.key))
def test_every_example_answers_its_question(question: object) -> None:
    assert [each.key for each in SITUATION_QUESTIONS] == [
        field.alias or name for name, field in Situation.model_fields.items()
    ]
    assert recommended(f"{question.key}: {question.example}").unanswered  # type: ignore[attr-defined]


def test_a_recommendation_can_be_overruled_and_the_reason_is_kept(tmp_path: Path) -> None:
    file = tmp_path / "situation.yaml"
    file.write_text(
        "recommend: harbour-dental\nsituation: {people: 2, regulated data: yes}\n"
        "decided: {kind: one page, because: they hand such data to nobody, by: owner, on: 2026-02-03}\n",
        encoding="utf-8",
    )
    read = read_situation(file)
    assert read.page is not None
    data = recommendation_data(recommend(read.page.situation), read.page.decided)
    assert (data["recommended"], data["decided"]) == (
        "full",
        {"kind": "one page", "because": "they hand such data to nobody", "by": "owner", "on": "2026-02-03"},
    )
    assert data["reasons"][0]["question"] == "regulated data"
    assert recommendation_data(recommend(read.page.situation))["decided"] is None


def test_an_empty_questionnaire_recommends_nothing() -> None:
    read = read_situation_text(blank_situation(name="harbour-dental"))
    assert read.problems == ()
    assert read.page is not None
    assert recommend(read.page.situation).reasons == ()


def test_what_cannot_be_read_is_told(tmp_path: Path) -> None:
    assert [each.code for each in read_situation_text("recommend: x\nsituation: {people: many}").problems] == ["YML616"]
    assert [each.code for each in read_situation_text("").problems] == ["YML007"]
    assert [each.code for each in read_situation(tmp_path / "none.yaml").problems] == ["YML001"]
    assert recommendation_data(recommended("people: 2"), None)["unanswered"]


def test_what_was_found_is_plain_data_for_programs() -> None:
    answers = practice()
    found = find_mismatches(answers)
    data = mismatch_data(found[0])
    assert (data["name"], data["figures"][0]["value"], data["measure"]["causes"]) == (
        "loses-too-much",
        93_600,
        ["data loss"],
    )
    assert data["rests_on"][0] == {"question": "backup every", "answer": "24 h", "verified": True}
    undecided = find_mismatches(answered("systems: {files: {criticality: critical}}"))
    assert mismatch_data(undecided[0])["measure"] is None
    assert paper_data(papers_of(answers, found)[0])["place"] == "amendments/1.yaml"
