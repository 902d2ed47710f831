"""A target that no ticket can have."""

from __future__ import annotations

from collections.abc import Iterator

from asagreed.checks.check import Check
from asagreed.checks.subject import Subject
from asagreed.reading.problems import Problem
from asagreed.reading.rules import Rule

WRONG = """\
targets:
  hours: support
  P1: {within support: {response: 1 h}, outside support: {response: 2 h}, otherwise: {response: 4 h}, resolution: 8 h}
  P2: {response: 4 h, resolution: 16 h}
"""
RIGHT = """\
targets:
  hours: support
  P1: {within support: {response: 1 h}, otherwise: {response: 2 h}, resolution: 8 h}
  P2: {response: 4 h, resolution: 16 h}
"""


def look(subject: Subject) -> Iterator[Problem]:
    """Find clauses that decide no ticket, where every ticket was tried."""
    for clock, targets in subject.terms.targets_by_clock.items():
        tried = subject.walks[clock]
        for target in targets if tried.is_whole else ():
            if target.clause.address not in tried.deciding:
                yield subject.at(
                    target.clause,
                    "TGT314",
                    f"There is no ticket whose {clock} this decides.",
                    remedy="Take it out, or correct its condition.",
                )


CHECK = Check(
    Rule(
        code="TGT314",
        name="target-never-decides",
        severity="warning",
        finds="A target that decides no ticket: its condition is never true, or others always go before it.",
        matters="It reads like a promise, and whoever relies on it relies on nothing.",
        wrong=WRONG,
        right=RIGHT,
        remedy="Take it out, or correct what it is about.",
    ),
    look,
)
