"""Slow is neither up nor down."""

from __future__ import annotations

from collections.abc import Iterator

from asagreed.checks.check import Check
from asagreed.checks.subject import Subject
from asagreed.reading.problems import Problem
from asagreed.reading.rules import Rule

WRONG = "uptime: {systems: {mail: 99.9%}}"
RIGHT = "uptime: {systems: {mail: 99.9%}, degraded: up}"


def look(subject: Subject) -> Iterator[Problem]:
    """Find promised figures of which it is not said whether slow or partial service counts as down."""
    for figure in subject.terms.uptime.promised:
        if figure.counting.degraded is None:
            yield subject.at(
                figure.clause,
                "UPT110",
                f"It is not said whether slow or partial service of «{figure.name}» counts as down.",
                remedy="Add degraded: up, down, or a weight such as 50%.",
            )


CHECK = Check(
    Rule(
        code="UPT110",
        name="degraded-undefined",
        severity="notice",
        finds="A promised share of uptime without a word on slow or partial service.",
        matters="The customer says that nothing worked, and the monitor says that it was up.",
        wrong=WRONG,
        right=RIGHT,
        remedy="Say degraded: up, down, or by how much it counts as down.",
    ),
    look,
)
