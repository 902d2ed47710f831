"""A percentage of nobody knows what."""

from __future__ import annotations

from collections.abc import Iterator

from asagreed.checks.check import Check
from asagreed.checks.subject import Subject
from asagreed.reading.problems import Problem
from asagreed.reading.rules import Rule

WRONG = "uptime: {systems: {mail: 99.9%}, every: month}"
RIGHT = "uptime: {systems: {mail: 99.9%}, basis: all time, every: month}"


def look(subject: Subject) -> Iterator[Problem]:
    """Find promised figures of which it is not said of which time they are a share."""
    for figure in subject.terms.uptime.promised:
        if figure.counting.basis is None:
            yield subject.at(
                figure.clause,
                "UPT101",
                f"«{figure.name}» is promised a share, and it is not said of which time.",
                remedy="Add basis: all time, or basis: with the name of a calendar.",
            )


CHECK = Check(
    Rule(
        code="UPT101",
        name="uptime-without-basis",
        severity="error",
        finds="A promised share of uptime without the time that it is a share of.",
        matters="The same 44 minutes are 99.90% of a month and 99.57% of its office hours.",
        wrong=WRONG,
        right=RIGHT,
        remedy="Say basis: all time, or name the calendar of the agreed hours.",
    ),
    look,
)
