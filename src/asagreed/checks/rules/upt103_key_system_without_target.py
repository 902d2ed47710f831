"""A key system of which no uptime is promised."""

from __future__ import annotations

from collections.abc import Iterator

from asagreed.checks.check import Check
from asagreed.checks.subject import Subject
from asagreed.reading.problems import Problem
from asagreed.reading.rules import Rule

WRONG = """\
systems: {mail: E-mail, files: Files}
uptime: {systems: {files: 99.9%}}
"""
RIGHT = """\
systems: {mail: E-mail, files: Files}
uptime: {systems: {files: 99.9%, mail: none}}
"""


def look(subject: Subject) -> Iterator[Problem]:
    """Find systems that matter and have no figure, in an agreement that promises uptime of others."""
    terms = subject.terms
    if not terms.uptime.figures:
        return
    told = {figure.name for figure in terms.uptime.figures if not figure.is_combined}
    matters = {name for each in subject.agreement.emergency.definitions.values() for name in each.outage_of}
    for name in sorted(matters - told):
        yield subject.at(
            terms.systems[name].clause,
            "UPT103",
            f"An outage of «{name}» is an emergency, and no uptime is promised for it.",
            remedy=f"Add uptime: {{systems: {{{name}: 99.5%}}}}, or {name}: none.",
        )


CHECK = Check(
    Rule(
        code="UPT103",
        name="key-system-without-target",
        severity="warning",
        finds="A system whose outage is an emergency, without an uptime figure where others have one.",
        matters="The customer reads one figure and thinks of the system that it is not about.",
        wrong=WRONG,
        right=RIGHT,
        remedy="Give it a share, or say none.",
    ),
    look,
)
