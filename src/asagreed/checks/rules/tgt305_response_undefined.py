"""An answer, and anybody may say what that is."""

from __future__ import annotations

from collections.abc import Iterator

from asagreed.checks.check import Check
from asagreed.checks.subject import Subject
from asagreed.reading.problems import Problem
from asagreed.reading.rules import Rule
from asagreed.terms.resolved.clock_words import REPLY, RESOLVED

WRONG = "clocks: {response: {stops: [automatic reply]}}"
RIGHT = "clocks: {response: {stops: [reply by a person, resolved]}}"

BY_PEOPLE = (REPLY, RESOLVED, "technician on site", "assigned")


def look(subject: Subject) -> Iterator[Problem]:
    """Find a response that stops at what no person did."""
    if "response" not in subject.terms.targets_by_clock:
        return
    rule = subject.terms.clock_rules["response"]
    for word in rule.stops:
        if word not in BY_PEOPLE:
            yield subject.at(
                rule.clause,
                "TGT305",
                f"The response clock stops at «{word}», and it is not said that a person answers then.",
                remedy=f"Write stops: [{REPLY}, {RESOLVED}], or leave it out: that is what it does anyway.",
            )


CHECK = Check(
    Rule(
        code="TGT305",
        name="response-undefined",
        severity="error",
        finds="A response clock that stops at something else than a person's answer, a solution or a visit.",
        matters="An automatic reply in one second keeps every promise and helps nobody.",
        wrong=WRONG,
        right=RIGHT,
        remedy="Let response stop at a reply by a person; that is what it does unless clocks: says else.",
    ),
    look,
)
