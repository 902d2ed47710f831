"""Nobody said how long records are kept."""

from __future__ import annotations

from collections.abc import Iterator

from asagreed.checks.check import Check
from asagreed.checks.subject import Subject
from asagreed.reading.problems import Problem
from asagreed.reading.rules import Rule

WRONG = "retention:"
RIGHT = "retention: {tickets: 3 years, afterwards: deleted}"


def look(subject: Subject) -> Iterator[Problem]:
    """Find agreements without a clause on retention."""
    if not subject.agreement.retention.classes:
        yield subject.missing(
            "retention",
            "DOC701",
            "It is not said how long records are kept, and what happens then.",
            remedy="Add retention: {tickets: 3 years, invoices: 10 years, afterwards: deleted}.",
        )


CHECK = Check(
    Rule(
        code="DOC701",
        name="retention-missing",
        severity="error",
        finds="An agreement without a period for which records are kept.",
        matters="Records are kept for ever, or are gone when a dispute needs them; the law may forbid both.",
        wrong=WRONG,
        right=RIGHT,
        remedy="Say how long records are kept, and what happens then.",
    ),
    look,
)
