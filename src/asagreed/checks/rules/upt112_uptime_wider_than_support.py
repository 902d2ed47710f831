"""Up at night, with nobody there at night."""

from __future__ import annotations

from collections.abc import Iterator

from asagreed.checks.allowances import basis_calendar
from asagreed.checks.check import Check
from asagreed.checks.hours import first_uncovered, promised_hours, staffed_hours
from asagreed.checks.subject import Subject
from asagreed.reading.problems import Problem
from asagreed.reading.rules import Rule

WRONG = "uptime: {systems: {mail: 99.9%}, basis: all time}"
RIGHT = """\
uptime: {systems: {mail: 99.9%}, basis: all time}
staffing: {hours: support, on call: always}
"""


def look(subject: Subject) -> Iterator[Problem]:
    """Find figures whose basis is open when no rota, no support and no on call is."""
    for figure in subject.terms.uptime.promised:
        basis = basis_calendar(subject, figure)
        alone = basis and first_uncovered(basis, staffed_hours(subject) or promised_hours(subject), subject=subject)
        if alone:
            yield subject.at(
                figure.clause,
                "UPT112",
                f"«{figure.name}» counts on {alone}, when nobody works and nobody is on call.",
                remedy="Add staffing: {on call: …}, or let basis: name the support hours.",
            )


CHECK = Check(
    Rule(
        code="UPT112",
        name="uptime-wider-than-support",
        severity="warning",
        finds="Uptime of all time, or of wider hours than anybody works or can be called.",
        matters="Of the failures of an office week, 76 of 100 begin when nobody is there; they last until morning.",
        wrong=WRONG,
        right=RIGHT,
        remedy="Put somebody on call, or promise uptime of the support hours.",
    ),
    look,
)
