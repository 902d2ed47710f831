"""A priority for which nothing is promised."""

from __future__ import annotations

from collections.abc import Iterator

from asagreed.checks.check import Check
from asagreed.checks.subject import Subject
from asagreed.reading.problems import Problem
from asagreed.reading.rules import Rule

WRONG = "targets: {hours: support, P1: {response: 1 h, resolution: 8 h}, P2: {response: 4 h}}"
RIGHT = "targets: {hours: support, P1: {response: 1 h, resolution: 8 h}, P2: {response: 4 h, resolution: none}}"


PROMISED = ("response", "resolution")


def look(subject: Subject) -> Iterator[Problem]:
    """Find priorities for which no clause of a clock is about them; `none` is a promise too."""
    by_clock = subject.terms.targets_by_clock
    for clock in (each for each in PROMISED if each in by_clock or each == "response"):
        told = {target.selector.priority for target in by_clock.get(clock, ())}
        for priority in sorted(subject.lookup.priorities - told):
            if None not in told:
                yield subject.lookup.problem(
                    ("targets", priority),
                    "TGT301",
                    f"{priority} has no {clock} target.",
                    remedy=f"Add targets: {{{priority}: {{{clock}: …}}}}, or {clock}: none where nothing is promised.",
                    at_key=True,
                )


CHECK = Check(
    Rule(
        code="TGT301",
        name="priority-without-target",
        severity="error",
        finds="A priority without a target for response, or without one for resolution where others have it.",
        matters="The caller is told a priority, and no promise comes with it.",
        wrong=WRONG,
        right=RIGHT,
        remedy="Give every priority a target, or say none.",
    ),
    look,
)
