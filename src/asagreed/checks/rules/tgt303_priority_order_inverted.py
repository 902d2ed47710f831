"""The higher priority waits longer."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import permutations

from asagreed.checks.check import Check
from asagreed.checks.subject import Subject
from asagreed.open_time import in_words
from asagreed.reading.problems import Problem
from asagreed.reading.rules import Rule
from asagreed.terms.resolved.clauses import TargetClause

WRONG = "targets: {hours: support, P1: {response: 4 h}, P2: {response: 1 h}}"
RIGHT = "targets: {hours: support, P1: {response: 1 h}, P2: {response: 4 h}}"


def look(subject: Subject) -> Iterator[Problem]:
    """Find pairs of clauses, alike but for the priority, in which the higher priority has the longer time."""
    for targets in subject.terms.targets_by_clock.values():
        for high, low in permutations((each for each in targets if not each.is_none), 2):
            if _is_higher(high, low) and high.within > low.within:
                yield subject.at(
                    high.clause,
                    "TGT303",
                    f"{high.selector.priority} has {in_words(high.within)}, and the lower "
                    f"{low.selector.priority} only {in_words(low.within)} ({low.clause.address}).",
                    remedy="Give the higher priority the shorter time, or exchange the two.",
                )


def _is_higher(high: TargetClause, low: TargetClause) -> bool:
    one, other = high.selector.priority, low.selector.priority
    alike = replace(high.selector, priority=None) == replace(low.selector, priority=None)
    return bool(one and other and one < other) and alike and high.calendar == low.calendar


CHECK = Check(
    Rule(
        code="TGT303",
        name="priority-order-inverted",
        severity="error",
        finds="A higher priority with a longer time than a lower one, for the same tickets and hours.",
        matters="A toner cartridge would be fixed before the mail server.",
        wrong=WRONG,
        right=RIGHT,
        remedy="Exchange the two times.",
    ),
    look,
)
