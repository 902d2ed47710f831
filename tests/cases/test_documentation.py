"""The cases on the page about clocks are true."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from ruamel.yaml import YAML
from tests.cases.runner import Case, expected_of, said_of

PAGE = Path(__file__).parents[2] / "docs" / "algorithms" / "clocks.md"
BLOCK = re.compile(r"^```yaml\n(- case:.*?)^```$", re.DOTALL | re.MULTILINE)
CASES = [
    Case(told["case"], told)
    for block in BLOCK.findall(PAGE.read_text(encoding="utf-8"))
    for told in YAML(typ="base").load(block)
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_case_on_the_page_is_true(case: Case) -> None:
    assert said_of(case) == expected_of(case)


def test_the_page_has_cases() -> None:
    assert len(CASES) == 8
