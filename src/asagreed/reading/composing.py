"""From YAML to a tree of nodes, under hard limits.

The events of ruamel.yaml are taken one at a time, and every limit is checked before the next one is asked for: depth,
number of nodes, no anchors, no aliases, no tags, one document. So neither nested brackets nor an alias bomb costs more
than the limit allows, and nothing recurses deeper than the limit.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import cast

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError
from ruamel.yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    NodeEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)

from asagreed.reading.edits import TakingOut
from asagreed.reading.limits import MAX_DEPTH, MAX_NODES
from asagreed.reading.nodes import Entry, Listing, Node, Place, Table, Text, plain
from asagreed.reading.problems import Problem, problem_at
from asagreed.reading.sources import Source
from asagreed.reading.syntax import explain_syntax, find_control_character, find_long_line


class Stop(Exception):
    """Reading a file ends here: what follows could not be trusted, or would cost too much."""


def compose(source: Source) -> tuple[Node | None, tuple[Problem, ...]]:
    """Return the tree of a file and the problems of its form; no tree when the form is broken."""
    unreadable = find_control_character(source) or find_long_line(source)
    if unreadable is not None:
        return None, (unreadable,)
    composer = _Composer(source)
    try:
        return composer.document(), tuple(composer.problems)
    except Stop:
        return None, tuple(composer.problems)
    except MarkedYAMLError as error:
        return None, (*composer.problems, explain_syntax(error, source))


class _Composer:
    def __init__(self, source: Source) -> None:
        self.source, self.problems = source, list[Problem]()
        self._events: Iterator[Event] = YAML(typ="safe", pure=True).parse(source.text)
        self._count = 0

    def document(self) -> Node | None:
        next(self._events)
        event = next(self._events)
        if isinstance(event, StreamEndEvent):
            return None
        root = self._node(next(self._events), depth=1)
        next(self._events)
        after = next(self._events)
        if isinstance(after, DocumentStartEvent):
            raise self._stop(
                self._place(after),
                "YML006",
                "A second document begins here, and one file holds one signed paper.",
                remedy="Move it into a file of its own, and take the line with --- out.",
            )
        return root

    def _node(self, event: Event, *, depth: int) -> Node:
        self._check(event, depth)
        if isinstance(event, MappingStartEvent):
            return self._table(event, depth)
        if isinstance(event, SequenceStartEvent):
            return self._listing(event, depth)
        # Aliases were refused, and the parser knows no other event of a node.
        return self._text(cast(ScalarEvent, event))

    def _table(self, start: Event, depth: int) -> Table:
        entries: dict[str, Entry] = {}
        while not isinstance(event := next(self._events), MappingEndEvent):
            key = self._key(event, depth)
            value = self._node(next(self._events), depth=depth + 1)
            if key.value in entries:
                self._refuse_second(Entry(key, value), entries[key.value])
            else:
                entries[key.value] = Entry(key, value)
        return Table(entries, self._place(start))

    def _key(self, event: Event, depth: int) -> Text:
        key = self._node(event, depth=depth + 1)
        if isinstance(key, Text) and key.value.strip():
            return key
        raise self._stop(
            key.place,
            "YML110",
            "The key of a map must be a text; here it is empty, a list or a map.",
            remedy="Write the key as plain words, or put it in quotation marks.",
        )

    def _listing(self, start: Event, depth: int) -> Listing:
        items: list[Node] = []
        while not isinstance(event := next(self._events), SequenceEndEvent):
            items.append(self._node(event, depth=depth + 1))
        return Listing(tuple(items), self._place(start))

    def _text(self, event: ScalarEvent) -> Text:
        return Text(event.value, self._place(event), is_quoted=event.style is not None)

    def _check(self, event: Event, depth: int) -> None:
        self._count += 1
        if depth > MAX_DEPTH:
            raise self._stop(
                self._place(event),
                "YML004",
                f"Maps and lists stand more than {MAX_DEPTH} deep in one another here.",
                remedy="Take brackets or indentation out; no agreement needs so many levels.",
            )
        if self._count > MAX_NODES:
            raise self._stop(
                self._place(event),
                "YML005",
                f"The file has more than {MAX_NODES:,} keys and values; the rest was not read.",
                remedy="Move parts into a plan, or into amendments; a paper of this size cannot be read by a person.",
            )
        self._refuse_sharing(event)

    def _refuse_sharing(self, event: Event) -> None:
        if isinstance(event, AliasEvent) or (isinstance(event, NodeEvent) and event.anchor):
            raise self._stop(
                self._place(event),
                "YML107",
                "An anchor (&) or alias (*) stands here: a clause would be written in one place and count in another.",
                remedy="Write the clause out, or put a text that begins with & or * in quotation marks.",
            )
        if getattr(event, "tag", None):
            tag = self.source.text[event.start_mark.index :].split(maxsplit=1)[0]
            raise self._stop(
                self._place(event),
                "YML108",
                f"The tag «{tag}» stands here, and a tag can turn a value into something else than what is written.",
                remedy="Take the tag out, or put a text that begins with ! in quotation marks.",
            )

    def _refuse_second(self, second: Entry, first: Entry) -> None:
        key = second.key
        self.problems.append(
            problem_at(
                key.place,
                "YML109",
                f"The key «{key.value}» stands here a second time; the first is in line {first.key.place.line}.",
                remedy="Keep one of the two, or put what they say together under one key.",
                edit=TakingOut(key.place) if plain(second.value) == plain(first.value) else None,
            )
        )

    def _stop(self, place: Place, code: str, message: str, *, remedy: str) -> Stop:
        self.problems.append(problem_at(place, code, message, remedy=remedy))
        return Stop()

    def _place(self, event: Event) -> Place:
        start, end = event.start_mark, event.end_mark
        on_one_line = start.line == end.line
        length = end.column - start.column if on_one_line else len(self.source.line(start.line + 1)) - start.column
        return Place(self.source, start.line + 1, start.column + 1, max(length, 1), self._lead(event))

    def _lead(self, event: Event) -> int | None:
        """Return how far into the token its text begins, or None where text and file do not run in step."""
        if not isinstance(event, ScalarEvent):
            return None
        written = self.source.text[event.start_mark.index : event.end_mark.index]
        if written == event.value:
            return 0
        return 1 if written[1:-1] == event.value else None
