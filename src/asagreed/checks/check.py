"""A check: what is told about it, and how it looks; a finding: a problem with the rule that found it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, fields
from typing import Self

from asagreed.checks.subject import Subject
from asagreed.reading.problems import Problem
from asagreed.reading.rules import Rule, Severity


@dataclass(frozen=True, order=True)
class Finding(Problem):
    """A problem of an agreement that can be read, with the rule that found it."""

    rule: Rule = field(kw_only=True, compare=False, repr=False)

    @classmethod
    def of(cls, problem: Problem, rule: Rule) -> Self:
        """Return a problem as what a rule found."""
        return cls(**{each.name: getattr(problem, each.name) for each in fields(Problem)}, rule=rule)

    @property
    def severity(self) -> Severity:
        """How much it matters: an error says that the agreement is not ready to be signed."""
        return self.rule.severity


Look = Callable[[Subject], Iterator[Problem]]
"""Yields a problem for everything that a rule finds; its code is that of the rule."""


@dataclass(frozen=True, slots=True)
class Check:
    """A rule and how it looks."""

    rule: Rule
    look: Look

    @property
    def code(self) -> str:
        """The code of its rule."""
        return self.rule.code
