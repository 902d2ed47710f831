"""Taking out of a copy of a paper what cannot be read, so that one slip of the pen does not hide the others.

1. The paper is read, and everything that its model does not allow becomes a problem.
2. In the copy a key that is misspelled gets the name that was probably meant, a value that cannot be read gives way to
   a stand-in, and what has none is left out. Names of definitions stay.
3. The copy is read again, for some mistakes only show when others are gone; a few rounds are enough.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Generic, TypeVar

from pydantic import ValidationError

from asagreed.reading.explaining import Finding, explain, findings_of
from asagreed.reading.nodes import Entry, Listing, Node, Table, Text, follow, plain
from asagreed.reading.problems import Problem
from asagreed.reading.stand_ins import stand_in
from asagreed.reading.suggestions import allowed_keys, nearest
from asagreed.terms.parts import Part

P = TypeVar("P", bound=Part)
Path = tuple[str, ...]
MAX_ROUNDS = 8
"""More than the mistakes that can hide one another; a paper that has them all is read again after it is mended."""


@dataclass(frozen=True)
class Reading(Generic[P]):
    """What a tree says as a paper, and what is wrong with it.

    `mended` is what it would say without the mistakes, `tree` the tree of that, and `gaps` are the paths at which
    something was left out or put in.
    """

    model: P | None
    mended: P | None
    tree: Table
    problems: tuple[Problem, ...] = ()
    gaps: frozenset[Path] = frozenset()


@dataclass(frozen=True)
class _Renamed:
    """A key that probably means another."""

    key: str


_Change = Node | _Renamed | None
"""What happens to an entry: something in its place, another key, or nothing is left of it."""


def read_tree(tree: Table, model: type[P]) -> Reading[P]:
    """Return a tree as a paper of a kind, with the problems of all its keys and values."""
    try:
        sound = model.model_validate(plain(tree))
    except ValidationError as error:
        return _mended(tree, model, error)
    return Reading(sound, sound, tree)


def _mended(tree: Table, model: type[P], error: ValidationError) -> Reading[P]:
    problems: list[Problem] = []
    gaps: set[Path] = set()
    renamed: set[Path] = set()
    for _ in range(MAX_ROUNDS):
        found = tuple(findings_of(error, tree))
        changes = _changes(found, tree, model, gaps)
        named = {(*path[:-1], change.key) for path, change in changes.items() if isinstance(change, _Renamed)}
        told = (each for each in found if not each.is_nothing and not (each.written in renamed and each.is_shape))
        problems += (explain(each, tree, model) for each in told if _place(each) not in named)
        # A key that seems to be missing is there under a misspelled name.
        changes = {path: change for path, change in changes.items() if path not in named}
        gaps |= {path for path, change in changes.items() if not isinstance(change, _Renamed)}
        renamed |= named
        tree = _changed(tree, changes)
        try:
            return Reading(None, model.model_validate(plain(tree)), tree, tuple(problems), frozenset(gaps))
        except ValidationError as next_error:
            error = next_error
    return Reading(None, None, tree, tuple(problems), frozenset(gaps))


def _changes(found: tuple[Finding, ...], tree: Table, model: type[Part], gaps: set[Path]) -> dict[Path, _Change]:
    changes: dict[Path, _Change] = {}
    for each in found:
        path = _place(each)
        changes.setdefault(path, _change(each, path, tree, model, is_second=path in gaps))
    return changes


def _place(finding: Finding) -> Path:
    """Return the path of what is wrong, or of what is not there."""
    return (*finding.written, finding.path[-1]) if finding.code == "missing" else finding.written


def _change(finding: Finding, path: Path, tree: Table, model: type[Part], *, is_second: bool) -> _Change:
    _, around = follow(tree, path[:-1])
    if finding.code in ("extra_forbidden", "YML201"):
        near = nearest(path[-1], allowed_keys(model, finding.path[:-1]))
        is_free = isinstance(around, Table) and near not in around.entries
        return _Renamed(near) if near and is_free else None
    # Two keys for one day contradict whatever they say; and a stand-in that does not fit helps nobody.
    if finding.is_key or finding.code == "YML311" or is_second:
        return None
    _, written = follow(tree, path)
    return stand_in(path, place=written.place, layer=written.layer, written=written)


def _changed(tree: Table, changes: Mapping[Path, _Change]) -> Table:
    below: dict[Path, dict[str, _Change]] = {}
    for path, change in changes.items():
        for end in range(len(path)):
            below.setdefault(path[:end], {})
        below[path[:-1]][path[-1]] = change
    return _table(tree, (), below) if changes else tree


def _node(node: Node, path: Path, below: Mapping[Path, dict[str, _Change]]) -> Node:
    if path not in below or isinstance(node, Text):
        return node
    if isinstance(node, Table):
        return _table(node, path, below)
    gone = below[path]
    items = (_node(item, (*path, str(n)), below) for n, item in enumerate(node.items) if str(n) not in gone)
    return replace(node, items=tuple(items))


def _table(table: Table, path: Path, below: Mapping[Path, dict[str, _Change]]) -> Table:
    changes = below[path]
    kept = (_entry(key, entry, path, below) for key, entry in table.entries.items())
    entries = {key: entry for each in kept if each for key, entry in (each,)}
    for key, change in changes.items():
        if key not in table.entries and isinstance(change, Text | Listing | Table):
            entries[key] = Entry(Text(key, table.place, layer=table.layer), change)
    return replace(table, entries=entries)


def _entry(key: str, entry: Entry, path: Path, below: Mapping[Path, dict[str, _Change]]) -> tuple[str, Entry] | None:
    changes = below[path]
    if key not in changes:
        return key, Entry(entry.key, _node(entry.value, (*path, key), below))
    change = changes[key]
    if isinstance(change, _Renamed):
        return change.key, entry
    return (key, Entry(entry.key, change)) if change is not None else None
