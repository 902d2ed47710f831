"""Files of answers: what was stated, what was found, and every mistake at its place."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from tests.discovery.answered import HEAD, answered, practice

from asagreed.discovery import blank_questionnaire, read_answers, read_answers_text
from asagreed.discovery.pages import AnswersPage, CompanyAnswers, SystemAnswers
from asagreed.discovery.questions import COMPANY_QUESTIONS, SYSTEM_QUESTIONS, TOPICS, Question
from asagreed.open_time import parse_shifts

AS_OF = 1_772_323_200
"""2026-03-01 in UTC."""


@pytest.mark.parametrize(
    ("questions", "page"), [(COMPANY_QUESTIONS, CompanyAnswers), (SYSTEM_QUESTIONS, SystemAnswers)]
)
def test_every_question_has_a_place_in_the_file(
    questions: tuple[Question, ...], page: type[CompanyAnswers | SystemAnswers]
) -> None:
    assert [each.key for each in questions] == [field.alias or name for name, field in page.model_fields.items()]
    assert {each.topic for each in questions} <= {"", *TOPICS}


@pytest.mark.parametrize("question", [*COMPANY_QUESTIONS, *SYSTEM_QUESTIONS], ids=lambda each: str(each.key))
def test_every_example_answers_its_question(question: Question) -> None:
    is_of_company = question in COMPANY_QUESTIONS
    part = "company" if is_of_company else "systems"
    answer = f"{{{question.key}: {question.example!r}}}"
    answered(f"{part}: {answer if is_of_company else f'{{files: {answer}}}'}")


def test_an_empty_questionnaire_asks_everything_and_says_nothing() -> None:
    text = blank_questionnaire({"files": "File server", "x ray": "X-ray: images"}, name="harbour-dental",
                               asked="2026-02-03", zone="Europe/London", by="practice manager")  # fmt: skip
    read = read_answers_text(text)
    assert read.problems == ()
    assert read.answers is not None
    assert {name: each.title for name, each in read.answers.systems.items()} == {
        "files": "File server",
        "x ray": "X-ray: images",
    }
    assert read.answers.page.company == CompanyAnswers()
    assert all(each.words in text for each in (*COMPANY_QUESTIONS, *SYSTEM_QUESTIONS))


def test_a_questionnaire_without_a_name_asks_for_the_name_the_day_and_the_zone() -> None:
    read = read_answers_text(blank_questionnaire({"files": "File server"}))
    assert read.answers is None
    assert [(each.code, each.remedy) for each in read.problems] == [("YML203", "Write the value behind the key.")] * 3


def test_what_was_found_holds_and_what_was_stated_stays() -> None:
    answers = practice()
    assert answers.stated["files"]["backup where"] == "beside the system"
    assert answers.texts["files"]["backup where"] == "in the same building"
    assert answers.page.systems["files"].backup_where == "beside the system"
    assert answers.systems["files"].backup_where == "in the same building"
    verified = answers.verification("files", "backup every")
    assert verified is not None
    assert verified.by == "technician 1"
    assert answers.verification("files", "spare") is None
    assert answers.verification("mail", "backup every") is None


@pytest.mark.parametrize(
    ("text", "week"),
    [
        ("mon-fri 09:00-17:00", ["09:00-17:00"] * 5 + ["", ""]),
        (
            "mon-thu 08:00-12:00 13:00-17:00; fri 08:00-14:00;",
            ["08:00-12:00 13:00-17:00"] * 4 + ["08:00-14:00", "", ""],
        ),
        ("always", ["00:00-24:00"] * 7),
    ],
)
def test_hours_of_a_week_are_written_in_one_line(text: str, week: list[str]) -> None:
    company = answered(f'company: {{working hours: "{text}"}}').page.company
    assert company.working_hours == tuple(parse_shifts(each) if each else () for each in week)


@pytest.mark.parametrize(
    "text",
    ["nine to five", "mon-fri 9 to 5", "mon-fry 09:00-17:00", "mon 09:00-17:00; mon 18:00-19:00", "on x 09:00-10:00"],
)
def test_hours_that_are_none_are_refused(text: str) -> None:
    read = read_answers_text(f'{HEAD}company: {{working hours: "{text}"}}')
    assert [each.code for each in read.problems] == ["YML308"]


CASES = sorted((Path(__file__).parent / "wrong").iterdir())


@pytest.mark.parametrize("case", CASES, ids=lambda case: str(case.stem))
def test_wrong_answers_have_one_problem_at_its_place(case: Path) -> None:
    expected = re.match(rb"# expect: (\w+) (\d+):(\d+)", case.read_bytes())
    assert expected is not None
    read = read_answers(case, as_of=AS_OF)
    assert [(each.code, each.file, each.line, each.column) for each in read.problems] == [
        (expected[1].decode(), case.as_posix(), int(expected[2]), int(expected[3]))
    ]
    assert read.answers is None


def test_a_file_that_is_not_there_is_a_problem(tmp_path: Path) -> None:
    assert [each.code for each in read_answers(tmp_path / "none.yaml").problems] == ["YML001"]


@pytest.mark.parametrize(
    ("text", "code"),
    [("", "YML007"), ("~", "YML007"), ("[a, b]", "YML202"), ("words", "YML202"), ("a: [", "YML104")],
)
def test_what_is_no_file_of_answers_is_told(text: str, code: str) -> None:
    read = read_answers_text(text)
    assert read.answers is None
    assert [each.code for each in read.problems][-1:] == [code]


def test_the_page_is_frozen() -> None:
    assert AnswersPage.model_config["frozen"] is True
