"""Priorities that nobody can choose by."""

from __future__ import annotations

from collections.abc import Iterator

from asagreed.checks.check import Check
from asagreed.checks.subject import Subject
from asagreed.reading.problems import Problem
from asagreed.reading.rules import Rule

WRONG = "priorities: {titles: {P1: critical, P2: normal}}"
RIGHT = """\
priorities:
  impact: {many: several cannot work, one: one person is slowed}
  urgency: {now: work has stopped}
  matrix: {many: {now: P1}, one: {now: P2}}
"""


def look(subject: Subject) -> Iterator[Problem]:
    """Find priorities without the words for impact and urgency by which an ordinary person chooses."""
    priorities = subject.agreement.priorities
    if subject.lookup.priorities and not (priorities.impact and priorities.urgency):
        yield subject.missing(
            "priorities",
            "TGT304",
            "Nothing says when a problem has which priority.",
            remedy="Describe impact and urgency in words that a caller can choose by, and the matrix of both.",
        )


CHECK = Check(
    Rule(
        code="TGT304",
        name="priority-undefined",
        severity="warning",
        finds="Priorities without a description of impact and urgency.",
        matters="Every caller has the highest priority, and no two technicians give the same.",
        wrong=WRONG,
        right=RIGHT,
        remedy="Describe impact and urgency.",
    ),
    look,
)
