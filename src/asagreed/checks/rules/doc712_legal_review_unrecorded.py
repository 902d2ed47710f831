"""The text was reviewed by nobody."""

from __future__ import annotations

from collections.abc import Iterator

from asagreed.checks.check import Check
from asagreed.checks.subject import Subject
from asagreed.reading.problems import Problem
from asagreed.reading.rules import Rule

WRONG = "legal review:"
RIGHT = "legal review: {by: a lawyer of ours, on: 2026-01-05}"


def look(subject: Subject) -> Iterator[Problem]:
    """Find agreements without a recorded legal review."""
    if subject.agreement.legal_review is None:
        yield subject.missing(
            "legal review",
            "DOC712",
            "No legal review is recorded.",
            remedy="Add legal review: {by: …, on: 2026-01-05} when somebody has reviewed the text.",
        )


CHECK = Check(
    Rule(
        code="DOC712",
        name="legal-review-unrecorded",
        severity="notice",
        finds="An agreement without a recorded legal review.",
        matters="Until then every page of its document says so.",
        wrong=WRONG,
        right=RIGHT,
        remedy="Record who reviewed the text and when.",
    ),
    look,
)
