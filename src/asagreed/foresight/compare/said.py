"""Everything that an agreement says, value by value: the address of each, and what was read there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from asagreed.reading.nodes import Listing, Node, Table, Text
from asagreed.terms import Agreement
from asagreed.terms.parts import Part

Path = tuple[str, ...]


def values_of(agreement: Agreement) -> dict[Path, Any]:
    """Return every value that is written, by its path; a short form stands at the path of what it is short for."""
    return dict(_values(agreement, ()))


def _values(value: object, path: Path) -> Iterator[tuple[Path, Any]]:
    if isinstance(value, Part):
        for name, field in type(value).model_fields.items():
            if name in value.model_fields_set:
                step = field.alias or name
                # Places in a validated part that no writer can name begin with a dot.
                yield from _values(getattr(value, name), path if step.startswith(".") else (*path, step))
    elif isinstance(value, Mapping):
        for key, part in value.items():
            yield from _values(part, (*path, getattr(key, "text", str(key))))
    else:
        yield path, value


def text_at(tree: Table, path: Path) -> str:
    """Return what is written at a path, or at the short form that stands for it."""
    node: Node = tree
    for step in path:
        if not isinstance(node, Table):
            break
        # A short form leaves steps out: dates alone are the list of holidays.
        node = node.get(step) or node
    if isinstance(node, Text):
        return node.value
    if isinstance(node, Listing):
        return ", ".join(item.value for item in node.items if isinstance(item, Text)) or "nothing"
    return ""
