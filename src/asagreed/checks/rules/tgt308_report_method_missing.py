"""No agreed way to report a problem."""

from __future__ import annotations

from collections.abc import Iterator

from asagreed.checks.check import Check
from asagreed.checks.subject import Subject
from asagreed.reading.problems import Problem
from asagreed.reading.rules import Rule

WRONG = "reporting:"
RIGHT = "reporting: {portal: {hours: always}}"


def look(subject: Subject) -> Iterator[Problem]:
    """Find an agreement with targets in which no way to report starts a clock."""
    ways = subject.agreement.reporting.values()
    if subject.terms.targets and not any(way.counts for way in ways):
        yield subject.missing(
            "reporting",
            "TGT308",
            "No agreed way to report a problem starts a clock.",
            remedy="Add reporting: {portal: {hours: always}, phone: {hours: support, number: …}}.",
        )


CHECK = Check(
    Rule(
        code="TGT308",
        name="report-method-missing",
        severity="error",
        finds="Targets without an agreed way to report.",
        matters="The customer called a mobile phone, and the clock never started.",
        wrong=WRONG,
        right=RIGHT,
        remedy="Say how problems are reported, and in which hours each way is read.",
    ),
    look,
)
