"""A promise that the first second breaks."""

from __future__ import annotations

from collections.abc import Iterator

from asagreed.checks.check import Check
from asagreed.checks.subject import Subject
from asagreed.reading.problems import Problem
from asagreed.reading.rules import Rule

WRONG = "uptime: {systems: {mail: 100%}}"
RIGHT = "uptime: {systems: {mail: 99.9%}}"


def look(subject: Subject) -> Iterator[Problem]:
    """Find shares of a hundred percent."""
    for figure in subject.terms.uptime.promised:
        if figure.share == 1:
            yield subject.at(
                figure.clause,
                "UPT108",
                f"«{figure.name}» is promised 100%: one second of one outage breaks it.",
                remedy="Promise less than 100%, such as 99.9%.",
            )


CHECK = Check(
    Rule(
        code="UPT108",
        name="target-100-percent",
        severity="error",
        finds="A share of 100%.",
        matters="Nothing is up all the time, and a promise that cannot be kept is worth less than an honest one.",
        wrong=WRONG,
        right=RIGHT,
        remedy="Promise a share below 100%.",
    ),
    look,
)
