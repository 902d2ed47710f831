"""Back sooner than the data can be moved."""

from __future__ import annotations

from collections.abc import Iterator

from asagreed.checks.check import Check
from asagreed.checks.proofs import restore_seconds
from asagreed.checks.subject import Subject
from asagreed.open_time import in_words
from asagreed.reading.problems import Problem
from asagreed.reading.rules import Rule

WRONG = "recovery: {mail: {restore: 4 h, restoring: {data: 800 GB, at: 80 MB/s, and: 2 h}}}"
RIGHT = "recovery: {mail: {restore: 6 h, restoring: {data: 800 GB, at: 80 MB/s, and: 2 h}}}"


def look(subject: Subject) -> Iterator[Problem]:
    """Find restore targets that the restore itself exceeds."""
    for name, recovery in subject.recovery.items():
        takes = restore_seconds(recovery)
        if recovery.restore is not None and takes is not None and takes > recovery.restore:
            yield subject.lookup.problem(
                ("recovery", name, "restore"),
                "FEA409",
                _because(subject, name, takes, recovery.restore),
                remedy=f"Promise at least {in_words(takes)}, or a faster way to restore.",
            )


def _because(subject: Subject, name: str, takes: int, promised: int) -> str:
    """Say what the promise is held against: what was measured when it was tried, where that is what decides."""
    found = subject.restores.get(name)
    if found is None or found.seconds != takes:
        return f"To restore «{name}» takes {in_words(takes)} at best."
    seen = f", {found.evidence}" if found.evidence else ""
    return (
        f"The promise of {in_words(promised)} rests on a test restore of «{name}» that took {in_words(takes)} "
        f"(measured on {found.on}{seen})."
    )


CHECK = Check(
    Rule(
        code="FEA409",
        name="rto-shorter-than-restore",
        severity="error",
        finds="A restore target below the measured time, or below what amount and speed make it.",
        matters="800 GB at 80 MB/s and two hours of work are 4 h 46 min 40 s, on a day when nothing goes wrong.",
        wrong=WRONG,
        right=RIGHT,
        remedy="Promise what was measured, or move the data faster.",
    ),
    look,
)
