"""The customer has no duties."""

from __future__ import annotations

from collections.abc import Iterator

from asagreed.checks.check import Check
from asagreed.checks.subject import Subject
from asagreed.reading.problems import Problem
from asagreed.reading.rules import Rule

WRONG = "responsibilities:"
RIGHT = "responsibilities: {contact: {must: name a contact who can decide}}"


def look(subject: Subject) -> Iterator[Problem]:
    """Find agreements that ask nothing of the customer."""
    if not subject.agreement.responsibilities:
        yield subject.missing(
            "responsibilities",
            "SCP606",
            "Nothing is asked of the customer: no updates, no access, no contact.",
            remedy="Add responsibilities, each with what follows where it is not met.",
        )


CHECK = Check(
    Rule(
        code="SCP606",
        name="customer-duties-missing",
        severity="warning",
        finds="An agreement without duties of the customer.",
        matters="Nobody opens the door, and the clock runs.",
        wrong=WRONG,
        right=RIGHT,
        remedy="Say what the customer does, and what follows where they do not.",
    ),
    look,
)
