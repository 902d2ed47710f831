"""What is told about the checks: on the command line, and as a page of the documentation."""

from __future__ import annotations

from asagreed.checks.running import shipped_checks
from asagreed.reading.rule_pages import render_page, render_rule, render_told

_OPENING = """# Checks

What `asagreed check` finds in an agreement that can be read: what is missing, vague, contradictory or cannot be kept. A
code never changes its meaning; `asagreed rule CODE` shows the same text. An **error** says that the agreement is not
ready to be signed, a **warning** asks for a decision, a **notice** is worth knowing. The examples are sections of an
agreement. This page is generated from `src/asagreed/checks/rules/`, one file a rule.
"""


def render_any_rule(code: str) -> str:
    """Return what is told about a code of reading or of the checks, as Markdown. Raises KeyError for any other."""
    told = next((check.rule for check in shipped_checks() if check.code == code), None)
    return render_rule(code) if told is None else render_told(told)


def render_check_page() -> str:
    """Return docs/reference/checks.md."""
    return render_page(_OPENING, (check.rule for check in shipped_checks()))
