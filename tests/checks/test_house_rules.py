"""A rule of one's own takes one file, and a file that is none is refused with the reason."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from tests.checks.test_rules import agreement, codes, found_in

from asagreed.checks import read_house_rules, shipped_checks
from asagreed.checks.rule_pages import render_check_page
from asagreed.errors import HouseRuleRefused

OWN = re.findall(r"^```python\n(.*?)^```$", render_check_page(), re.MULTILINE | re.DOTALL)[0]
"""The example of the documentation."""


def file_with(folder: Path, text: str) -> Path:
    """Write a rule."""
    file = folder / "own.py"
    file.write_text(text, "utf-8")
    return file


def test_the_example_of_the_documentation_runs_beside_the_shipped_rules(tmp_path: Path) -> None:
    checks = (*shipped_checks(), *read_house_rules([file_with(tmp_path, OWN)]))
    assert codes(found_in(agreement(tmp_path), checks=checks)) == set()
    silent = agreement(tmp_path, "reporting: {portal: {hours: always}}\nemergency:\n")
    assert codes(found_in(silent, checks=checks)) == {"NWI101"}


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (OWN.replace("NWI101", "TGT302"), "belongs to another rule"),
        (OWN.replace("NWI101", "YML302"), "belongs to another rule"),
        (OWN.replace("NWI101", "nwi1"), "three letters and three digits"),
        (OWN.replace("CHECK =", "OTHER ="), "has no CHECK"),
        ("raise ValueError('not today')", "ends with ValueError: not today"),
        ("def look(:", "ends with SyntaxError"),
    ],
)
def test_a_file_that_is_no_rule_is_refused_with_the_reason(text: str, why: str, tmp_path: Path) -> None:
    with pytest.raises(HouseRuleRefused, match=why):
        read_house_rules([file_with(tmp_path, text)])


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(HouseRuleRefused, match="no Python file"):
        read_house_rules([tmp_path / "nothing.py"])
