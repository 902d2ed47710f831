"""The plans at hand, and the one version of one that a paper pins."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from pydantic_core import PydanticCustomError

from asagreed.reading.nodes import Node, Text
from asagreed.reading.papers import Paper
from asagreed.reading.problems import Problem, problem_at
from asagreed.reading.suggestions import did_you_mean
from asagreed.terms.values.pins import parse_pin
from asagreed.versions.folder import PlanFile


@dataclass
class PlanShelf:
    """Finds pinned plans; the problems of a plan are told when the plan is used, or when it could not be found."""

    files: Sequence[PlanFile]
    problems: list[Problem] = field(default_factory=list)

    def pinned(self, pin: Node | None) -> tuple[Paper, ...]:
        """Return the plan that a pin names, or nothing: there is no pin, or no such plan."""
        if not isinstance(pin, Text) or not _is_pin(pin.value):
            return ()
        found = [(each.paper, each.problems) for each in self.files if each.paper and _name(each.paper) == pin.value]
        if not found:
            self._not_found(pin)
        for paper, problems in found:
            self.problems += problems
            if paper is not found[0][0]:
                self.problems.append(_twice(paper, found[0][0]))
        return tuple(paper for paper, _ in found[:1])

    def _not_found(self, pin: Text) -> None:
        known = [_name(each.paper) for each in self.files if each.paper]
        at_hand = f"At hand are: {', '.join(sorted(known))}." if known else "There is no plan file at hand."
        self.problems.append(
            problem_at(
                pin.place,
                "YML501",
                f"The plan «{pin.value}» was not found in plans/ of this folder or of the three above it.",
                remedy=f"{did_you_mean(pin.value, known)}{at_hand}",
                address="plan",
            )
        )
        for each in self.files:
            self.problems += each.problems if each.paper is None else ()


def _twice(second: Paper, first: Paper) -> Problem:
    return problem_at(
        second.tree.entries["version"].key.place,
        "YML502",
        f"The plan «{_name(second)}» is written in {first.source.file} too.",
        remedy="Keep one of the two, or give this one a version of its own.",
        address="version",
    )


def _name(paper: Paper) -> str:
    return f"{paper.text('plan')}@{paper.text('version')}"


def _is_pin(text: str) -> bool:
    try:
        parse_pin(text)
    except PydanticCustomError:
        return False
    return True
