"""The examples on the pages about time do what the pages say."""

from __future__ import annotations

import doctest
import re
from pathlib import Path

import pytest

DOCS = Path(__file__).parents[2] / "docs"
EXAMPLES = re.compile(r"^```pycon\n(.*?)^```$", re.DOTALL | re.MULTILINE)


@pytest.mark.parametrize("page", ["algorithms/open_time.md", "pitfalls.md"])
def test_the_examples_of_a_page_are_true(page: str) -> None:
    text = "\n".join(EXAMPLES.findall((DOCS / page).read_text(encoding="utf-8")))
    examples = doctest.DocTestParser().get_doctest(text, {}, page, page, 0)
    told: list[str] = []

    result = doctest.DocTestRunner().run(examples, out=told.append)

    assert "".join(told) == ""
    assert result.attempted >= 10
