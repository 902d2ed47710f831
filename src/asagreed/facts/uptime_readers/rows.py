"""Files of uptime as rows of text, each with its place; what a row means is decided elsewhere."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from asagreed.errors import UnreadableUptime
from asagreed.reading.composing import compose
from asagreed.reading.nodes import Listing, Node, Table, Text
from asagreed.reading.problems import Problem
from asagreed.versions.folder import read_source

LISTS = {"outages": "outage", "unwatched": "unwatched", "windows": "window", "excuses": "excuse", "checks": "check"}
"""The lists of a YAML file, and what their entries are."""
REMEDY = f"Write lists named {', '.join(LISTS)}."


@dataclass(frozen=True, slots=True)
class Row:
    """One record as it was written: what it is (empty: to be told from its keys), its texts, and its place."""

    kind: str
    texts: Mapping[str, str]
    place: str


@dataclass(frozen=True, slots=True)
class Refused:
    """A row that was not taken, and why; it is kept for whoever sent it."""

    place: str
    why: str


def rows_of(path: Path) -> Iterator[Row | Refused]:
    """Yield the rows of a YAML, CSV or JSON-lines file. Raises UnreadableUptime."""
    readers = {".yaml": _yaml, ".yml": _yaml, ".csv": _csv, ".jsonl": _json_lines, ".ndjson": _json_lines}
    reader = readers.get(path.suffix.lower())
    if reader is None:
        why = f"nothing is known of files that end in «{path.suffix}»"
        raise UnreadableUptime(
            file=path.name, why=why, remedy="Give it as .yaml, .csv, .jsonl, .parquet, or a log of upptime as .tsv."
        )
    yield from reader(path)


def _yaml(path: Path) -> Iterator[Row | Refused]:
    source = read_source(path, cited=path.name)
    if isinstance(source, Problem):
        raise UnreadableUptime(file=path.name, why=source.message, remedy=source.remedy)
    root, problems = compose(source)
    if problems:
        raise UnreadableUptime(file=path.name, why=str(problems[0]), remedy=REMEDY)
    if not isinstance(root, Table):
        raise UnreadableUptime(file=path.name, why="it holds no lists by name", remedy=REMEDY)
    for key, entry in root.entries.items():
        if key not in LISTS:
            yield Refused(f"{path.name}:{entry.key.place.line}", f"«{key}» is none of {', '.join(LISTS)}.")
            continue
        items = entry.value.items if isinstance(entry.value, Listing) else ()
        for item in items:
            yield _entry(LISTS[key], item, path.name)


def _entry(kind: str, item: Node, file: str) -> Row | Refused:
    place = f"{file}:{item.place.line}"
    if not isinstance(item, Table):
        return Refused(place, "this is no map, such as {system: mail, occurred: 2026-04-14 10:00}.")
    return Row(kind, {key: _text(entry.value) for key, entry in item.entries.items()}, place)


def _text(node: Node) -> str:
    if isinstance(node, Text):
        return "" if node.is_empty else node.value
    return ", ".join(_text(each) for each in node.items) if isinstance(node, Listing) else str(dict(node.entries))


def _csv(path: Path) -> Iterator[Row | Refused]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file)
            for row in reader:
                texts = {
                    (key or "").strip().lower(): value.strip() for key, value in row.items() if isinstance(value, str)
                }
                yield Row(texts.pop("kind", ""), texts, f"{path.name}:{reader.line_num}")
    except (UnicodeDecodeError, csv.Error) as error:
        raise UnreadableUptime(file=path.name, why=f"it is no table of text ({error})", remedy=AS_TEXT) from None


AS_TEXT = "Export it as CSV in UTF-8."


def _json_lines(path: Path) -> Iterator[Row | Refused]:
    with path.open("rb") as file:
        for number, line in enumerate(file, start=1):
            if line.strip():
                yield _json_row(line, f"{path.name}:{number}")


def _json_row(line: bytes, place: str) -> Row | Refused:
    try:
        found = json.loads(line)
    except ValueError:
        return Refused(place, "this is not JSON. Write one JSON object a line.")
    if not isinstance(found, dict):
        return Refused(place, "this is no JSON object. Write one JSON object a line.")
    texts = {str(key).lower(): _plain(value) for key, value in found.items()}
    return Row(texts.pop("kind", ""), texts, place)


def _plain(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return ", ".join(map(_plain, value)) if isinstance(value, list) else str(value)
