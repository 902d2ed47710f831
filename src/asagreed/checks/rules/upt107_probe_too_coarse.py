"""A promise finer than the eye that watches it."""

from __future__ import annotations

from collections.abc import Iterator

from asagreed.checks.allowances import allowed_seconds
from asagreed.checks.check import Check
from asagreed.checks.subject import Subject
from asagreed.open_time import in_words
from asagreed.reading.problems import Problem
from asagreed.reading.rules import Rule

WRONG = "uptime: {systems: {mail: 99.99%}, basis: all time, every: month, checked every: 5 min}"
RIGHT = "uptime: {systems: {mail: 99.9%}, basis: all time, every: month, checked every: 1 min}"


def look(subject: Subject) -> Iterator[Problem]:
    """Find figures whose allowance in the shortest period is under ten intervals."""
    for figure in subject.terms.uptime.promised:
        allowance, interval = allowed_seconds(subject, figure), figure.counting.checked_every
        if interval and allowance is not None and allowance < 10 * interval:
            yield subject.at(
                figure.clause,
                "UPT107",
                f"«{figure.name}» may be down for {in_words(allowance)}, and is checked every {in_words(interval)}.",
                remedy="Check at least ten times as often as what is allowed, or promise less.",
            )


CHECK = Check(
    Rule(
        code="UPT107",
        name="probe-too-coarse",
        severity="warning",
        finds="An allowance below ten times the interval at which a system is checked.",
        matters="99.99% of a month allows 259 seconds; a check every five minutes cannot tell.",
        wrong=WRONG,
        right=RIGHT,
        remedy="Check more often, or promise less.",
    ),
    look,
)
