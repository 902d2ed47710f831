"""A clock until the problem is solved, of which nobody said what pauses it."""

from __future__ import annotations

from collections.abc import Iterator

from asagreed.checks.check import Check
from asagreed.checks.subject import Subject
from asagreed.reading.problems import Problem
from asagreed.reading.rules import Rule

WRONG = "pauses:"
RIGHT = "pauses: {resolution: [waiting for customer]}"


UNTIL_SOLVED = ("resolution", "workaround")


def look(subject: Subject) -> Iterator[Problem]:
    """Find clocks that run until a problem is solved and are not among the pauses."""
    for clock in subject.terms.targets_by_clock:
        if clock in UNTIL_SOLVED and clock not in subject.agreement.pauses:
            yield subject.missing(
                "pauses",
                "CAL205",
                f"It is not said what pauses {clock}: waiting for the customer, for parts, for a vendor, or nothing.",
                remedy=f"Add pauses: {{{clock}: [waiting for customer]}}, or {{{clock}: []}} where nothing does.",
            )


CHECK = Check(
    Rule(
        code="CAL205",
        name="clock-pause-undefined",
        severity="error",
        finds="A target until the problem is solved, without a word on what pauses its clock.",
        matters="The customer answers after three days, and both sides count them differently.",
        wrong=WRONG,
        right=RIGHT,
        remedy="Say under pauses which reasons stop the clock, or that none does.",
    ),
    look,
)
