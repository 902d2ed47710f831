"""Higher than what it stands on."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from math import prod

from asagreed.checks.check import Check
from asagreed.checks.subject import Subject
from asagreed.checks.words import percent
from asagreed.reading.problems import Problem
from asagreed.reading.rules import Rule

WRONG = """\
systems: {mail: {title: E-mail, stands on: line}, line: Internet line}
uptime: {systems: {mail: 99.9%, line: 99.5%}}
"""
RIGHT = """\
systems: {mail: {title: E-mail, stands on: line}, line: Internet line}
uptime: {systems: {mail: 99.4%, line: 99.5%}}
"""


def look(subject: Subject) -> Iterator[Problem]:
    """Find figures of systems that stand on systems with a smaller product of shares."""
    figures = {figure.name: figure for figure in subject.terms.uptime.promised}
    for name, figure in figures.items():
        system = subject.agreement.systems.get(name)
        below = [figures[each].share for each in (system.stands_on if system else ()) if each in figures]
        carried = prod((share for share in below if share is not None), start=Fraction(1))
        if below and figure.share is not None and figure.share > carried:
            yield subject.at(
                figure.clause,
                "FEA404",
                f"{percent(figure.share)} is promised for «{name}», and what it stands on carries {percent(carried)}.",
                remedy="Lower this share, or raise what it stands on.",
            )


CHECK = Check(
    Rule(
        code="FEA404",
        name="uptime-above-dependencies",
        severity="warning",
        finds="A promised share above the product of the shares of what a system stands on.",
        matters="99.9% of a server behind a line of 99.5% is a promise that somebody else breaks.",
        wrong=WRONG,
        right=RIGHT,
        remedy="Promise less, or put something better underneath.",
    ),
    look,
)
