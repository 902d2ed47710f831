"""The tree of a paper: maps, lists and texts, each with the place where it was written and the layer it belongs to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from asagreed.reading.sources import Source


@dataclass(frozen=True, slots=True)
class Place:
    """Where a node begins, counted from 1, and how long it is on its line.

    `lead` is the number of characters before the text itself (a quotation mark), or None where the text of the node
    and the characters in the file do not run in step.
    """

    source: Source
    line: int
    column: int
    length: int
    lead: int | None = 0

    def inside(self, offset: int, length: int) -> Place:
        """Return the place of a part of the text, or the whole where the part cannot be told."""
        if not length or self.lead is None:
            return self
        return replace(self, column=self.column + self.lead + offset, length=length, lead=None)


@dataclass(frozen=True, slots=True)
class Text:
    """A value as it was written; no word is taken for a number, a date or yes and no."""

    value: str
    place: Place
    is_quoted: bool = False
    layer: int = 0

    @property
    def is_empty(self) -> bool:
        """Whether nothing was written."""
        return not self.is_quoted and self.value in ("", "~", "null")


@dataclass(frozen=True, slots=True)
class Entry:
    """A key and its value."""

    key: Text
    value: Node


@dataclass(frozen=True, slots=True)
class Table:
    """A map of keys, in the order in which they were written."""

    entries: Mapping[str, Entry]
    place: Place
    layer: int = 0

    def get(self, key: str) -> Node | None:
        """Return the value of a key, if the key is there."""
        entry = self.entries.get(key)
        return entry.value if entry else None


@dataclass(frozen=True, slots=True)
class Listing:
    """A list."""

    items: tuple[Node, ...]
    place: Place
    layer: int = 0


Node = Text | Table | Listing


def plain(node: Node) -> object:
    """Return a node as dicts, lists and texts, for pydantic to read; an empty value is None."""
    if isinstance(node, Table):
        return {key: plain(entry.value) for key, entry in node.entries.items()}
    if isinstance(node, Listing):
        return [plain(item) for item in node.items]
    return None if node.is_empty else node.value


def in_layer(node: Node, layer: int) -> Node:
    """Return the same tree as part of a layer."""
    if isinstance(node, Table):
        return table_in_layer(node, layer)
    if isinstance(node, Listing):
        return replace(node, items=tuple(in_layer(item, layer) for item in node.items), layer=layer)
    return replace(node, layer=layer)


def table_in_layer(table: Table, layer: int) -> Table:
    """Return the same map as part of a layer."""
    entries = {key: Entry(entry.key, in_layer(entry.value, layer)) for key, entry in table.entries.items()}
    return replace(table, entries=entries, layer=layer)


def follow(node: Node, path: tuple[str, ...]) -> tuple[Entry | None, Node]:
    """Return the deepest entry and node that a path leads to; what is not in the tree is passed over."""
    entry: Entry | None = None
    for step in path:
        if isinstance(node, Table) and step in node.entries:
            entry = node.entries[step]
            node = entry.value
        elif isinstance(node, Listing) and step.isdigit() and int(step) < len(node.items):
            node = node.items[int(step)]
    return entry, node


def tables(node: Node, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Table]]:
    """Yield every map of the tree with its path."""
    if isinstance(node, Table):
        yield path, node
        for key, entry in node.entries.items():
            yield from tables(entry.value, (*path, key))
    elif isinstance(node, Listing):
        for item in node.items:
            yield from tables(item, path)


def texts(node: Node, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Text]]:
    """Yield every text of the tree that is no key, with its path; an item of a list by its number."""
    if isinstance(node, Text):
        yield path, node
    elif isinstance(node, Table):
        for key, entry in node.entries.items():
            yield from texts(entry.value, (*path, key))
    else:
        for number, item in enumerate(node.items):
            yield from texts(item, (*path, str(number)))
