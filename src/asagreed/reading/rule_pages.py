"""What is told about a rule: on the command line, and as the page of all problems in the documentation."""

from __future__ import annotations

from asagreed.reading.rules import RULES, Rule

_OPENING = """# Problems

Everything that reading an agreement can find, by code. A code never changes its meaning; `asagreed rule CODE` shows
the same text. An **error** keeps an agreement from being used, a **warning** asks for a decision, a **notice** asks
for nothing. This page is generated from `src/asagreed/reading/rules/`.
"""


def render_rule(code: str) -> str:
    """Return what is told about one code, as Markdown. Raises KeyError for a code that does not exist."""
    rule = RULES[code]
    return (
        f"## {rule.code} {rule.name}\n\n"
        f"*{rule.severity.capitalize()}.* {rule.finds}\n\n"
        f"**Why it matters.** {rule.matters}\n\n"
        f"Wrong:\n\n{_fenced(rule.wrong)}\n\nRight:\n\n{_fenced(rule.right)}\n\n"
        f"**What to do.** {rule.remedy}\n"
    )


def render_problem_page() -> str:
    """Return docs/reference/problems.md."""
    rows = "\n".join(_row(RULES[code]) for code in sorted(RULES))
    table = f"| Code | Name | Severity |\n| --- | --- | --- |\n{rows}\n"
    return "\n".join([_OPENING, table, *(render_rule(code) for code in sorted(RULES))])


def _row(rule: Rule) -> str:
    return f"| [{rule.code}](#{rule.code.lower()}-{rule.name}) | {rule.name} | {rule.severity} |"


def _fenced(example: str) -> str:
    return f"```yaml\n{example}\n```"
