"""One person knows it, and goes on leave."""

from __future__ import annotations

from collections.abc import Iterator

from asagreed.checks.check import Check
from asagreed.checks.subject import Subject
from asagreed.reading.problems import Problem
from asagreed.reading.rules import Rule

WRONG = "staffing: {hours: support, skills: {firewalls: {people: 1}}}"
RIGHT = "staffing: {hours: support, skills: {firewalls: {people: 1, cover: a partner firm}}}"


def look(subject: Subject) -> Iterator[Problem]:
    """Find skills of one person without cover."""
    for name, skill in subject.agreement.staffing.skills.items():
        if skill.people == 1 and not skill.cover:
            yield subject.lookup.problem(
                ("staffing", "skills", name),
                "FEA407",
                f"One person alone knows «{name}», and nobody stands in.",
                remedy="Add cover: with who stands in.",
                at_key=True,
            )


CHECK = Check(
    Rule(
        code="FEA407",
        name="single-person-skill",
        severity="warning",
        finds="A skill of one person without anybody who stands in.",
        matters="For three weeks of the year the promise rests on nobody.",
        wrong=WRONG,
        right=RIGHT,
        remedy="Train a second person, or name who stands in.",
    ),
    look,
)
