"""Maintenance that does not count, and no word on when."""

from __future__ import annotations

from collections.abc import Iterator

from asagreed.checks.check import Check
from asagreed.checks.subject import Subject
from asagreed.reading.problems import Problem
from asagreed.reading.rules import Rule

WRONG = "uptime: {systems: {mail: 99.9%}, maintenance: left out}"
RIGHT = """\
uptime: {systems: {mail: 99.9%}, maintenance: left out}
maintenance: {notice: 72 h, at most: 4 h a month}
"""


def look(subject: Subject) -> Iterator[Problem]:
    """Find figures out of which maintenance is left, where it has no bounds."""
    rules = subject.terms.uptime.maintenance
    is_bounded = (rules.windows or rules.notice is not None) and (rules.at_most or not rules.notice)
    for figure in subject.terms.uptime.promised:
        treated = figure.counting.maintenance
        if treated is None or (treated != "down" and not is_bounded):
            unsaid = "what maintenance is to it" if treated is None else "when maintenance may be, or how much of it"
            yield subject.at(
                figure.clause,
                "CAL207",
                f"Of «{figure.name}» it is not said {unsaid}.",
                remedy="Add maintenance: {windows: …, notice: 72 h, at most: 4 h a month}, or say maintenance: counts.",
            )


CHECK = Check(
    Rule(
        code="CAL207",
        name="maintenance-undefined",
        severity="error",
        finds="Uptime that leaves out maintenance without windows, notice or limit, or says nothing of it.",
        matters="Whatever was down can be called maintenance afterwards.",
        wrong=WRONG,
        right=RIGHT,
        remedy="Name windows or the notice, and how much there may be in a month; or say maintenance: counts.",
    ),
    look,
)
