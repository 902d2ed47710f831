"""A percentage of an unknown period."""

from __future__ import annotations

from collections.abc import Iterator

from asagreed.checks.check import Check
from asagreed.checks.subject import Subject
from asagreed.reading.problems import Problem
from asagreed.reading.rules import Rule

WRONG = "uptime: {systems: {mail: 99.9%}, basis: all time}"
RIGHT = "uptime: {systems: {mail: 99.9%}, basis: all time, every: month}"


def look(subject: Subject) -> Iterator[Problem]:
    """Find promised figures of which it is not said for which period they are counted."""
    for figure in subject.terms.uptime.promised:
        if figure.counting.every is None:
            yield subject.at(
                figure.clause,
                "UPT102",
                f"«{figure.name}» is promised a share, and not for which period it is counted.",
                remedy="Add every: month, quarter or year.",
            )


CHECK = Check(
    Rule(
        code="UPT102",
        name="uptime-without-period",
        severity="error",
        finds="A promised share of uptime without month, quarter or year.",
        matters="99.9% allows 43 minutes a month or nearly nine hours a year, at one time.",
        wrong=WRONG,
        right=RIGHT,
        remedy="Say every: month, quarter or year; its limits are days of the agreement's zone.",
    ),
    look,
)
