"""A fix that is promised sooner than an answer."""

from __future__ import annotations

from collections.abc import Iterator

from asagreed.checks.check import Check
from asagreed.checks.subject import Subject
from asagreed.open_time import in_words
from asagreed.reading.problems import Problem
from asagreed.reading.rules import Rule
from asagreed.terms.resolved.clauses import TargetClause

WRONG = "targets: {hours: support, P1: {response: 8 h, resolution: 4 h}, P2: {response: 4 h, resolution: 16 h}}"
RIGHT = "targets: {hours: support, P1: {response: 1 h, resolution: 4 h}, P2: {response: 4 h, resolution: 16 h}}"


def look(subject: Subject) -> Iterator[Problem]:
    """Find pairs of clauses for the same tickets and hours in which the fix is due before the response."""
    by_clock = subject.terms.targets_by_clock
    for fix in filter(_is_promised, by_clock.get("resolution", ())):
        for response in filter(_is_promised, by_clock.get("response", ())):
            if _is_about_the_same(fix, response) and fix.within < response.within:
                yield subject.at(
                    fix.clause,
                    "TGT302",
                    f"The fix is due after {in_words(fix.within)}, the answer only after {in_words(response.within)}.",
                    remedy="Give the response the shorter time.",
                )


def _is_promised(target: TargetClause) -> bool:
    return not target.is_none and not target.is_guide


def _is_about_the_same(one: TargetClause, other: TargetClause) -> bool:
    return (one.selector, one.unless, one.calendar) == (other.selector, other.unless, other.calendar)


CHECK = Check(
    Rule(
        code="TGT302",
        name="fix-shorter-than-response",
        severity="error",
        finds="A resolution target below the response target of the same tickets, in the same hours.",
        matters="One of the two is a slip of the pen, and nobody knows which.",
        wrong=WRONG,
        right=RIGHT,
        remedy="Correct the one that is wrong.",
    ),
    look,
)
