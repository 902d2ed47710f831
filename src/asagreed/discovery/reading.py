"""Reading a file of answers: what was stated, what holds after it was verified, and everything that is wrong."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path as FilePath
from typing import TypeVar
from zoneinfo import ZoneInfo

from asagreed.discovery.pages import AnswersPage, SystemAnswers, Verified
from asagreed.discovery.questions import SYSTEM_QUESTIONS, questions_of
from asagreed.open_time import in_zone
from asagreed.reading.composing import compose
from asagreed.reading.mending import read_tree
from asagreed.reading.nodes import Entry, Listing, Node, Table, Text, follow
from asagreed.reading.problems import Problem, file_problem, problem_at
from asagreed.reading.sources import Source
from asagreed.reading.suggestions import suggest_key
from asagreed.terms.parts import Part
from asagreed.versions.folder import read_source

P = TypeVar("P", bound=Part)
Texts = Mapping[str, str]
FILE = "answers.yaml"
_TOPIC_OF = {each.key: each.topic for each in SYSTEM_QUESTIONS}


@dataclass(frozen=True)
class Answers:
    """What a customer answered.

    `page` is what was stated; `systems` is what holds of each system: what was found where somebody looked, else what
    was stated. `stated` and `texts` are the same two as they were written, by system and key.
    """

    page: AnswersPage
    systems: Mapping[str, SystemAnswers]
    stated: Mapping[str, Texts]
    texts: Mapping[str, Texts]

    @property
    def asked_at(self) -> int:
        """The moment from which the answers count, in UTC seconds: the beginning of the day they were given."""
        day = self.page.asked
        return int(datetime(day.year, day.month, day.day, tzinfo=ZoneInfo(self.page.zone)).timestamp())

    def title(self, system: str) -> str:
        """Return what a system is called."""
        return self.systems[system].title or system

    def verification(self, system: str, key: str) -> Verified | None:
        """Return who has looked at the topic of a question, or None while it is merely stated."""
        return self.page.verified.get(system, {}).get(_TOPIC_OF[key])


@dataclass(frozen=True, slots=True)
class AnswersRead:
    """The answers, and every problem in them; there are none when a problem is an error."""

    answers: Answers | None
    problems: tuple[Problem, ...] = ()


def read_answers(path: FilePath | str, *, as_of: int | None = None) -> AnswersRead:
    """Read a file of answers; nothing may be dated after `as_of` (UTC seconds), where that is given."""
    source = read_source(FilePath(path), cited=FilePath(path).name)
    return AnswersRead(None, (source,)) if isinstance(source, Problem) else _read(source, as_of)


def read_answers_text(text: str, *, file: str = FILE, as_of: int | None = None) -> AnswersRead:
    """Read answers that are at hand as a text; `file` is what problems call it."""
    return _read(Source(file, file, text, hashlib.sha256(text.encode()).hexdigest()), as_of)


def tree_of(source: Source, *, what: str) -> tuple[Table | None, tuple[Problem, ...]]:
    """Return the tree of a file without what was left empty: a question that nobody has answered."""
    root, problems = compose(source)
    if isinstance(root, Table):
        return _answered(root), problems
    if root is None and problems:
        return None, problems
    if root is None or (isinstance(root, Text) and root.is_empty):
        remedy = f"Begin with {what}; asagreed prints an empty questionnaire."
        return None, (*problems, file_problem(source.file, "YML007", "The file says nothing.", remedy=remedy))
    return None, (*problems, _no_map(root, what))


def page_of(tree: Table, model: type[P]) -> tuple[P | None, tuple[Problem, ...]]:
    """Return a tree as a page of answers, and what is wrong with it, in words that know of no plan."""
    reading = read_tree(tree, model)
    return reading.model, tuple(dict.fromkeys(_without_plan(each) for each in reading.problems))


def _read(source: Source, as_of: int | None) -> AnswersRead:
    tree, problems = tree_of(source, what="discovery: and the name of the customer")
    if tree is None:
        return AnswersRead(None, problems)
    stated, found = page_of(tree, AnswersPage)
    if stated is None:
        return AnswersRead(None, tuple(sorted((*problems, *found))))
    wrong = [*problems, *found, *_wrong_verifications(tree, stated, as_of)]
    seen = _with_found(tree)
    holds, more = page_of(seen, AnswersPage)
    wrong += [each for each in more if each not in wrong]
    if holds is None or any(each.is_error for each in wrong):
        return AnswersRead(None, tuple(sorted(wrong)))
    return AnswersRead(Answers(stated, holds.systems, _texts(tree), _texts(seen)), tuple(sorted(wrong)))


def _answered(table: Table) -> Table:
    """Return a map without the keys that have no value, all the way down."""
    kept: dict[str, Entry] = {}
    for key, entry in table.entries.items():
        value = _answered(entry.value) if isinstance(entry.value, Table) else entry.value
        if not (isinstance(value, Text) and value.is_empty):
            kept[key] = Entry(entry.key, value)
    return replace(table, entries=kept)


def _with_found(tree: Table) -> Table:
    """Return the tree with what was found in place of what was stated."""
    entries = dict(tree.entries)
    systems, verified = (tree.get(key) for key in ("systems", "verified"))
    if isinstance(systems, Table) and isinstance(verified, Table):
        below = {name: _found_of(entry, verified.get(name)) for name, entry in systems.entries.items()}
        entries["systems"] = replace(entries["systems"], value=replace(systems, entries=below))
    return replace(tree, entries=entries)


def _found_of(system: Entry, verified: Node | None) -> Entry:
    if not (isinstance(verified, Table) and isinstance(system.value, Table)):
        return system
    kept = dict(system.value.entries)
    for topic in verified.entries.values():
        found = topic.value.get("found") if isinstance(topic.value, Table) else None
        kept |= found.entries if isinstance(found, Table) else {}
    return replace(system, value=replace(system.value, entries=kept))


def _wrong_verifications(tree: Table, page: AnswersPage, as_of: int | None) -> Iterator[Problem]:
    last = in_zone(as_of, page.zone).date() if as_of is not None else None
    if last and page.asked > last:
        yield _from_the_future(follow(tree, ("asked",))[1], page.asked)
    for system, topics in page.verified.items():
        if system not in page.systems:
            yield _unknown_system(follow(tree, ("verified", system))[0], system, page)
        for topic, verified in topics.items():
            yield from _wrong_found(tree, ("verified", system, topic, "found"), topic, verified)
            if last and verified.on > last:
                yield _from_the_future(follow(tree, ("verified", system, topic, "on"))[1], verified.on)


def _wrong_found(tree: Table, path: tuple[str, ...], topic: str, verified: Verified) -> Iterator[Problem]:
    known = [each.key for each in questions_of(topic)]
    for key in verified.found:
        entry, node = follow(tree, (*path, key))
        if key not in known:
            yield problem_at(
                entry.key.place if entry else node.place,
                "YML201",
                f"The key «{key}» is not known here: «{topic}» asks for something else.",
                remedy=suggest_key(key, known),
                address=".".join((*path, key)),
            )


def _unknown_system(entry: Entry | None, system: str, page: AnswersPage) -> Problem:
    assert entry is not None  # noqa: S101 – the page was read from this tree
    return problem_at(
        entry.key.place,
        "YML407",
        f"«{system}» is verified, and nothing is stated of a system of that name.",
        remedy=f"Write one of: {', '.join(page.systems) or 'there is none yet'}.",
        address=f"verified.{system}",
    )


def _from_the_future(node: Node, day: date) -> Problem:
    return problem_at(
        node.place,
        "YML603",
        f"{day} lies in the future, so nobody can have asked or looked on that day.",
        remedy="Correct the date.",
    )


def _texts(tree: Table) -> dict[str, Texts]:
    systems = tree.get("systems")
    found = systems.entries.items() if isinstance(systems, Table) else ()
    return {name: _written(entry.value) for name, entry in found}


def _written(node: Node) -> Texts:
    entries = node.entries.items() if isinstance(node, Table) else ()
    return {key: entry.value.value for key, entry in entries if isinstance(entry.value, Text)}


def _no_map(root: Node, what: str) -> Problem:
    return problem_at(
        root.place,
        "YML202",
        f"Answers are a map of keys, and this file begins with {'a list' if isinstance(root, Listing) else 'a text'}.",
        remedy=f"Begin with {what}.",
    )


def _without_plan(problem: Problem) -> Problem:
    """Return a problem without the advice to look into a plan, which answers do not have."""
    return replace(problem, remedy="Write the value behind the key.") if problem.code == "YML203" else problem
