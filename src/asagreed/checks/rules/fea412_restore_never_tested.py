"""A backup that nobody has restored."""

from __future__ import annotations

from collections.abc import Iterator

from asagreed.checks.check import Check
from asagreed.checks.subject import Subject
from asagreed.reading.problems import Problem
from asagreed.reading.rules import Rule

WRONG = "recovery: {mail: {restore: 8 h, backup: {every: 24 h}}}"
RIGHT = "recovery: {mail: {restore: 8 h, backup: {every: 24 h, tested: 2026-01-03}}}"


def look(subject: Subject) -> Iterator[Problem]:
    """Find promised restores without a test."""
    for name, recovery in subject.recovery.items():
        tried = subject.restores.get(name)
        if recovery.restore is not None and tried is not None and not tried.succeeded:
            yield subject.lookup.problem(
                ("recovery", name, "restore"),
                "FEA412",
                f"A restore of «{name}» is promised, and when it was tried on {tried.on}, not everything came back.",
                remedy="Mend the backup, and try again until everything comes back.",
            )
        elif recovery.restore is not None and not (recovery.backup and recovery.backup.tested):
            yield subject.lookup.problem(
                ("recovery", name, "restore"),
                "FEA412",
                f"A restore of «{name}» is promised and was never tried.",
                remedy="Add backup: {tested: 2026-01-03, restore took: 5 h} after a test.",
            )


CHECK = Check(
    Rule(
        code="FEA412",
        name="restore-never-tested",
        severity="warning",
        finds="A restore target with a backup that was never tried.",
        matters="Whether it can be restored is found out on the day it must be.",
        wrong=WRONG,
        right=RIGHT,
        remedy="Restore it once, and write down when and how long it took.",
    ),
    look,
)
