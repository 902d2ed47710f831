"""One time for work from afar and for work after a journey."""

from __future__ import annotations

from collections.abc import Iterator

from asagreed.checks.check import Check
from asagreed.checks.subject import Subject
from asagreed.reading.problems import Problem
from asagreed.reading.rules import Rule

WRONG = "services: {included: {mail repair: on-site}, excluded: {hardware repair: failed hardware}}"
RIGHT = "services: {included: {mail repair: remote}, excluded: {hardware repair: failed hardware}}"


def look(subject: Subject) -> Iterator[Problem]:
    """Find on-site services in an agreement whose targets know no delivery."""
    terms = subject.terms
    on_site = [each for each in terms.scope.services if each.box == "included" and each.delivery == "on-site"]
    is_split = any(target.clock == "arrival" or target.selector.delivery for target in terms.targets)
    if on_site and terms.targets and not is_split:
        yield subject.at(
            on_site[0].clause,
            "TGT312",
            f"«{on_site[0].name}» is delivered on site, and no target is about coming there.",
            remedy="Add an arrival target such as arrival: 4 h plus travel.",
        )


CHECK = Check(
    Rule(
        code="TGT312",
        name="remote-onsite-not-split",
        severity="warning",
        finds="On-site work that is included, and no target tells it from remote work.",
        matters="The journey counts against a time that was meant for a remote session.",
        wrong=WRONG,
        right=RIGHT,
        remedy="Add an arrival target, or targets under on-site.",
    ),
    look,
)
