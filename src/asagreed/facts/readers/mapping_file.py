"""Mapping files: YAML that says which column of an export is what."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from difflib import get_close_matches
from pathlib import Path
from types import MappingProxyType

from ruamel.yaml.nodes import MappingNode, Node

from asagreed.errors import UnknownZone, UnreadableExport, UnusableMapping
from asagreed.facts.readers.mapping import (
    MEANINGS,
    MOMENTS,
    REQUIRED,
    ExportMapping,
    MomentRule,
    RowShape,
    WhenTwice,
)
from asagreed.facts.readers.mapping_nodes import MappingProblem, Problems, nodes_of, pairs, word, words
from asagreed.facts.readers.meanings import KINDS, meaning_of_event
from asagreed.facts.readers.moment_formats import SPECIAL, is_known_format
from asagreed.facts.tickets import ATTRIBUTES
from asagreed.open_time.zones import zone_named

_KEYS = (
    "rows", "source", "moments", "missing", "columns", "statuses", "events", "priorities", "values", "delimiter",
    "encoding",
)  # fmt: skip

_Columns = tuple[Mapping[str, str], Mapping[str, MomentRule]]


def load_mapping(path: Path) -> ExportMapping:
    """Read a mapping file. Raises UnusableMapping with every mistake, or UnreadableExport if there is no such text."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise UnreadableExport(
            file=str(path),
            why=f"the mapping is not a readable text ({type(error).__name__})",
            remedy="Save it as UTF-8.",
        ) from None
    mapping, problems = read_mapping(text, file=str(path))
    if mapping is None:
        raise UnusableMapping(problems=tuple(str(problem) for problem in problems))
    return mapping


def read_mapping(text: str, *, file: str = "mapping") -> tuple[ExportMapping | None, tuple[MappingProblem, ...]]:
    """Read the text of a mapping file: the mapping, or None and every mistake in it."""
    problems = Problems(file)
    node = nodes_of(text, problems)
    mapping = None if node is None else _Reader(node, problems).mapping()
    return (None if problems.found else mapping), tuple(problems.found)


class _Reader:
    """Reads one mapping file, noting mistakes and going on."""

    def __init__(self, node: MappingNode, problems: Problems) -> None:
        self._problems = problems
        self._node = node
        self._parts = {}
        for key, value in pairs(node, "mapping", problems):
            if _is_one_of(key.value, _KEYS, "key of a mapping", key, problems):
                self._parts[key.value] = value

    def mapping(self) -> ExportMapping | None:
        shape = self._shape()
        moments = self._moments(self._parts.get("moments"), MomentRule())
        if shape is None:
            return None
        columns, moments_of = self._columns(shape, moments)
        return ExportMapping(
            shape=shape,
            columns=columns,
            moments=moments,
            moments_of=moments_of,
            missing=words(self._parts["missing"], "missing", self._problems) if "missing" in self._parts else (),
            statuses=self._table("statuses"),
            events=self._table("events", self._check_event),
            priorities=self._table("priorities"),
            values=self._values(),
            source=self._text("source") or "",
            delimiter=self._delimiter(),
            encoding=self._text("encoding"),
        )

    def _shape(self) -> RowShape | None:
        node = self._parts.get("rows")
        text = None if node is None else word(node, "rows", self._problems)
        if text in tuple(RowShape):
            return RowShape(text)
        what = "the file does not say what a row is" if node is None else f"«{text}» is not what a row can be"
        self._problems.add(node or self._node, what, "Write «rows: event», «rows: update» or «rows: ticket».")
        return None

    def _columns(self, shape: RowShape, moments: MomentRule) -> _Columns:
        columns: dict[str, str] = {}
        moments_of: dict[str, MomentRule] = {}
        node = self._parts.get("columns")
        for key, given in pairs(node, "columns", self._problems) if node is not None else ():
            meaning, value = key.value, given
            if not _is_one_of(meaning, MEANINGS[shape], f"meaning of a column in «rows: {shape}»", key, self._problems):
                continue
            if isinstance(given, MappingNode) and meaning in MOMENTS:
                moments_of[meaning] = self._moments(given, moments)
                value = next((inner for outer, inner in given.value if outer.value == "column"), given)
            columns[meaning] = word(value, meaning, self._problems) or ""
        for meaning in REQUIRED[shape]:
            if meaning not in columns:
                what = f"no column is named for «{meaning}»"
                self._problems.add(node or self._node, what, f"Write «{meaning}: NAME OF THE COLUMN» under columns.")
        return MappingProxyType(columns), MappingProxyType(moments_of)

    def _moments(self, node: Node | None, rule: MomentRule) -> MomentRule:
        readers = {"format": self._formats, "zone": self._zone, "ambiguous": self._ambiguous}
        for key, value in pairs(node, "moments", self._problems) if node is not None else ():
            if key.value == "column":
                continue
            if _is_one_of(key.value, tuple(readers), "key of moments", key, self._problems):
                rule = readers[key.value](value, rule)
        return rule

    def _formats(self, node: Node, rule: MomentRule) -> MomentRule:
        formats = words(node, "format", self._problems)
        for text in formats:
            if not is_known_format(text):
                remedy = f"Write it like «D/M/YYYY HH:MM», or one of {', '.join(SPECIAL)}."
                self._problems.add(node, f"«{text}» is not a way to write a moment", remedy)
        return replace(rule, formats=formats)

    def _zone(self, node: Node, rule: MomentRule) -> MomentRule:
        name = word(node, "zone", self._problems) or "UTC"
        try:
            zone_named(name)
        except UnknownZone:
            remedy = "Write a place such as Europe/Berlin, or UTC."
            self._problems.add(node, f"«{name}» is not an IANA time zone", remedy)
        return replace(rule, zone=name)

    def _ambiguous(self, node: Node, rule: MomentRule) -> MomentRule:
        text = word(node, "ambiguous", self._problems) or ""
        if _is_one_of(text, tuple(WhenTwice), "answer to «ambiguous»", node, self._problems):
            return replace(rule, ambiguous=WhenTwice(text))
        return rule

    def _table(self, name: str, check: Callable[[Node, str], None] | None = None) -> Mapping[str, str]:
        node = self._parts.get(name)
        return MappingProxyType({} if node is None else dict(self._lines(node, name, check)))

    def _lines(self, node: Node, name: str, check: Callable[[Node, str], None] | None) -> list[tuple[str, str]]:
        lines: list[tuple[str, str]] = []
        for key, value in pairs(node, name, self._problems):
            text = word(value, key.value, self._problems)
            if text is not None:
                lines.append((key.value, text))
                if check is not None:
                    check(value, text)
        return lines

    def _check_event(self, node: Node, text: str) -> None:
        if meaning_of_event(text) is None:
            kinds = ", ".join(KINDS)
            remedy = f"Write one of {kinds}; or «happened NAME», «status NAME», «refuse»."
            self._problems.add(node, f"«{text}» is not a kind of event", remedy)

    def _values(self) -> Mapping[str, Mapping[str, str]]:
        node = self._parts.get("values")
        found: dict[str, Mapping[str, str]] = {}
        for key, value in pairs(node, "values", self._problems) if node is not None else ():
            if _is_one_of(key.value, ATTRIBUTES, "attribute of a ticket", key, self._problems):
                found[key.value] = MappingProxyType(dict(self._lines(value, key.value, None)))
        return MappingProxyType(found)

    def _text(self, name: str) -> str | None:
        node = self._parts.get(name)
        return None if node is None else word(node, name, self._problems)

    def _delimiter(self) -> str | None:
        text = self._text("delimiter")
        text = "\t" if text == "tab" else text
        if text is not None and (len(text) != 1 or text in '"\r\n'):
            self._problems.add(self._parts["delimiter"], f"«{text}» is not one character", 'Write ";" or "tab".')
        return text


def _is_one_of(text: str, known: tuple[str, ...], what: str, node: Node, problems: Problems) -> bool:
    if text in known:
        return True
    close = get_close_matches(text, known, n=1)
    remedy = f"Did you mean «{close[0]}»?" if close else f"Write one of {', '.join(known)}."
    problems.add(node, f"«{text}» is no {what}", remedy)
    return False
