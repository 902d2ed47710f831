"""One signed paper: its source, its kind and its tree; and what is wrong with it taken alone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from asagreed.reading.composing import compose
from asagreed.reading.mending import read_tree
from asagreed.reading.nodes import Listing, Node, Place, Table, Text, tables
from asagreed.reading.problems import Problem, file_problem, problem_at
from asagreed.reading.sources import Source
from asagreed.terms.papers import PAPERS
from asagreed.terms.sections.later import LATER_KEYS

IDENTITY = {
    "agreement": "agreement",
    "plan": "version",
    "amendment": "amendment",
    "rider": "rider",
    "declaration": "declares",
    "signature": "signs",
}
"""The key by which each kind of paper is known."""
_WITH_DOTS = {"amendment": (("set",),), "signature": (("papers",),)}
"""Maps whose keys are addresses or names of papers, and may have dots."""
_LAYERED = ("agreement", "plan")
"""Kinds of paper that may leave to another what every agreement needs."""


@dataclass(frozen=True)
class Paper:
    """A paper that could be read; its tree may still hold mistakes."""

    kind: str
    source: Source
    tree: Table

    def text(self, key: str) -> str:
        """Return the text of a key, or nothing."""
        node = self.tree.get(key)
        return node.value if isinstance(node, Text) else ""


def read_paper(source: Source, *, kind: str) -> tuple[Paper | None, tuple[Problem, ...]]:
    """Return a paper of the kind that its place in the folder asks for, and every problem of its own."""
    root, problems = compose(source)
    if root is None and not problems:
        return None, (_empty(source),)
    if root is None:
        return None, problems
    if not isinstance(root, Table):
        return None, (*problems, _empty(source) if isinstance(root, Text) and root.is_empty else _not_a_map(root))
    paper = Paper(kind, source, root)
    if IDENTITY[kind] not in root.entries:
        return None, (*problems, _other_kind(paper))
    return paper, (*problems, *_dotted_keys(paper), *_empty_values(paper), *_later_sections(paper), *_shape(paper))


def _empty(source: Source) -> Problem:
    return file_problem(
        source.file, "YML007", "The file says nothing.", remedy="Write the paper, or take the file away."
    )


def _not_a_map(root: Node) -> Problem:
    return problem_at(
        root.place,
        "YML202",
        "A paper is a map of keys, and this file begins with something else.",
        remedy="Begin with a key and a colon, such as agreement: harbour-dental.",
    )


def _other_kind(paper: Paper) -> Problem:
    key = IDENTITY[paper.kind]
    found = next((kind for kind, name in IDENTITY.items() if name in paper.tree.entries), None)
    but = f"; it looks like a paper of the kind «{found}»" if found else ""
    return problem_at(
        paper.tree.place,
        "YML206",
        f"By its place this file is a paper of the kind «{paper.kind}», but it has no key «{key}»{but}.",
        remedy=f"Add the key «{key}», or move the file to where papers of its kind belong.",
    )


def _dotted_keys(paper: Paper) -> Iterator[Problem]:
    for path, table in tables(paper.tree):
        if path in _WITH_DOTS.get(paper.kind, ()) or _holds_shares(path):
            continue
        for key, entry in table.entries.items():
            if "." in key:
                yield problem_at(
                    entry.key.place,
                    "YML205",
                    f"The key «{key}» has a dot, and dots part the steps of a clause's address.",
                    remedy="Use a space or a dash instead; only the paths under «set» of an amendment have dots.",
                    address=".".join(path),
                )


def _holds_shares(path: tuple[str, ...]) -> bool:
    """Say whether the keys at a path are percentages, such as 99.5%."""
    return path[-4:-2] == ("credits", "systems") and path[-1] == "below"


def _empty_values(paper: Paper) -> Iterator[Problem]:
    for path, table in tables(paper.tree):
        for key, entry in table.entries.items():
            if isinstance(entry.value, Text) and entry.value.is_empty:
                yield _no_value(entry.key.place, ".".join((*path, key)))
            items = entry.value.items if isinstance(entry.value, Listing) else ()
            for item in items:
                if isinstance(item, Text) and item.is_empty:
                    yield _no_value(item.place, ".".join((*path, key)))


def _no_value(place: Place, address: str) -> Problem:
    return problem_at(
        place,
        "YML204",
        "There is no value here, and it cannot be told whether one was forgotten.",
        remedy="Write the value, or take the key out: what is left out comes from the plan.",
        address=address,
    )


def _later_sections(paper: Paper) -> Iterator[Problem]:
    keys = LATER_KEYS & set(paper.tree.entries) if paper.kind in _LAYERED else ()
    for key in keys:
        yield problem_at(
            paper.tree.entries[key].key.place,
            "YML901",
            f"«{key}» is recorded with its places, and this version of the program draws no conclusion from it.",
            remedy="Nothing is to be done; figures that would need it are refused, not guessed.",
            address=key,
        )


def _shape(paper: Paper) -> Iterator[Problem]:
    for problem in read_tree(paper.tree, PAPERS[paper.kind]).problems:
        if problem.code != "YML203" or not _may_stand_below(paper, problem):
            yield problem


def _may_stand_below(paper: Paper, missing: Problem) -> bool:
    """Say whether what a paper lacks may stand in a paper below it; only a rider has keys of its own to miss."""
    return paper.kind in _LAYERED or (paper.kind == "rider" and bool(missing.address))
