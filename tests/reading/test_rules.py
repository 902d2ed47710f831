"""The registry of problems, and the pages that are made from it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import asagreed
from asagreed.reading.rule_pages import render_problem_page, render_rule
from asagreed.reading.rules import RULES

SOURCE = Path(asagreed.__file__).parent


def test_every_code_that_is_raised_is_registered_and_the_other_way_round() -> None:
    files = [file for name in ("terms", "reading", "versions", "facts/books") for file in (SOURCE / name).rglob("*.py")]
    texts = [file.read_text("utf-8") for file in files if "rules" not in file.parts]

    assert {code for text in texts for code in re.findall(r'"((?:YML|TGT|FEE|SCP)\d{3})"', text)} == set(RULES)


@pytest.mark.parametrize("code", RULES)
def test_every_rule_says_what_why_and_what_to_do(code: str) -> None:
    rule = RULES[code]

    assert re.fullmatch(r"[A-Z]{3}\d{3}", rule.code)
    assert re.fullmatch(r"[a-z0-9-]+", rule.name)
    assert all(text.endswith(".") for text in (rule.finds, rule.matters, rule.remedy))
    assert rule.wrong
    assert rule.right
    assert rule.wrong != rule.right or rule.severity == "notice"


def test_names_of_rules_are_used_once() -> None:
    assert len({rule.name for rule in RULES.values()}) == len(RULES)


def test_a_rule_is_told_as_markdown() -> None:
    assert render_rule("YML304") == (
        "## YML304 zero-duration\n\n*Error.* A target of no time at all.\n\n"
        "**Why it matters.** Every ticket would miss it in the moment it is reported.\n\n"
        "Wrong:\n\n```yaml\nresponse: 0 min\n```\n\nRight:\n\n```yaml\nresponse: none\n```\n\n"
        "**What to do.** Write a length above zero, or none.\n"
    )


def test_the_page_of_problems_has_a_row_and_a_chapter_for_each() -> None:
    page = render_problem_page()

    assert page.startswith("# Problems\n")
    assert re.findall(r"^## (\w+) ", page, re.MULTILINE) == sorted(RULES)
    assert "| [YML304](#yml304-zero-duration) | zero-duration | error |" in page


def test_a_code_that_does_not_exist_has_no_page() -> None:
    with pytest.raises(KeyError):
        render_rule("YML999")
