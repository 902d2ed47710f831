"""Less loss than the backup can promise."""

from __future__ import annotations

from collections.abc import Iterator

from asagreed.checks.check import Check
from asagreed.checks.proofs import worst_loss
from asagreed.checks.subject import Subject
from asagreed.open_time import in_words
from asagreed.reading.problems import Problem
from asagreed.reading.rules import Rule

WRONG = "recovery: {mail: {data loss: 24 h, backup: {every: 24 h, takes: 2 h}}}"
RIGHT = "recovery: {mail: {data loss: 26 h, backup: {every: 24 h, takes: 2 h}}}"


def look(subject: Subject) -> Iterator[Problem]:
    """Find promised losses that are shorter than the worst that the backup allows."""
    for name, recovery in subject.agreement.recovery.items():
        if recovery.data_loss is None or recovery.backup is None:
            continue
        worst = worst_loss(recovery.backup)
        if worst > recovery.data_loss:
            yield subject.lookup.problem(
                ("recovery", name, "data loss"),
                "FEA408",
                f"«{name}» can lose {in_words(worst)}: from the beginning of one backup to the end of the next.",
                remedy=f"Promise {in_words(worst)}, or back up more often.",
            )


CHECK = Check(
    Rule(
        code="FEA408",
        name="rpo-shorter-than-backup",
        severity="error",
        finds="A limit on data loss below the gap between two backups and the time that one takes.",
        matters="A nightly backup of two hours can lose 26 hours; on weeknights only, 74.",
        wrong=WRONG,
        right=RIGHT,
        remedy="Back up more often, or promise what the backup keeps.",
    ),
    look,
)
