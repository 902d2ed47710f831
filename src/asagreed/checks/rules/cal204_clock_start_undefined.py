"""An outage that nobody knows when to count from."""

from __future__ import annotations

from collections.abc import Iterator

from asagreed.checks.check import Check
from asagreed.checks.subject import Subject
from asagreed.reading.problems import Problem
from asagreed.reading.rules import Rule

WRONG = "uptime: {systems: {mail: 99.9%}}"
RIGHT = "uptime: {systems: {mail: 99.9%}, counts from: detected or reported}"


def look(subject: Subject) -> Iterator[Problem]:
    """Find promised figures of which it is not said from when an outage counts."""
    for figure in subject.terms.uptime.promised:
        if figure.counting.counts_from is None:
            yield subject.at(
                figure.clause,
                "CAL204",
                f"It is not said from when an outage of «{figure.name}» counts.",
                remedy="Add counts from: occurred, detected, reported, detected or reported, or acknowledged.",
            )


CHECK = Check(
    Rule(
        code="CAL204",
        name="clock-start-undefined",
        severity="error",
        finds="A promised share of uptime without the moment from which an outage counts.",
        matters="One night's outage is 98.9% from its start and 99.8% from the call in the morning.",
        wrong=WRONG,
        right=RIGHT,
        remedy="Say from when outages count. Clocks of tickets start when they are reported, unless clocks: says else.",
    ),
    look,
)
