"""The worked examples on the pages about coverage and money are true."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from ruamel.yaml import YAML
from tests.cases.work_runner import KEYS, Case, expected_of, said_of

ALGORITHMS = Path(__file__).parents[2] / "docs" / "algorithms"
BLOCK = re.compile(r"^```yaml\n(- case:.*?)^```$", re.DOTALL | re.MULTILINE)
PAGES = {"coverage": 12, "money": 12}


def cases_of(page: str) -> Iterator[Case]:
    """Yield the cases of a page."""
    for block in BLOCK.findall((ALGORITHMS / f"{page}.md").read_text(encoding="utf-8")):
        for told in YAML(typ="base").load(block):
            assert set(told) <= KEYS, told["case"]
            yield Case(f"page about {page}: {told['case']}", told)


@pytest.mark.parametrize("case", [case for page in PAGES for case in cases_of(page)], ids=lambda case: case.name)
def test_a_worked_example_is_true(case: Case) -> None:
    assert said_of(case) == expected_of(case)


@pytest.mark.parametrize(("page", "number"), PAGES.items())
def test_a_page_has_its_worked_examples(page: str, number: int) -> None:
    assert len([*cases_of(page)]) == number
