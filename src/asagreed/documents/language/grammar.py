"""How values with numbers are said: rules that each take a form of value apart and put it together in a language.

The forms are those of the agreement language (terms/values), which is English; a part of a value is said by the same
rules. A text of which one part has no rule has none itself, so that words of the parties are never half translated.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Rule:
    """A form of value, and what is said for it: braces take its parts, each said by the rules, or a function all."""

    pattern: re.Pattern[str]
    said: str | Callable[[re.Match[str]], str]


def rule(pattern: str, said: str | Callable[[re.Match[str]], str]) -> Rule:
    """Return a rule for all of a text, whatever its case."""
    return Rule(re.compile(pattern, re.IGNORECASE), said)


def said_by_rules(text: str, rules: tuple[Rule, ...]) -> str:
    """Return how a value is said, or nothing where no rule takes it."""
    for each in rules:
        found = each.pattern.fullmatch(text)
        if found is None:
            continue
        if callable(each.said):
            return each.said(found)
        parts = [said_by_rules(part, rules) for part in found.groups()]
        if all(parts):
            return each.said.format(*parts)
    return ""
