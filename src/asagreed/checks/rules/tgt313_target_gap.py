"""A ticket for which nothing is promised, by oversight."""

from __future__ import annotations

from collections.abc import Iterator

from asagreed.checks.check import Check
from asagreed.checks.subject import Subject
from asagreed.reading.problems import Problem
from asagreed.reading.rules import Rule

WRONG = (
    "targets: {hours: support, P1: {by phone: {response: 1 h, resolution: 8 h}}, P2: {response: 4 h, resolution: 16 h}}"
)
RIGHT = """\
targets:
  hours: support
  P1: {by phone: {response: 1 h, resolution: 8 h}, otherwise: {response: none, resolution: none}}
  P2: {response: 4 h, resolution: 16 h}
"""

CLOCKS = ("response", "resolution")


def look(subject: Subject) -> Iterator[Problem]:
    """Find, for each clock and priority, the first ticket without a target."""
    for clock in (each for each in CLOCKS if each in subject.walks):
        told = {target.selector.priority for target in subject.terms.targets_by_clock[clock]}
        for priority, point in subject.walks[clock].gaps.items():
            # A priority without any target is another finding (TGT301).
            if told & {priority, None}:
                yield subject.lookup.problem(
                    ("targets", priority) if priority and priority in told else ("targets",),
                    "TGT313",
                    f"No {clock} target fits this ticket: {point.in_words(subject.terms.zone)}.",
                    remedy=f"Add otherwise: {{{clock}: …}} beside the narrower ones, or {clock}: none.",
                    at_key=True,
                )


CHECK = Check(
    Rule(
        code="TGT313",
        name="target-gap",
        severity="error",
        finds="A ticket that no target of a clock fits, while others of its priority have one; every ticket is tried.",
        matters="The one call on a Sunday night that was not thought of is the one that is remembered.",
        wrong=WRONG,
        right=RIGHT,
        remedy="Add otherwise: with a target, or with none.",
    ),
    look,
)
