"""Minutes that nobody watched."""

from __future__ import annotations

from collections.abc import Iterator

from asagreed.checks.check import Check
from asagreed.checks.subject import Subject
from asagreed.reading.problems import Problem
from asagreed.reading.rules import Rule

WRONG = "uptime: {systems: {mail: 99.9%}, basis: all time, every: month}"
RIGHT = "uptime: {systems: {mail: 99.9%}, basis: all time, every: month, unknown: left out, known at least: 99%}"


def look(subject: Subject) -> Iterator[Problem]:
    """Find promised figures of which it is not said what unwatched time is, or how much there may be."""
    for figure in subject.terms.uptime.promised:
        if figure.counting.unknown is None or figure.counting.known_at_least is None:
            yield subject.at(
                figure.clause,
                "UPT106",
                f"It is not said what time is in which nobody watched «{figure.name}», or how much there may be.",
                remedy="Add unknown: left out, and known at least: 99%.",
            )


CHECK = Check(
    Rule(
        code="UPT106",
        name="no-data-policy-missing",
        severity="error",
        finds="A promised share of uptime without a word on time that was not watched, and on how much must have been.",
        matters="Ten hours in which the monitor was off decide whether 99.9% was kept.",
        wrong=WRONG,
        right=RIGHT,
        remedy="Say whether unknown time is left out, up or down, and the least share that must be known.",
    ),
    look,
)
