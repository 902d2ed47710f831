"""A file as it was read: its text, its hash, and the two names that it goes by."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property


@dataclass(frozen=True)
class Source:
    """One file of a signed paper.

    `file` is its name for whoever reads the problems, `cited` its name in figures: it begins at the customer's
    folder, so that the same agreement gives the same figures wherever it is kept.
    """

    file: str
    cited: str
    text: str = field(repr=False)
    sha256: str = field(repr=False, default="")

    def line(self, number: int) -> str:
        """Return the text of a line, counted from 1."""
        return self.lines[number - 1] if 0 < number <= len(self.lines) else ""

    @cached_property
    def lines(self) -> list[str]:
        """The lines of the text."""
        return self.text.splitlines()
