"""Short outages, half settled."""

from __future__ import annotations

from collections.abc import Iterator

from asagreed.checks.check import Check
from asagreed.checks.subject import Subject
from asagreed.reading.problems import Problem
from asagreed.reading.rules import Rule

WRONG = "uptime: {systems: {mail: 99.9%}, minimum outage: 5 min}"
RIGHT = "uptime: {systems: {mail: 99.9%}, minimum outage: {length: 5 min, longer: counts in full}, merge gap: 3 min}"


def look(subject: Subject) -> Iterator[Problem]:
    """Find shortest outages that leave half unsaid."""
    for figure in subject.terms.uptime.promised:
        if figure.counting.minimum_outage and (
            not figure.counting.minimum_outage.longer or figure.counting.merge_gap is None
        ):
            yield subject.at(
                figure.clause,
                "UPT109",
                f"Short outages of «{figure.name}» do not count; what a longer one counts or when two are one is open.",
                remedy="Write minimum outage: {length: 5 min, longer: counts in full}, and merge gap: 3 min.",
            )


CHECK = Check(
    Rule(
        code="UPT109",
        name="minimum-outage-ambiguous",
        severity="warning",
        finds="A shortest outage without what a longer one counts, or the gap within which two are one.",
        matters="Six flaps of two minutes are no outage, twelve minutes or half an hour.",
        wrong=WRONG,
        right=RIGHT,
        remedy="Say whether a longer outage counts in full or without its first minutes, and the gap.",
    ),
    look,
)
