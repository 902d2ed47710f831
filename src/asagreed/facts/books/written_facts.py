"""The facts of a page, each with the place where it was written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, time
from typing import Generic, TypeVar

from asagreed.facts.books.pages import BooksPage
from asagreed.reading.nodes import Entry, Place, Table
from asagreed.reading.problems import Problem
from asagreed.terms.parts import Part
from asagreed.terms.values.dates import parse_moment
from asagreed.terms.values.prices import Price

K = TypeVar("K")
P = TypeVar("P")
_SECTIONS = ("blocks", "payments", "incidents", "rulings", "riders", "quotes", "deferred", "materials")
"""Sections whose facts are maps of keys."""


@dataclass(frozen=True, slots=True)
class WrittenFact(Generic[P]):
    """One fact of a section: its name, what it says, and where."""

    name: str
    says: P
    entry: Entry

    @property
    def place(self) -> str:
        """The file and line at which the fact begins."""
        return cited(self.entry.key.place)

    def at(self, key: str) -> Place:
        """Return where the value of a key stands, or the name of the fact where the key is not written."""
        below = self.entry.value
        value = below.get(key) if isinstance(below, Table) else None
        return value.place if value else self.entry.key.place


@dataclass(frozen=True)
class PageRead:
    """The page without what could not be read, the tree of that, and the tree of everything."""

    page: BooksPage
    tree: Table
    whole: Table
    problems: tuple[Problem, ...]

    def facts(self, section: str, says: Mapping[K, P]) -> Iterator[WrittenFact[P]]:
        """Yield the facts of a section, in the order in which they were written."""
        yield from _below(self.tree.entries.get(section), says)

    def all_facts(self) -> Iterator[WrittenFact[Part]]:
        """Yield the facts of all sections whose facts are maps of keys."""
        for section in _SECTIONS:
            yield from self.facts(section, getattr(self.page, section))

    def moments(self) -> Iterator[tuple[datetime, Place]]:
        """Yield every local moment that is written, and months as their beginnings."""
        for fact in self.all_facts():
            yield from ((each, place) for each, place in _values(fact) if isinstance(each, datetime))
        for count, moment in zip(self.facts("counts", self.page.counts), self.page.counts, strict=True):
            yield moment, count.entry.key.place
        for system in self.facts("availability", self.page.availability):
            for month in months_of(system):
                yield parse_moment(f"{month.name}-01"), month.entry.key.place

    def prices(self) -> Iterator[tuple[Price, Place]]:
        """Yield every price that is written."""
        for fact in self.all_facts():
            yield from ((each, place) for each, place in _values(fact) if isinstance(each, Price))


def months_of(system: WrittenFact[Mapping[str, P]]) -> Iterator[WrittenFact[P]]:
    """Yield what is written of a system, month by month."""
    return _below(system.entry, system.says)


def as_written(moment: datetime) -> str:
    """Return a local moment as it stands in the books: a day, or a day and a clock time."""
    return str(moment.date()) if moment.time() == time() else f"{moment:%Y-%m-%d %H:%M}"


def cited(place: Place) -> str:
    """Return a place as facts name it: file and line."""
    return f"{place.source.cited}:{place.line}"


def _below(entry: Entry | None, says: Mapping[K, P]) -> Iterator[WrittenFact[P]]:
    written = entry.value.entries.values() if entry and isinstance(entry.value, Table) else ()
    for each, (name, said) in zip(written, says.items(), strict=True):
        yield WrittenFact(str(name), said, each)


def _values(fact: WrittenFact[Part]) -> Iterator[tuple[object, Place]]:
    """Yield the values of a fact with their places."""
    for name, field in type(fact.says).model_fields.items():
        yield getattr(fact.says, name), fact.at(field.alias or name)
