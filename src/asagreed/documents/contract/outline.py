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

ANY = "*"
"""Stands for any one step in a path that was said."""


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
        self.said.add(path)
        self._add(path, self.language.say(message, **values))

    def table(
        self,
        path: Path,
        message: str,
        head: Iterable[str],
        rows: Iterable[Iterable[str]],
        /,
        told: Iterable[Path] = ((),),
        **values: object,
    ) -> None:
        """Add a sentence with a table below it; one without rows is left out.

        `told` are the paths below its own that the rows say, where that is not all; `ANY` stands for any step.
        """
        laid = tuple(tuple(row) for row in rows)
        if laid:
            heads = tuple(self.language.say(each) if each else "" for each in head)
            self.said.update((*path, *each) for each in told)
            self._add(path, self.language.say(message, **values), heads, laid)

    def has_said(self, path: Path) -> bool:
        """Say whether a clause has printed what stands at a path."""
        return any(
            len(said) <= len(path) and all(step in (ANY, each) for step, each in zip(said, path, strict=False))
            for said in self.said
        )

    def written(self, *path: str) -> str:
        """Return the value at a path as the language says it, or nothing."""
        items = self.raw_items(*path)
        return self.listed(map(self.language.value, items)) if items else ""

    def raw_items(self, *path: str) -> tuple[str, ...]:
        """Return the values at a path as they were written: those of a list, one, or none."""
        node = self._node(path)
        items = node.items if isinstance(node, Listing) else (node,)
        return tuple(item.value for item in items if isinstance(item, Text))

    def raw(self, *path: str) -> str:
        """Return the value at a path as it was written, or nothing."""
        node = self._node(path)
        return node.value if isinstance(node, Text) else ""

    def short(self, *path: str) -> str:
        """Return the value at a path, or at the short form that stands for all around it."""
        return self.written(*path) or self.written(*path[:-1])

    def listed(self, items: Iterable[str]) -> str:
        """Return items as they are listed in a sentence."""
        return self.language.listed(items)

    def titled(self, parts: Mapping[str, object], name: str) -> str:
        """Return the title of a named part, or its name."""
        return getattr(parts.get(name), "title", None) or name

    def hours(self, name: str) -> str:
        """Return what a calendar is called."""
        return self.titled(self.agreement.calendars, name) if name != "always" else self.language.word(name)

    def systems(self, names: Iterable[str]) -> str:
        """Return what systems are called, as a list."""
        return self.listed(self.titled(self.agreement.systems, name) for name in names)

    def sites(self, names: Iterable[str]) -> str:
        """Return what sites are called, as a list."""
        return self.listed(self.titled(self.agreement.sites, name) for name in names)

    def _node(self, path: Path) -> Node | None:
        node: Node | None = self.version.draft.layered.tree
        for step in path:
            node = node.get(step) if isinstance(node, Table) else None
        return node

    def _add(self, path: Path, text: str, head: tuple[str, ...] = (), rows: tuple[tuple[str, ...], ...] = ()) -> None:
        number = f"{len(self.sections) + 1}.{len(self._blocks) + 1}"
        self._blocks.append(Block(number, ".".join(path), text, head, rows))
