"""Laying one paper over another, key by key, so that every value keeps the place where it was written.

A later layer wins key by key, and in the hours of a calendar day by day; lists replace whole; `remove` deletes. A
value written alone is the same as a map with one key, so a later paper can change the hours of a promise and leave its
time, or the rate and leave its minimum.
"""

from __future__ import annotations

from dataclasses import replace

from asagreed.reading.layered_hours import by_day, is_hours, lay_hours, without_key
from asagreed.reading.nodes import Entry, Node, Table, Text
from asagreed.reading.shorthand import as_tables, without_replaced

Path = tuple[str, ...]


def lay_over(base: Table, over: Table, *, path: Path = ()) -> Table:
    """Return the base with everything that the later layer says; both stand at a path of the terms."""
    entries = dict(without_replaced(base, over, path).entries)
    for key, entry in over.entries.items():
        kept = entries.get(key)
        entries[key] = Entry(entry.key, _laid(kept.value, entry.value, path=(*path, key))) if kept else entry
    return replace(base, entries=entries)


def _laid(base: Node, over: Node, *, path: Path) -> Node:
    if is_hours(path):
        return lay_hours(base, over)
    base, over = as_tables(base, over, path)
    if isinstance(base, Table) and isinstance(over, Table):
        return lay_over(base, over, path=path)
    return over


def set_at(tree: Table, entry: Entry) -> Table:
    """Return the tree with a value laid over what stands at the path that its key spells with dots.

    Missing maps on the way are made; each step of the path keeps its own place within the key.
    """
    end = len(entry.key.value)
    for step in reversed(entry.key.value.split(".")):
        place = entry.key.place.inside(end - len(step), len(step))
        only = Entry(Text(step, place, layer=entry.value.layer), entry.value)
        over = Table({step: only}, place, entry.value.layer)
        entry = Entry(entry.key, over)
        end -= len(step) + 1
    return lay_over(tree, over)


def without(tree: Table, path: Path, *, above: Path = ()) -> Table | None:
    """Return the tree without what stands at a path, or None where nothing stands there."""
    first, *rest = path
    if is_hours(above) and not rest:
        return without_key(tree, first)
    entry = tree.entries.get(first)
    if entry is None:
        return None
    if not rest:
        return replace(tree, entries={key: each for key, each in tree.entries.items() if key != first})
    inner = by_day(entry.value) if is_hours((*above, first)) else entry.value
    below = without(inner, tuple(rest), above=(*above, first)) if isinstance(inner, Table) else None
    # The place of a key in its map is kept, so that a paper reads in the order in which it was written.
    return replace(tree, entries={**tree.entries, first: Entry(entry.key, below)}) if below is not None else None
