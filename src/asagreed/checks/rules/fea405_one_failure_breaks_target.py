"""One failure, and the month is lost."""

from __future__ import annotations

from collections.abc import Iterator

from asagreed.checks.allowances import allowed_seconds
from asagreed.checks.check import Check
from asagreed.checks.proofs import restore_seconds
from asagreed.checks.subject import Subject
from asagreed.open_time import in_words
from asagreed.reading.problems import Problem
from asagreed.reading.rules import Rule

WRONG = """\
uptime: {systems: {mail: 99.9%}, basis: all time, every: month}
recovery: {mail: {repair: {diagnosis: 1 h, repair: 2 h}}}
"""
RIGHT = """\
uptime: {systems: {mail: 99.9%}, basis: all time, every: month}
recovery: {mail: {repair: {diagnosis: 1 h, repair: 2 h}, redundancy: a second server}}
"""


def look(subject: Subject) -> Iterator[Problem]:
    """Find figures whose allowance is shorter than finding out, repairing and restoring."""
    for figure in subject.terms.uptime.promised:
        recovery = subject.agreement.recovery.get(figure.name)
        if figure.is_combined or recovery is None or recovery.redundancy:
            continue
        repair, allowance = recovery.repair, allowed_seconds(subject, figure)
        shortest = restore_seconds(recovery) or 0
        shortest += ((repair.diagnosis or 0) + (repair.repair or 0)) if repair else 0
        if allowance is not None and shortest > allowance:
            yield subject.at(
                figure.clause,
                "FEA405",
                f"«{figure.name}» may be down for {in_words(max(allowance, 1))} a {figure.counting.every}, and one "
                f"repair takes {in_words(shortest)} at best.",
                remedy="Add redundancy, or promise a share that leaves room for a repair.",
            )


CHECK = Check(
    Rule(
        code="FEA405",
        name="one-failure-breaks-target",
        severity="warning",
        finds="A system without redundancy that may be down for less time than its shortest repair takes.",
        matters="With one failure a year, one month in twelve is missed and hardly a year is kept.",
        wrong=WRONG,
        right=RIGHT,
        remedy="Add redundancy, or promise what one repair leaves.",
    ),
    look,
)
