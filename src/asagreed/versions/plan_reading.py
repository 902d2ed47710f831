"""A plan read by itself: what it says, where each of it is written, and what is wrong with it alone."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from asagreed.figures import Clause
from asagreed.reading.checking import check_version
from asagreed.reading.mending import read_tree
from asagreed.reading.nodes import Listing, Node, Table, Text, follow
from asagreed.reading.papers import Paper, read_paper
from asagreed.reading.problems import Problem, file_problem
from asagreed.reading.sources import Source
from asagreed.terms.papers import Plan
from asagreed.versions.layers import lay_papers


@dataclass(frozen=True)
class ReadPlan:
    """A plan by name and version (`gold`, `2026-01`). What could not be read in it is left out of `terms`."""

    paper: Paper = field(repr=False)
    terms: Plan = field(repr=False)

    @property
    def name(self) -> str:
        """The name of the plan, without its version."""
        return self.terms.plan

    @property
    def pin(self) -> str:
        """The name by which agreements pin this version: `gold@2026-01`."""
        return f"{self.terms.plan}@{self.terms.version}"

    @property
    def title(self) -> str:
        """The title of the plan up to its first comma, or its name: «Gold» of «Gold, on-site too»."""
        return (self.terms.title or self.terms.plan.capitalize()).partition(",")[0]

    def clause(self, *path: str) -> Clause:
        """Return the clause at a path, with the line on which the deepest known step of it is written."""
        entry, node = follow(self.paper.tree, path)
        line = entry.key.place.line if entry else node.place.line
        return Clause(".".join(path), self.paper.source.cited, line, self.paper.source.sha256)

    def written(self, *path: str) -> str:
        """Return the value at a path as it is written, a list with commas; nothing where nothing stands."""
        node: Node | None = self.paper.tree
        for step in path:
            node = node.get(step) if isinstance(node, Table) else None
        if isinstance(node, Listing):
            return ", ".join(item.value for item in node.items if isinstance(item, Text))
        return node.value if isinstance(node, Text) else ""


def read_plan(text: str, *, file: str = "") -> tuple[ReadPlan | None, tuple[Problem, ...]]:
    """Return what a text says as a plan, and every problem in it, sorted.

    There is no plan where the text is no map, or does not name the plan and its version. What a customer's agreement
    may still answer (a calendar, a site) is no problem of a plan. `file` is what problems and clauses call it.
    """
    sha256 = hashlib.sha256(text.encode()).hexdigest()
    paper, problems = read_paper(Source(file, file, text, sha256), kind="plan")
    if paper is None:
        return None, problems
    together = lay_papers([paper])
    more = check_version(together.tree, layers=together.layers, version=together.version, is_partial=True).problems
    found = (*problems, *_nameless(paper), *more)
    told = tuple(sorted({(each.line, each.column, each.code, each.message): each for each in found}.values()))
    mended = read_tree(paper.tree, Plan).mended
    is_named = mended is not None and not any(True for _ in _nameless(paper))
    return ReadPlan(paper, mended) if mended is not None and is_named else None, told


def _nameless(paper: Paper) -> Iterator[Problem]:
    for key, example in (("plan", "gold"), ("version", "2026-01")):
        if not paper.text(key).strip():
            yield file_problem(
                paper.source.file,
                "YML203",
                f"The plan does not say its «{key}», by which agreements pin it.",
                remedy=f"Add it at the top, such as {key}: {example}.",
            )


def newest_plans(plans: Iterable[ReadPlan]) -> tuple[ReadPlan, ...]:
    """Return the newest version of each plan, by name; versions are compared as texts, so 2026-02 follows 2026-01."""
    newest: dict[str, ReadPlan] = {}
    for plan in plans:
        if plan.name not in newest or newest[plan.name].terms.version < plan.terms.version:
            newest[plan.name] = plan
    return tuple(newest[name] for name in sorted(newest))
