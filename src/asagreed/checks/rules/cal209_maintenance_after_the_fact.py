"""An outage that is called maintenance when it is over."""

from __future__ import annotations

from collections.abc import Iterator

from asagreed.checks.check import Check
from asagreed.checks.subject import Subject
from asagreed.reading.problems import Problem
from asagreed.reading.rules import Rule

WRONG = "maintenance: {unannounced: is left out}"
RIGHT = "maintenance: {unannounced: counts, notice: 72 h, at most: 4 h a month}"


def look(subject: Subject) -> Iterator[Problem]:
    """Find the clause that leaves out what was not announced."""
    if subject.terms.uptime.maintenance.unannounced == "left out":
        yield subject.lookup.problem(
            ("maintenance", "unannounced"),
            "CAL209",
            "Maintenance that nobody announced is left out of uptime, so any outage can be.",
            remedy="Write unannounced: counts.",
        )


CHECK = Check(
    Rule(
        code="CAL209",
        name="maintenance-after-the-fact",
        severity="warning",
        finds="Maintenance that is left out although nobody announced it.",
        matters="Every outage is emergency maintenance, if one asks afterwards.",
        wrong=WRONG,
        right=RIGHT,
        remedy="Let maintenance that was not announced count.",
    ),
    look,
)
