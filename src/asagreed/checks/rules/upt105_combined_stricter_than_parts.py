"""A figure of several systems that its parts do not carry."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from asagreed.checks.check import Check
from asagreed.checks.subject import Subject
from asagreed.checks.words import percent
from asagreed.reading.problems import Problem
from asagreed.reading.rules import Rule

WRONG = """\
systems: {mail: E-mail, files: Files}
uptime:
  systems: {mail: 99.9%, files: 99.9%}
  combined: {both: {of: [mail, files], together: all needed, share: 99.9%}}
"""
RIGHT = """\
systems: {mail: E-mail, files: Files}
uptime:
  systems: {mail: 99.9%, files: 99.9%}
  combined: {both: {of: [mail, files], together: all needed, share: 99.8%}}
"""


def look(subject: Subject) -> Iterator[Problem]:
    """Find combined figures of systems that are all needed, above what their own shares leave."""
    shares = {figure.name: figure.share for figure in subject.terms.uptime.figures}
    for figure in subject.terms.uptime.promised:
        if figure.together is None or figure.together.form != "all needed" or figure.share is None:
            continue
        own = [shares.get(member) for member in figure.members]
        carried = 1 - sum((1 - (share or Fraction(0)) for share in own), start=Fraction(0))
        if figure.share > carried:
            yield subject.at(
                figure.clause,
                "UPT105",
                f"{percent(figure.share)} is promised together, and its systems carry {percent(carried)}.",
                remedy="Lower this share, or raise those of the systems.",
            )


CHECK = Check(
    Rule(
        code="UPT105",
        name="combined-stricter-than-parts",
        severity="warning",
        finds="A share for all systems together that cannot hold when each of them just keeps its own.",
        matters="Three systems at 99.9% may be down one after another, which is 99.7% together.",
        wrong=WRONG,
        right=RIGHT,
        remedy="Promise less together, or more for each.",
    ),
    look,
)
