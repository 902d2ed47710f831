"""Personal data, and no word on how it is kept."""

from __future__ import annotations

from collections.abc import Iterator

from asagreed.checks.check import Check
from asagreed.checks.subject import Subject
from asagreed.reading.problems import Problem
from asagreed.reading.rules import Rule

WRONG = "data protection:"
RIGHT = "data protection: {access: only people who work on the ticket, transport: encrypted}"


def look(subject: Subject) -> Iterator[Problem]:
    """Find agreements without data protection."""
    if not subject.agreement.data_protection:
        yield subject.missing(
            "data protection",
            "DOC702",
            "Nothing is said about how personal and financial data is protected.",
            remedy="Add data protection: {access: …, transport: …}.",
        )


CHECK = Check(
    Rule(
        code="DOC702",
        name="protection-missing",
        severity="warning",
        finds="An agreement without measures that protect personal and financial data.",
        matters="The provider sees mail, files and accounts of other people.",
        wrong=WRONG,
        right=RIGHT,
        remedy="Say who may see what, how it is moved and stored, and what happens after a leak.",
    ),
    look,
)
