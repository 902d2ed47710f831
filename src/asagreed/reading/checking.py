"""Reading the merged tree of a version as an agreement: its shape, then what its names refer to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from asagreed.reading.follow_ups import Gaps, may_be_answered
from asagreed.reading.mending import Path, read_tree
from asagreed.reading.nodes import Table
from asagreed.reading.problems import Problem
from asagreed.reading.references import check_references
from asagreed.reading.written import Written
from asagreed.terms import Agreement


@dataclass(frozen=True)
class Checked:
    """A version, and every problem in it.

    `model` is there when all of it could be read; `mended` is what it would say without the mistakes, and `gaps` are
    the paths at which they stood.
    """

    model: Agreement | None
    mended: Agreement | None
    problems: tuple[Problem, ...]
    gaps: frozenset[Path]

    def is_gap(self, address: str) -> bool:
        """Say whether something at an address, above or below it could not be read."""
        path = tuple(address.split("."))
        return any(gap[: len(path)] == path[: len(gap)] for gap in self.gaps)


def check_version(tree: Table, *, layers: Sequence[str], version: str = "", is_partial: bool = False) -> Checked:
    """Return the agreement that a merged tree says, and every problem in it.

    A version is partial when papers that belong to it could not be read: what is missing may stand in them.
    """
    reading, found = read_tree(tree, Agreement), tuple[Problem, ...]()
    if reading.mended is not None:
        found = check_references(reading.mended, reading.tree, Written(reading.tree, version, tuple(layers)))
    gaps = Gaps(reading.gaps)
    problems = (*reading.problems, *(each for each in found if not gaps.may_explain(each)))
    told = (each for each in problems if not (is_partial and may_be_answered(each)))
    return Checked(reading.model, reading.mended, tuple(told), reading.gaps)
