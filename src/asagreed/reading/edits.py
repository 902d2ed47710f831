"""What mends a problem where there is one way only: a word that is spelled as it must be, or an entry that goes.

An edit changes characters of a file and nothing else, so comments and the writer's own lines stay.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from difflib import SequenceMatcher

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError
from ruamel.yaml.events import CollectionEndEvent, CollectionStartEvent, MappingStartEvent, NodeEvent

from asagreed.reading.nodes import Place

_PLAIN = re.compile(r"[^\W_](?:[\w ./+()-]*[\w)])?")
"""Words that need no quotation marks."""
_APART = re.compile(r"[\s_-]+")


@dataclass(frozen=True, slots=True)
class Respelling:
    """The word at a place gives way to another."""

    place: Place
    word: str
    right: str

    @property
    def edited(self) -> str | None:
        """The text of the file afterwards; None where the word does not stand there in one piece."""
        text = self.place.source.text
        start = _offset(self.place) + (self.place.lead or 0)
        if not text.startswith(self.word, start):
            return None
        return text[:start] + self.right + text[start + len(self.word) :]


@dataclass(frozen=True, slots=True)
class TakingOut:
    """The entry whose key stands at a place goes, with its value; a map that would be empty goes with it."""

    place: Place

    @property
    def edited(self) -> str | None:
        """The text of the file afterwards; None where the entry cannot be cut out by itself."""
        text = self.place.source.text
        try:
            found = _entry_at(_offset(self.place), _stretches(text))
        except MarkedYAMLError:
            return None
        if found is None:
            return None
        cut = _cut_in_line(text, *found) if found[0].is_flow else _cut_of_lines(text, *found)
        return text[: cut.start] + text[cut.stop :] if cut else None


Edit = Respelling | TakingOut


def sure_spelling(word: str, known: Iterable[str]) -> str:
    """Return the one known word that differs in capitals and in what parts its words only, or nothing."""
    alike = [name for name in known if _folded(name) == _folded(word)]
    return alike[0] if len(alike) == 1 and _PLAIN.fullmatch(alike[0]) else ""


def changed_lines(before: str, after: str) -> list[tuple[int, str, str]]:
    """Return the lines that two texts differ in: the number of each, `-` or `+`, and the line."""
    old, new = before.splitlines(), after.splitlines()
    found: list[tuple[int, str, str]] = []
    for what, old_from, old_to, new_from, new_to in SequenceMatcher(a=old, b=new, autojunk=False).get_opcodes():
        if what != "equal":
            found += [(number + 1, "-", old[number]) for number in range(old_from, old_to)]
            found += [(number + 1, "+", new[number]) for number in range(new_from, new_to)]
    return found


def _folded(word: str) -> str:
    return _APART.sub(" ", word).strip().casefold()


def _offset(place: Place) -> int:
    """Return how many characters of the file stand before a place."""
    return sum(len(line) for line in place.source.text.splitlines(keepends=True)[: place.line - 1]) + place.column - 1


@dataclass(slots=True)
class _Stretch:
    """A node from where to where it stands in the file, and the nodes inside; of a map, keys and values in turn."""

    start: int
    end: int
    is_map: bool = False
    is_flow: bool = False
    inside: list[_Stretch] = field(default_factory=list)


def _stretches(text: str) -> _Stretch:
    """Return everything that stands in a file. Nothing here recurses, however deep its brackets are."""
    root = _Stretch(0, 0)
    above = [root]
    for event in YAML(typ="safe", pure=True).parse(text):
        if isinstance(event, CollectionEndEvent):
            done = above.pop()
            # The parser ends a block only where the next one begins, behind comments that are not its own.
            done.end = event.end_mark.index if done.is_flow or not done.inside else done.inside[-1].end
        elif isinstance(event, NodeEvent):
            is_flow = bool(getattr(event, "flow_style", False))
            each = _Stretch(event.start_mark.index, event.end_mark.index, isinstance(event, MappingStartEvent), is_flow)
            above[-1].inside.append(each)
            if isinstance(event, CollectionStartEvent):
                above.append(each)
    return root


def _entry_at(key_at: int, root: _Stretch) -> tuple[_Stretch, int] | None:
    """Return the map with the entry of a key, and where the key is in it; that of the map where it is alone there."""
    chain, node = list[tuple[_Stretch, int]](), root
    while not chain or not chain[-1][0].is_map or chain[-1][0].inside[chain[-1][1]].start != key_at:
        step = 2 if node.is_map else 1
        place = max(
            (each for each in range(0, len(node.inside), step) if node.inside[each].start <= key_at), default=-1
        )
        if place < 0:
            return None
        chain.append((node, place))
        node = node.inside[place + step - 1]
    found = next(each for each in reversed(chain) if not each[0].is_map or len(each[0].inside) > 2)
    return found if found[0].is_map else None


def _cut_in_line(text: str, around: _Stretch, place: int) -> slice | None:
    """Return what to cut out of a map in brackets: the entry, and one comma."""
    is_last = place + 2 == len(around.inside)
    start = around.inside[place - 1].end if is_last else around.inside[place].start
    end = around.inside[place + 1].end if is_last else around.inside[place + 2].start
    return None if "#" in text[start:end] else slice(start, end)


def _cut_of_lines(text: str, around: _Stretch, place: int) -> slice | None:
    """Return what to cut out of a map that has its keys below each other: whole lines."""
    key, value = around.inside[place], around.inside[place + 1]
    start = text.rfind("\n", 0, key.start) + 1
    end = text.find("\n", len(text[: value.end].rstrip()))
    return None if text[start : key.start].strip() else slice(start, len(text) if end < 0 else end + 1)
