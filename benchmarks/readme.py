"""The tables inside README.md, between markers."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from benchmarks.tables import Section

README = Path(__file__).with_name("README.md")


def write(sections: Iterable[Section], machine: str) -> None:
    """Replace the tables of the sections that were measured; the others stay, each with its own machine line."""
    text = README.read_text(encoding="utf-8")
    for section in sections:
        begins, ends = f"<!-- {section.name} -->", f"<!-- end of {section.name} -->"
        between = re.compile(f"{re.escape(begins)}.*?{re.escape(ends)}", re.DOTALL)
        if not between.search(text):
            raise ValueError(f"README.md has no place for «{section.name}»: {begins} … {ends}.")
        inside = f"{begins}\n\n{machine}.\n\n{section}\n\n{ends}"
        text = between.sub(inside.replace("\\", r"\\"), text)
    README.write_text(text, encoding="utf-8")
