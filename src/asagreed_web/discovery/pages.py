"""What pages print of a discovery: sheets with their fields, mismatches in words and figures, papers that follow."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from asagreed.discovery import Answers, DraftPaper, Mismatch
from asagreed.discovery.agreement_kinds import SITUATION_QUESTIONS, Reason
from asagreed.discovery.mismatches import day_without
from asagreed.discovery.questions import COMPANY_QUESTIONS, SYSTEM_QUESTIONS, TOPICS, Question, questions_of
from asagreed.discovery.wording import figure_words
from asagreed_web.discovery.facts import FieldPath
from asagreed_web.discovery.models import COMPANY, AnswerSheet
from asagreed_web.kit.parts import FieldView

WISHES = ""
"""The topic of what nobody can verify: what the customer wants and decides."""
RECOMMENDED = "recommended"


@dataclass(frozen=True, slots=True)
class SheetView:
    """A sheet in the list: how many of its questions are answered, which of its topics were seen, what is wrong."""

    position: int
    system: str
    title: str
    answered: int
    asked: int
    stated: tuple[str, ...]
    verified: tuple[str, ...]
    wrong: int


@dataclass(frozen=True, slots=True)
class SeenView:
    """Who has looked at a topic, when, by what it can be shown, and what was found otherwise."""

    on: str
    by: str
    evidence: str
    found: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class TopicView:
    """The questions of a topic as fields; wishes have no code. `found` are the fields of a verification."""

    code: str
    title: str
    fields: tuple[FieldView, ...]
    is_answered: bool
    seen: SeenView | None
    found: tuple[FieldView, ...]


@dataclass(frozen=True, slots=True)
class FigureView:
    """A figure in words, and its reason."""

    words: str
    because: str


@dataclass(frozen=True, slots=True)
class CostView:
    """What a working day without a system costs, in words, and how that is reckoned."""

    title: str
    words: str
    because: str


@dataclass(frozen=True, slots=True)
class MismatchView:
    """What does not line up; `state` is where its measure stands, by the papers, with the day and the paper of it.

    `next_papers` are the drafts by which it goes on.
    """

    number: int
    mismatch: Mismatch
    figures: tuple[FigureView, ...]
    state: str
    declared_at: int | None
    path: str
    line: int
    next_papers: tuple[DraftPaper, ...]


@dataclass(frozen=True, slots=True)
class ReasonView:
    """An answer with what it asks for and why, in words."""

    question: str
    reason: Reason


def sheet_view(sheet: AnswerSheet, wrong: Mapping[FieldPath, str]) -> SheetView:
    """Return a sheet as a line of the list."""
    questions = questions_for(sheet)
    answered = {each.topic for each in questions if each.key in sheet.answers} - {WISHES}
    return SheetView(
        position=sheet.position,
        system=sheet.system,
        title=title_of(sheet),
        answered=sum(1 for each in questions if each.key in sheet.answers),
        asked=len(questions),
        stated=tuple(TOPICS[topic] for topic in TOPICS if topic in answered and topic not in sheet.verified),
        verified=tuple(TOPICS[topic] for topic in TOPICS if topic in sheet.verified),
        wrong=sum(1 for system, _key in wrong if system == sheet.system),
    )


def title_of(sheet: AnswerSheet) -> str:
    """Return what a sheet is about, in words."""
    return _("The company") if sheet.system == COMPANY else str(sheet.answers.get("title") or sheet.system)


def questions_for(sheet: AnswerSheet) -> tuple[Question, ...]:
    """Return the questions of a sheet."""
    return COMPANY_QUESTIONS if sheet.system == COMPANY else SYSTEM_QUESTIONS


def topic_views(
    sheet: AnswerSheet, typed: Mapping[str, str], wrong: Mapping[FieldPath, str], theirs: Mapping[str, str]
) -> list[TopicView]:
    """Return the topics of a sheet with what was typed, what is wrong with it, and what somebody else has written."""
    questions = questions_for(sheet)
    found = []
    for topic in dict.fromkeys(each.topic for each in questions):
        fields = [_field(each, typed, wrong.get((sheet.system, each.key), ""), theirs) for each in questions
                  if each.topic == topic]  # fmt: skip
        found.append(
            TopicView(
                code=topic,
                title=TOPICS[topic] if topic else _wishes(sheet),
                fields=tuple(fields),
                is_answered=any(sheet.answers.get(each.key) for each in questions if each.topic == topic),
                seen=_seen(sheet, topic),
                found=tuple(_found_field(each, sheet) for each in questions_of(topic)) if topic else (),
            )
        )
    return found


def field_name(key: str) -> str:
    """Return the name of the field of a question in a form."""
    return key.replace(" ", "_")


def typed_answers(sheet: AnswerSheet, post: Mapping[str, str]) -> dict[str, str]:
    """Return what a form says of the questions of a sheet."""
    return {each.key: post.get(field_name(each.key), "").strip() for each in questions_for(sheet)}


def found_answers(topic: str, post: Mapping[str, str]) -> dict[str, str]:
    """Return what a form says was found of a topic."""
    return {each.key: post.get(f"found_{field_name(each.key)}", "") for each in questions_of(topic)}


def situation_fields(answers: Mapping[str, str], wrong: Mapping[str, str]) -> list[FieldView]:
    """Return the fields of the short questionnaire."""
    by_field = {(COMPANY, key): told for key, told in wrong.items()}
    return [_field(each, answers, by_field.get((COMPANY, each.key), ""), {}) for each in SITUATION_QUESTIONS]


def typed_situation(post: Mapping[str, str]) -> dict[str, str]:
    """Return what a form says of the short questionnaire."""
    return {each.key: post.get(field_name(each.key), "") for each in SITUATION_QUESTIONS}


def reason_views(reasons: Iterable[Reason]) -> list[ReasonView]:
    """Return reasons with the words of their questions."""
    words = {each.key: each.words for each in SITUATION_QUESTIONS}
    return [ReasonView(words[each.key], each) for each in reasons]


def question_words(keys: Iterable[str]) -> list[str]:
    """Return the questions of the short questionnaire by their keys."""
    words = {each.key: each.words for each in SITUATION_QUESTIONS}
    return [words[key] for key in keys]


def figure_views(mismatch: Mismatch) -> tuple[FigureView, ...]:
    """Return the figures of a mismatch in words, each with its reason."""
    return tuple(FigureView(figure_words(each), each.because) for each in mismatch.figures)


def cost_views(answers: Answers) -> list[CostView]:
    """Return what a working day without each system costs whose own hour was given a price."""
    found = []
    for name in answers.systems:
        figure = day_without(answers, name) if answers.systems[name].hour_down_costs else None
        if figure is not None:
            found.append(CostView(answers.title(name), str(figure.value), figure.because))
    return found


def _field(question: Question, typed: Mapping[str, str], error: str, theirs: Mapping[str, str]) -> FieldView:
    value, other = typed.get(question.key, ""), theirs.get(question.key, "")
    hint = "" if question.choices else _("Such as: %(example)s") % {"example": question.example}
    if theirs and other != value:
        hint = _("Now it says: %(answer)s") % {"answer": other or _("nothing")}
    field = FieldView(
        field_name(question.key), question.words, value, hint=hint, error=error, is_conditional=True, autocomplete="off"
    )
    if not question.choices:
        return field
    known: Sequence[tuple[str, str]] = [("", _("not answered")), *((each, each) for each in question.choices)]
    known = known if value in ("", *question.choices) else [*known, (value, value)]
    return replace(field, kind="select", choices=tuple(known))


def _found_field(question: Question, sheet: AnswerSheet) -> FieldView:
    stated = sheet.answers.get(question.key, "")
    found = sheet.verified.get(question.topic, {}).get("found", {}).get(question.key, "")
    hint = _("Stated: %(answer)s") % {"answer": stated} if stated else _("Not stated")
    field = FieldView(f"found_{field_name(question.key)}", question.words, found, hint=hint, is_conditional=True,
                      autocomplete="off")  # fmt: skip
    if not question.choices:
        return field
    same = ("", _("as stated") if stated else _("not known"))
    return replace(field, kind="select", choices=(same, *((each, each) for each in question.choices)))


def _seen(sheet: AnswerSheet, topic: str) -> SeenView | None:
    seen = sheet.verified.get(topic)
    return SeenView(seen["on"], seen["by"], seen["evidence"], seen["found"]) if seen else None


def _wishes(sheet: AnswerSheet) -> str:
    return _("What is an emergency for you") if sheet.system == COMPANY else _("What it means to you")
