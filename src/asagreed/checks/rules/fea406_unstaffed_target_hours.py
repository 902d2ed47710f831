"""A clock that runs when nobody is there."""

from __future__ import annotations

from collections.abc import Iterator

from asagreed.checks.check import Check
from asagreed.checks.hours import first_uncovered, staffed_hours
from asagreed.checks.subject import Subject
from asagreed.reading.problems import Problem
from asagreed.reading.rules import Rule

WRONG = """\
targets: {hours: always, P1: {response: 1 h, resolution: 8 h}, P2: {response: 4 h, resolution: 16 h}}
staffing: {hours: support}
"""
RIGHT = """\
targets: {hours: always, P1: {response: 1 h, resolution: 8 h}, P2: {response: 4 h, resolution: 16 h}}
staffing: {hours: support, on call: always}
"""


def look(subject: Subject) -> Iterator[Problem]:
    """Find calendars of targets that are open when the rota is not, at the first target of each."""
    rota, told = staffed_hours(subject), set[str]()
    for target in subject.terms.targets:
        if not rota or target.is_none or target.is_guide or target.calendar in told:
            continue
        told.add(target.calendar)
        alone = first_uncovered(subject.terms.calendar(target.calendar), rota, subject=subject)
        if alone:
            yield subject.at(
                target.clause,
                "FEA406",
                f"This clock runs on {alone}, when nobody works and nobody is on call.",
                remedy="Add staffing: {on call: …}, or choose hours in which somebody is there.",
            )


CHECK = Check(
    Rule(
        code="FEA406",
        name="unstaffed-target-hours",
        severity="error",
        finds="A target in hours in which, by the rota, nobody works and nobody can be called.",
        matters="An hour is promised at night, and the first person reads the ticket at eight.",
        wrong=WRONG,
        right=RIGHT,
        remedy="Put somebody on call, or promise within the hours of the rota.",
    ),
    look,
)
