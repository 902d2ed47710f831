"""A warranty that ends before the agreement."""

from __future__ import annotations

from collections.abc import Iterator

from asagreed.checks.check import Check
from asagreed.checks.subject import Subject
from asagreed.reading.problems import Problem
from asagreed.reading.rules import Rule

WRONG = "systems: {mail: {title: E-mail, warranty until: 2026-06-30}}"
RIGHT = "systems: {mail: {title: E-mail, warranty until: 2027-06-30}}"


def look(subject: Subject) -> Iterator[Problem]:
    """Find warranties that end before the first term does."""
    term = subject.agreement.term
    ends = term.for_.after(term.from_).date() if term.for_ else term.ends
    for name, system in subject.agreement.systems.items():
        if system.warranty_until and ends and system.warranty_until < ends:
            yield subject.lookup.problem(
                ("systems", name, "warranty until"),
                "FEA402",
                f"The warranty of «{name}» ends on {system.warranty_until}, and the term only on {ends}.",
                remedy="Renew it, or say what holds after that day.",
            )


CHECK = Check(
    Rule(
        code="FEA402",
        name="warranty-ends-in-term",
        severity="warning",
        finds="A system whose warranty ends within the first term.",
        matters="From that day on parts come when they come, and the promises stay.",
        wrong=WRONG,
        right=RIGHT,
        remedy="Renew the warranty, or agree what holds afterwards.",
    ),
    look,
)
