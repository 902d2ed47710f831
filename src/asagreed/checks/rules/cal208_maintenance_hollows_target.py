"""More time left out than was promised at all."""

from __future__ import annotations

from collections.abc import Iterator

from asagreed.checks.allowances import allowed_seconds, most_maintenance
from asagreed.checks.check import Check
from asagreed.checks.subject import Subject
from asagreed.open_time import in_words
from asagreed.reading.problems import Problem
from asagreed.reading.rules import Rule

WRONG = """\
uptime: {systems: {mail: 99.9%}, basis: all time, every: month, maintenance: left out}
maintenance: {windows: {patches: {every: every day, from: "02:00", for: 2 h}}}
"""
RIGHT = """\
uptime: {systems: {mail: 99.9%}, basis: all time, every: month, maintenance: left out}
maintenance: {windows: {patches: {every: sun, from: "02:00", for: 1 h}}, at most: 4 h a month}
"""


TIMES = 10


def look(subject: Subject) -> Iterator[Problem]:
    """Find figures out of which many times their allowance may be left."""
    rules = subject.terms.uptime.maintenance
    for figure in subject.terms.uptime.promised:
        allowance = allowed_seconds(subject, figure)
        if not allowance or figure.counting.maintenance in (None, "down") or not (rules.windows or rules.notice):
            continue
        most = most_maintenance(rules, figure)
        if most is None or most > TIMES * allowance:
            much = "without limit" if most is None else f"{in_words(most)} a {figure.counting.every}"
            yield subject.at(
                figure.clause,
                "CAL208",
                f"«{figure.name}» may be down for {in_words(allowance)}, and maintenance is left out {much}.",
                remedy="Set maintenance: {at most: 4 h a month}.",
            )


CHECK = Check(
    Rule(
        code="CAL208",
        name="maintenance-hollows-target",
        severity="warning",
        finds="Maintenance of more than ten times what a system may be down, or without any limit.",
        matters="A promise of 99.9% with two hours of maintenance every night is one of 91%.",
        wrong=WRONG,
        right=RIGHT,
        remedy="Limit maintenance with at most, or promise what is left.",
    ),
    look,
)
