"""No hours are agreed in which somebody works on problems."""

from __future__ import annotations

from collections.abc import Iterator

from asagreed.checks.check import Check
from asagreed.checks.subject import Subject
from asagreed.reading.problems import Problem
from asagreed.reading.rules import Rule
from asagreed.terms.resolved.terms import ALWAYS

WRONG = """\
calendars:
targets:
reporting: {portal: {}}
"""
RIGHT = 'calendars: {support: {hours: {mon-fri: "08:00-17:00"}, closed: [days off]}}'


def look(subject: Subject) -> Iterator[Problem]:
    """Find an agreement that promises times or services, has no calendar, and does not count around the clock."""
    terms, agreement = subject.terms, subject.agreement
    around_the_clock = any(target.calendar == ALWAYS for target in terms.targets)
    promises = bool(terms.targets or agreement.services.included)
    if promises and not agreement.calendars and not around_the_clock:
        yield subject.missing(
            "calendars",
            "CAL201",
            "The agreement has no support hours.",
            remedy="Add calendars, and name one of them as the hours of targets and of the ways to report.",
        )


CHECK = Check(
    Rule(
        code="CAL201",
        name="support-hours-missing",
        severity="error",
        finds="An agreement that promises times or services, without support hours.",
        matters="Nobody can say when a clock runs, or when the phone is answered.",
        wrong=WRONG,
        right=RIGHT,
        remedy="Add a calendar of support hours.",
    ),
    look,
)
