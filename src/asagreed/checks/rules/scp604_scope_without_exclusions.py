"""Nothing is excluded, or no system is named."""

from __future__ import annotations

from collections.abc import Iterator

from asagreed.checks.check import Check
from asagreed.checks.subject import Subject
from asagreed.reading.problems import Problem
from asagreed.reading.rules import Rule

WRONG = "services: {included: {mail repair: remote}}"
RIGHT = "services: {included: {mail repair: remote}, excluded: {hardware repair: failed hardware}}"


def look(subject: Subject) -> Iterator[Problem]:
    """Find agreements that exclude nothing, or that do not list what is looked after."""
    if not subject.agreement.services.excluded:
        yield subject.missing(
            "services", "SCP604", "Nothing is excluded.", remedy="List what is not covered under services: excluded."
        )
    if not subject.agreement.systems:
        yield subject.missing(
            "systems", "SCP604", "No system is named.", remedy="List what is looked after under systems."
        )


CHECK = Check(
    Rule(
        code="SCP604",
        name="scope-without-exclusions",
        severity="warning",
        finds="An agreement without exclusions, or without a list of systems.",
        matters="Whatever is not excluded, the customer may take for included.",
        wrong=WRONG,
        right=RIGHT,
        remedy="List the systems, and what is excluded.",
    ),
    look,
)
