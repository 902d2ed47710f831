"""Finding out what a customer has, does and expects: questions, what does not line up, and the papers that follow."""

from asagreed.discovery.agreement_kinds import (
    Recommendation,
    SituationRead,
    blank_situation,
    read_situation,
    read_situation_text,
    recommend,
)
from asagreed.discovery.mismatches import Measure, Mismatch, find_mismatches
from asagreed.discovery.papers import DraftPaper, papers_of
from asagreed.discovery.questionnaire import blank_questionnaire
from asagreed.discovery.reading import Answers, AnswersRead, read_answers, read_answers_text

__all__ = [
    "Answers",
    "AnswersRead",
    "DraftPaper",
    "Measure",
    "Mismatch",
    "Recommendation",
    "SituationRead",
    "blank_questionnaire",
    "blank_situation",
    "find_mismatches",
    "papers_of",
    "read_answers",
    "read_answers_text",
    "read_situation",
    "read_situation_text",
    "recommend",
]
