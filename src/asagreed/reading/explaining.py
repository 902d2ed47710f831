"""From what pydantic found to problems with a place: the path of the error is followed through the tree of nodes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from pydantic import ValidationError

from asagreed.reading.edits import Respelling, sure_spelling
from asagreed.reading.nodes import Entry, Listing, Node, Place, Table, follow
from asagreed.reading.problems import Problem, problem_at
from asagreed.reading.suggestions import allowed_keys, suggest_key
from asagreed.terms.parts import Part

Path = tuple[str, ...]
_MAPS = {"model_type", "mapping_type", "dict_type", "model_attributes_type"}


@dataclass(frozen=True)
class Finding:
    """One thing that a paper says and its model does not allow.

    `path` leads there through the model; `written` is the part of it that the paper really has, and `address` that
    without the numbers of list items.
    """

    code: str
    path: Path
    written: Path
    address: str
    is_key: bool
    facts: Any = field(repr=False)

    @property
    def is_nothing(self) -> bool:
        """Whether nothing was written; that is reported where the paper is read, be the value needed or not."""
        return self.facts["input"] is None

    @property
    def is_shape(self) -> bool:
        """Whether a map, a list or a single value stands in the place of another; a misspelled key may be why."""
        return self.code == "YML202" or self.code.endswith("_type")


def findings_of(error: ValidationError, tree: Node) -> Iterator[Finding]:
    """Yield everything that pydantic found."""
    for facts in error.errors(include_url=False, include_input=True):
        path = (*(str(step) for step in facts["loc"]), *facts.get("ctx", {}).get("at", ()))
        is_key = bool(path) and path[-1] == "[key]"
        path = path[:-1] if is_key else path
        steps = written_steps(tree, path)
        address = ".".join(step for step, is_item in steps if not is_item)
        yield Finding(facts["type"], path, tuple(step for step, _ in steps), address, is_key, facts)


def explain(finding: Finding, tree: Node, model: type[Part]) -> Problem:
    """Return the problem that a finding is for whoever wrote the paper."""
    found, path, facts, address = finding.facts, finding.path, finding.facts.get("ctx", {}), finding.address
    entry, node = follow(tree, path)
    if "message" in facts:
        place = _place_of(entry, node, is_key=finding.is_key or bool(facts["at"])).inside(
            facts["offset"], facts["length"]
        )
        return problem_at(place, found["type"], facts["message"], remedy=facts["remedy"], address=address)
    if found["type"] == "extra_forbidden":
        return _unknown_key(follow(tree, path[:-1])[1], path, model, address)
    if found["type"] == "missing":
        return _missing(entry, node, path[-1], address)
    return _wrong_shape(found, node, address)


def written_steps(tree: Node, path: Path) -> tuple[tuple[str, bool], ...]:
    """Return the steps of a path that lead from node to node in the tree, and whether each is an item of a list."""
    found: list[tuple[str, bool]] = []
    for step in path:
        is_item = isinstance(tree, Listing) and step.isdigit() and int(step) < len(tree.items)
        below = tree.items[int(step)] if isinstance(tree, Listing) and is_item else None
        below = tree.get(step) if isinstance(tree, Table) else below
        if below is not None:
            found.append((step, is_item))
            tree = below
    return tuple(found)


def _place_of(entry: Entry | None, node: Node, *, is_key: bool) -> Place:
    return entry.key.place if is_key and entry else node.place


def _unknown_key(around: Node, path: tuple[str, ...], model: type[Part], address: str) -> Problem:
    *above, key = path
    allowed = allowed_keys(model, tuple(above))
    entries = around.entries if isinstance(around, Table) else {}
    place, right = entries[key].key.place, sure_spelling(key, allowed)
    return problem_at(
        place,
        "YML201",
        f"The key «{key}» is not known here.",
        remedy=suggest_key(key, allowed),
        address=address,
        edit=Respelling(place, key, right) if right and right not in entries else None,
    )


def _missing(entry: Entry | None, node: Node, key: str, address: str) -> Problem:
    where = f"«{entry.key.value}»" if entry else "The paper"
    return problem_at(
        entry.key.place if entry else node.place,
        "YML203",
        f"{where} has no «{key}», and nothing else says it.",
        remedy=f"Add the key «{key}» here, or in the plan that is pinned.",
        address=address,
    )


def _wrong_shape(found: Any, node: Node, address: str) -> Problem:
    wanted = "a map of keys" if found["type"] in _MAPS else "a list"
    given = {"str": "a single value", "list": "a list", "dict": "a map of keys"}[type(found["input"]).__name__]
    shape = "key: value" if wanted == "a map of keys" else "[one, two]"
    return problem_at(
        node.place,
        "YML202",
        f"Here stands {given}, where {wanted} belongs.",
        remedy=f"Write it in the shape {shape}; asagreed rule YML202 shows an example.",
        address=address,
    )
