"""What is told about a rule: on the command line, and as the page of all problems in the documentation."""

from __future__ import annotations

from collections.abc import Iterable

from asagreed.reading.rules import RULES, Rule

_OPENING = """# Problems

Everything that reading an agreement can find, by code. A code never changes its meaning; `asagreed rule CODE` shows
the same text. An **error** keeps an agreement from being used, a **warning** asks for a decision, a **notice** asks
for nothing. This page is generated from `src/asagreed/reading/rules/`.
"""


def render_rule(code: str) -> str:
    """Return what is told about one code, as Markdown. Raises KeyError for a code that does not exist."""
    return render_told(RULES[code])


def render_told(rule: Rule) -> str:
    """Return what is told about a rule, as Markdown."""
    return (
        f"## {rule.code} {rule.name}\n\n"
        f"*{rule.severity.capitalize()}.* {rule.finds}\n\n"
        f"**Why it matters.** {rule.matters}\n\n"
        f"Wrong:\n\n{_fenced(rule.wrong)}\n\nRight:\n\n{_fenced(rule.right)}\n\n"
        f"**What to do.** {rule.remedy}\n"
    )


def render_problem_page() -> str:
    """Return docs/reference/problems.md."""
    return render_page(_OPENING, RULES.values())


def render_page(opening: str, rules: Iterable[Rule]) -> str:
    """Return a page of rules by code: its opening, a table of all, and a chapter for each."""
    in_order = sorted(rules, key=lambda rule: rule.code)
    rows = "\n".join(map(_row, in_order))
    table = f"| Code | Name | Severity |\n| --- | --- | --- |\n{rows}\n"
    return "\n".join([opening, table, *map(render_told, in_order)])


def _row(rule: Rule) -> str:
    return f"| [{rule.code}](#{rule.code.lower()}-{rule.name}) | {rule.name} | {rule.severity} |"


def _fenced(example: str) -> str:
    return f"```yaml\n{example.rstrip()}\n```"
