"""Something that was accepted, and is not so any more."""

from __future__ import annotations

from collections.abc import Iterator

from asagreed.checks.acceptances import STALE
from asagreed.checks.check import Check
from asagreed.checks.subject import Subject
from asagreed.reading.problems import Problem
from asagreed.reading.rules import Rule

WRONG = "accepted findings: {FEA407: {because: in training, by: provider, until: 2026-09-01}}"
RIGHT = """\
staffing: {hours: support, skills: {firewalls: {people: 1}}}
accepted findings: {FEA407: {because: in training, by: provider, until: 2026-09-01}}
"""


def look(_subject: Subject) -> Iterator[Problem]:
    """Find nothing by itself: what is stale is known when all others have looked (`acceptances`)."""
    return iter(())


CHECK = Check(
    Rule(
        code=STALE,
        name="stale-suppression",
        severity="warning",
        finds="An accepted finding whose day is over, or that finds nothing any more.",
        matters="A list of exceptions that nobody clears hides the next mistake.",
        wrong=WRONG,
        right=RIGHT,
        remedy="Take it out, or agree on a new day.",
    ),
    look,
)
