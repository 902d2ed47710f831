"""Laying out clauses one after the other, with their numbers, and keeping account of what has been said."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from asagreed.documents.contract.blocks import Block, Section
from asagreed.documents.language import Language
from asagreed.foresight.compare.said import Path
from asagreed.reading.nodes import Listing, Node, Table, Text
from asagreed.terms import Agreement
from asagreed.versions import Version

SHARED = frozenset({"note", "title"})
"""Keys that are printed where they stand, and count as said with what is around them."""


@dataclass
class Outline:
    """The sections so far. `said` are the paths that a clause has printed, with all that lies below them."""

    version: Version
    language: Language
    sections: list[Section] = field(default_factory=list)
    said: set[Path] = field(default_factory=set)
    _title: str = ""
    _blocks: list[Block] = field(default_factory=list)

    @property
    def agreement(self) -> Agreement:
        """The agreement as its papers together say it."""
        return self.version.agreement

    def begin(self, title: str) -> None:
        """Begin a section; one without a clause is left out."""
        self.end()
        self._title = self.language.say(title)

    def end(self) -> None:
        """Close the section."""
        if self._blocks:
            self.sections.append(Section(str(len(self.sections) + 1), self._title, tuple(self._blocks)))
        self._blocks = []

    def clause(self, path: Path, message: str, /, **values: object) -> None:
        """Add a sentence at a path, in the words of the language; all below the path is said with it."""
        self._add(path, self.language.say(message, **values))

    def table(
        self, path: Path, message: str, head: Iterable[str], rows: Iterable[Iterable[str]], /, **values: object
    ) -> None:
        """Add a sentence with a table below it; one without rows is left out."""
        laid = tuple(tuple(row) for row in rows)
        if laid:
            heads = tuple(self.language.say(each) if each else "" for each in head)
            self._add(path, self.language.say(message, **values), heads, laid)

    def written(self, *path: str) -> str:
        """Return the value at a path as it is written, or nothing."""
        node: Node | None = self.version.draft.layered.tree
        for step in path:
            node = node.get(step) if isinstance(node, Table) else None
        if isinstance(node, Listing):
            return self.listed(item.value for item in node.items if isinstance(item, Text))
        return node.value if isinstance(node, Text) else ""

    def listed(self, items: Iterable[str]) -> str:
        """Return items as they are listed in a sentence."""
        return self.language.listed(items)

    def titled(self, parts: Mapping[str, object], name: str) -> str:
        """Return the title of a named part, or its name."""
        return getattr(parts.get(name), "title", None) or name

    def _add(self, path: Path, text: str, head: tuple[str, ...] = (), rows: tuple[tuple[str, ...], ...] = ()) -> None:
        number = f"{len(self.sections) + 1}.{len(self._blocks) + 1}"
        self.said.add(path)
        self._blocks.append(Block(number, ".".join(path), text, head, rows))
