"""Somebody who is promised to come, and does not."""

from __future__ import annotations

from collections.abc import Iterator

from asagreed.checks.check import Check
from asagreed.checks.subject import Subject
from asagreed.reading.problems import Problem
from asagreed.reading.rules import Rule

WRONG = """\
targets: {hours: support, P1: {response: 1 h, resolution: 8 h, arrival: 4 h}, P2: {response: 4 h, resolution: 16 h}}
"""
RIGHT = """\
targets: {hours: support, P1: {response: 1 h, resolution: 8 h, arrival: 4 h}, P2: {response: 4 h, resolution: 16 h}}
services: {included: {repairs: on-site}, excluded: {cabling: not part of the plan}}
"""


def look(subject: Subject) -> Iterator[Problem]:
    """Find targets of on-site work where nobody comes."""
    if any(each.box != "excluded" and each.delivery != "remote" for each in subject.terms.scope.services):
        return
    if "on-site" in subject.lookup.work_types:
        return
    for target in subject.terms.targets:
        if not target.is_none and (target.clock == "arrival" or target.selector.delivery == "on-site"):
            yield subject.at(
                target.clause,
                "TGT311",
                "On-site work is promised here, and the agreement includes none and has no price for it.",
                remedy="Take it out, or add a service on-site, or rates: {on-site: …}.",
            )


CHECK = Check(
    Rule(
        code="TGT311",
        name="onsite-target-on-remote-plan",
        severity="error",
        finds="A target for on-site work in an agreement in which nothing is done on site, and has no price there.",
        matters="The promise cannot be called upon, and reads as if it could.",
        wrong=WRONG,
        right=RIGHT,
        remedy="Take the target out, or say which services are delivered on site, or what on-site work costs.",
    ),
    look,
)
