"""What a restatement says: each figure that is another one than in the edition before, with both values."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

Data = Mapping[str, Any]
UNCOMPARED = frozenset({"how we count"})
"""Sections that say how figures come about; what was read is another thing in each edition."""


def changes_between(before: Data, now: Data) -> list[dict[str, str]]:
    """Return what is said otherwise now, in the order of the report; what one of them lacks is an empty text."""
    old, new = dict(_said(before)), dict(_said(now))
    return [
        {"what": words, "before": old.get((name, words), ""), "now": new.get((name, words), "")}
        for name, words in dict.fromkeys((*new, *old))
        if old.get((name, words)) != new.get((name, words))
    ]


def _said(data: Data) -> Iterator[tuple[tuple[str, str], str]]:
    """Yield what a report says by where it stands: the name that stays the same, and the words for people."""
    for each in data["figures"]:
        yield (f"figure {each['id']}", each["name"]), each["shown"]
    tables = [("", table) for table in data["first"]]
    tables += [
        (section["id"], table)
        for section in data["sections"]
        if section["id"] not in UNCOMPARED
        for table in section["tables"]
    ]
    for section_id, table in tables:
        yield from _cells(section_id, table)


def _cells(section: str, table: Data) -> Iterator[tuple[tuple[str, str], str]]:
    for row in table["rows"]:
        title = row["cells"][0]["shown"]
        for column, cell in zip(table["columns"], row["cells"], strict=True):
            name = f"{section} {table['id']} {row['id']} {column['id']}"
            yield (name, f"{table['caption']}: {title}, {column['head']}"), cell["shown"]
