"""A promise that rests on somebody who promised nothing."""

from __future__ import annotations

from collections.abc import Iterator

from asagreed.checks.check import Check
from asagreed.checks.subject import Subject
from asagreed.reading.problems import Problem
from asagreed.reading.rules import Rule

WRONG = "systems: {mail: {title: E-mail, supported by: MailVendor}}"
RIGHT = "systems: {mail: {title: E-mail, supported by: MailVendor, vendor response: 4 h}}"


def look(subject: Subject) -> Iterator[Problem]:
    """Find systems of vendors without a promise, where waiting for the vendor pauses nothing."""
    terms = subject.terms
    if "waiting for vendor" in terms.pauses.get("resolution", ()) or "resolution" not in terms.targets_by_clock:
        return
    for system in terms.systems.values():
        if system.supported_by and not system.vendor_response:
            yield subject.at(
                system.clause,
                "FEA410",
                f"«{system.name}» is supported by {system.supported_by}, of whom no response time is known.",
                remedy="Add vendor response:, or let waiting for vendor pause resolution.",
            )


CHECK = Check(
    Rule(
        code="FEA410",
        name="no-underpinning-contract",
        severity="warning",
        finds="A system that somebody else supports, with targets of ours and no word on theirs.",
        matters="Our clock runs while their queue does.",
        wrong=WRONG,
        right=RIGHT,
        remedy="Write down what the vendor promises, or let waiting for the vendor pause the clock.",
    ),
    look,
)
