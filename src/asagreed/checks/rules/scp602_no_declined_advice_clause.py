"""Emergencies are included whatever advice was declined."""

from __future__ import annotations

from collections.abc import Iterator

from asagreed.checks.check import Check
from asagreed.checks.subject import Subject
from asagreed.reading.problems import Problem
from asagreed.reading.rules import Rule

WRONG = "emergency: {definitions: {fire: {event: fire}}, cover: included}\nadvice:\n"
RIGHT = """\
emergency: {definitions: {fire: {event: fire}}, cover: included}
advice: {declined: no emergency follows from it}
"""


def look(subject: Subject) -> Iterator[Problem]:
    """Find included emergency work in an agreement that says nothing about declined advice."""
    cover = subject.agreement.emergency.cover
    if cover and cover.included_in and not subject.agreement.advice.declined:
        yield subject.lookup.problem(
            ("emergency", "cover"),
            "SCP602",
            "Emergency work is included, also where the customer declined what would have prevented it.",
            remedy="Say under advice what follows from declined recommendations.",
            at_key=True,
        )


CHECK = Check(
    Rule(
        code="SCP602",
        name="no-declined-advice-clause",
        severity="warning",
        finds="Included emergency work without a word on declined recommendations.",
        matters="The backup that was declined makes an emergency that is free of charge.",
        wrong=WRONG,
        right=RIGHT,
        remedy="Add a clause on declined advice.",
    ),
    look,
)
