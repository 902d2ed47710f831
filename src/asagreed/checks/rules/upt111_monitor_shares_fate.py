"""A watchman who sleeps in the house that burns."""

from __future__ import annotations

from collections.abc import Iterator

from asagreed.checks.check import Check
from asagreed.checks.subject import Subject
from asagreed.reading.problems import Problem
from asagreed.reading.rules import Rule

WRONG = """\
sites: {clinic: {}}
systems: {mail: {title: E-mail, site: clinic}}
uptime: {systems: {mail: 99.9%}, checked from: clinic}
"""
RIGHT = """\
sites: {clinic: {}}
systems: {mail: {title: E-mail, site: clinic}}
uptime: {systems: {mail: 99.9%}, checked from: [clinic, our office]}
"""


def look(subject: Subject) -> Iterator[Problem]:
    """Find figures of systems whose only vantage point is their own site."""
    for figure in subject.terms.uptime.promised:
        sites = {subject.agreement.systems[name].site for name in figure.members if name in subject.agreement.systems}
        if figure.counting.checked_from and set(figure.counting.checked_from) <= sites:
            yield subject.at(
                figure.clause,
                "UPT111",
                f"«{figure.name}» is checked only from where it stands: {', '.join(figure.counting.checked_from)}.",
                remedy="Add a place of your own to checked from.",
            )


CHECK = Check(
    Rule(
        code="UPT111",
        name="monitor-shares-fate",
        severity="warning",
        finds="A system that is checked only from the site where it stands.",
        matters="When the line of the site fails, so does what would have told it.",
        wrong=WRONG,
        right=RIGHT,
        remedy="Check from elsewhere too.",
    ),
    look,
)
