"""From the tree of a books file to its page: facts that cannot be read are told and left out, one by one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from pydantic import ValidationError

from asagreed.facts.books.pages import BooksPage
from asagreed.facts.books.written_facts import PageRead
from asagreed.reading.explaining import Finding, explain, findings_of
from asagreed.reading.nodes import Entry, Listing, Place, Table, Text, plain, tables
from asagreed.reading.problems import Problem, problem_at
from asagreed.reading.suggestions import nearest

Path = tuple[str, ...]
_REMEDIES = {"YML203": "Add the key here.", "YML204": "Write the value, or take the key out."}
"""A paper that lacks something may find it in its plan; books have no plan."""


def read_page(tree: Table) -> PageRead:
    """Return the page of a tree, without the facts that cannot be read, and the problems of these.

    What is left out is left out whole, so that nothing else seems wrong because of it. A few mistakes only show when
    others are gone; each round takes at least one fact away, so there is an end.
    """
    problems, sound = [*_empty_values(tree)], tree
    while True:
        try:
            return PageRead(BooksPage.model_validate(plain(sound)), sound, tree, tuple(problems))
        except ValidationError as error:
            found = tuple(findings_of(error, sound))
        problems += (_in_books(explain(each, sound, BooksPage)) for each in found if _is_told(each, found))
        sound = _without(sound, {_fact_of(sound, each.written) for each in found})


def _is_told(finding: Finding, found: tuple[Finding, ...]) -> bool:
    """Say whether a finding is more than what follows from another: nothing written, or a key that is misspelled."""
    if finding.is_nothing:
        return False
    unknown = (each.path for each in found if each.code == "extra_forbidden")
    *around, key = finding.path
    return finding.code != "missing" or not any(
        [*path[:-1]] == around and nearest(path[-1], (key,)) for path in unknown
    )


def _in_books(problem: Problem) -> Problem:
    return replace(problem, remedy=_REMEDIES.get(problem.code, problem.remedy))


def _fact_of(tree: Table, path: Path) -> Path:
    """Return the part of a path that leads to a fact, or to a section that has none."""
    return path[:2] if isinstance(tree.get(path[0]), Table) else path[:1]


def _without(tree: Table, gone: set[Path]) -> Table:
    """Return the tree without some sections and facts."""
    kept: dict[str, Entry] = {}
    for section, entry in tree.entries.items():
        if (section,) in gone:
            continue
        below = entry.value
        if isinstance(below, Table):
            facts = {name: fact for name, fact in below.entries.items() if (section, name) not in gone}
            below = replace(below, entries=facts)
        kept[section] = Entry(entry.key, below)
    return replace(tree, entries=kept)


def _empty_values(tree: Table) -> Iterator[Problem]:
    for path, table in tables(tree):
        for key, entry in table.entries.items():
            address = ".".join((*path, key))
            if isinstance(entry.value, Text) and entry.value.is_empty:
                yield _no_value(entry.key.place, address)
            items = entry.value.items if isinstance(entry.value, Listing) else ()
            yield from (_no_value(item.place, address) for item in items if isinstance(item, Text) and item.is_empty)


def _no_value(place: Place, address: str) -> Problem:
    return problem_at(
        place,
        "YML204",
        "There is no value here, and it cannot be told whether one was forgotten.",
        remedy=_REMEDIES["YML204"],
        address=address,
    )
