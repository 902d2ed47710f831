"""No report is promised."""

from __future__ import annotations

from collections.abc import Iterator

from asagreed.checks.check import Check
from asagreed.checks.subject import Subject
from asagreed.reading.problems import Problem
from asagreed.reading.rules import Rule

WRONG = "reports:"
RIGHT = "reports: {every: month, disputed within: 30 days}"


def look(subject: Subject) -> Iterator[Problem]:
    """Find agreements without a clause on reports."""
    if not subject.agreement.reports.every:
        yield subject.missing(
            "reports",
            "DOC703",
            "No report is promised, and no time in which to dispute one.",
            remedy="Add reports: {every: month, disputed within: 30 days}.",
        )


CHECK = Check(
    Rule(
        code="DOC703",
        name="reporting-cadence-missing",
        severity="notice",
        finds="An agreement without a clause on reports.",
        matters="Whether promises were kept is never looked at together.",
        wrong=WRONG,
        right=RIGHT,
        remedy="Say how often there is a report, and how long it can be disputed.",
    ),
    look,
)
