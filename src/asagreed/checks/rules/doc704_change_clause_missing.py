"""Terms that nobody knows how to change."""

from __future__ import annotations

from collections.abc import Iterator

from asagreed.checks.check import Check
from asagreed.checks.subject import Subject
from asagreed.reading.problems import Problem
from asagreed.reading.rules import Rule

WRONG = "changes:"
RIGHT = "changes: {by: a supplement signed by both parties, notice: 30 days}"


def look(subject: Subject) -> Iterator[Problem]:
    """Find agreements without a clause on changes."""
    if not subject.agreement.changes.by:
        yield subject.missing(
            "changes",
            "DOC704",
            "It is not said how terms and targets are changed.",
            remedy="Add changes: {by: a supplement signed by both parties, notice: 30 days}.",
        )


CHECK = Check(
    Rule(
        code="DOC704",
        name="change-clause-missing",
        severity="warning",
        finds="An agreement that does not say how its terms are changed.",
        matters="After a year somebody changes a target by e-mail, and nobody knows whether it counts.",
        wrong=WRONG,
        right=RIGHT,
        remedy="Add changes: {by: a supplement signed by both parties, notice: 30 days}.",
    ),
    look,
)
