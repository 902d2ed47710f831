"""A target that every single ticket must keep."""

from __future__ import annotations

from collections.abc import Iterator

from asagreed.checks.check import Check
from asagreed.checks.subject import Subject
from asagreed.reading.problems import Problem
from asagreed.reading.rules import Rule

WRONG = "targets: {hours: support, P1: {response: 1 h}, P2: {response: 4 h}}"
RIGHT = """\
targets:
  hours: support
  P1: {response: 1 h}
  P2: {response: 4 h}
  kept in: {response: 95% of tickets a month}
"""


def look(subject: Subject) -> Iterator[Problem]:
    """Find clocks with targets for which no share of tickets is agreed."""
    shared = {share.clock for share in subject.terms.shares}
    for clock in subject.terms.targets_by_clock:
        if clock not in shared:
            yield subject.lookup.problem(
                ("targets", "kept in"),
                "TGT310",
                f"No share is agreed for {clock}: a single late ticket breaks the promise.",
                remedy=f"Add kept in: {{{clock}: 95% of tickets a month}}, if that is what is meant.",
            )


CHECK = Check(
    Rule(
        code="TGT310",
        name="attainment-share-missing",
        severity="notice",
        finds="A clock whose target every single ticket must keep.",
        matters="One late answer in a year of good ones is a breach of the agreement.",
        wrong=WRONG,
        right=RIGHT,
        remedy="Agree on a share, or leave it so on purpose.",
    ),
    look,
)
