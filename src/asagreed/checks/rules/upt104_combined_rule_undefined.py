"""One figure of several systems, and nobody said how."""

from __future__ import annotations

from collections.abc import Iterator

from asagreed.checks.check import Check
from asagreed.checks.subject import Subject
from asagreed.reading.problems import Problem
from asagreed.reading.rules import Rule

WRONG = """\
systems: {mail: E-mail, files: Files}
uptime: {combined: {key systems: {of: [mail, files], share: 99.5%}}}
"""
RIGHT = """\
systems: {mail: E-mail, files: Files}
uptime: {combined: {key systems: {of: [mail, files], share: 99.5%, together: all needed}}}
"""


def look(subject: Subject) -> Iterator[Problem]:
    """Find combined figures without a rule."""
    for figure in subject.terms.uptime.figures:
        if figure.is_combined and figure.together is None:
            yield subject.at(
                figure.clause,
                "UPT104",
                f"«{figure.name}» is one figure of several systems, and it is not said how they make it.",
                remedy="Add together: all needed, any one is enough, at least 2 of 3, mean, pooled or worst system.",
            )


CHECK = Check(
    Rule(
        code="UPT104",
        name="combined-rule-undefined",
        severity="error",
        finds="A combined uptime figure without the rule that makes one figure of several systems.",
        matters="Of the same month, 99.5%, 99.9% and 100% are all true, each by a rule of its own.",
        wrong=WRONG,
        right=RIGHT,
        remedy="Name the rule; all needed is what people understand by it.",
    ),
    look,
)
