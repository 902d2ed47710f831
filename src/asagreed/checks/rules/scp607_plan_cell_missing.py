"""An offer with a blank."""

from __future__ import annotations

from collections.abc import Iterator

from asagreed.checks.check import Check
from asagreed.checks.subject import Subject
from asagreed.reading.problems import Problem
from asagreed.reading.rules import Rule

WRONG = "riders: {premium response: {targets: {hours: support, P1: {response: 15 min}}}}"
RIGHT = (
    "riders: {premium response: {targets: {hours: support, P1: {response: 15 min}}, price: {per month: 200.00 USD}}}"
)


def look(subject: Subject) -> Iterator[Problem]:
    """Find riders without price or without content."""
    for name, offer in subject.agreement.riders.items():
        changes = offer.model_fields_set - {"price", "title", "covers"}
        if offer.price is None or not changes:
            what = "a price" if offer.price is None else "anything that it changes"
            yield subject.lookup.problem(
                ("riders", name),
                "SCP607",
                f"«{name}» is offered without {what}.",
                remedy="Add price: {per month: …} and the targets that it gives.",
                at_key=True,
            )


CHECK = Check(
    Rule(
        code="SCP607",
        name="plan-cell-missing",
        severity="error",
        finds="A rider that is offered without a price, or without anything that it changes.",
        matters="It cannot be taken up: one side reads it as free, the other as on request.",
        wrong=WRONG,
        right=RIGHT,
        remedy="Give it a price and what it changes, or take it out.",
    ),
    look,
)
