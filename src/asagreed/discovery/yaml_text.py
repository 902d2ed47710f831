"""Writing papers: texts of YAML that read back as they were meant."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from textwrap import wrap

_PLAIN = re.compile(r"[A-Za-z0-9][A-Za-z0-9 .%/@_'-]*(?<! )")
_EMPTY = frozenset(("null", "~"))
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\r": ""}

LONGEST_LINE = 110

Data = str | Sequence["Data"] | Mapping[str, "Data"]


def text_of(value: str) -> str:
    """Return a text as YAML: as it is where nothing in it could mean something else, in quotation marks elsewhere."""
    if _PLAIN.fullmatch(value) and value not in _EMPTY:
        return value
    return '"' + "".join(_ESCAPES.get(letter, letter) for letter in value) + '"'


def flow(value: Data) -> str:
    """Return a value on one line: `{outage of: mail, lasting: 1 h}`."""
    if isinstance(value, str):
        return text_of(value)
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{text_of(key)}: {flow(each)}" for key, each in value.items()) + "}"
    return "[" + ", ".join(flow(each) for each in value) + "]"


def block(entries: Mapping[str, Data], *, indent: int = 0) -> str:
    """Return entries line by line; a value that is too long for a line goes over several below its key."""
    return "".join(_entry(key, value, indent) for key, value in entries.items())


def _entry(key: str, value: Data, indent: int) -> str:
    head = f"{' ' * indent}{text_of(key)}:"
    line = f"{head} {flow(value)}\n"
    if len(line) <= LONGEST_LINE:
        return line
    if isinstance(value, Mapping):
        return f"{head}\n{block(value, indent=indent + 2)}"
    if isinstance(value, str) and value == " ".join(value.split()):
        folded = wrap(value, LONGEST_LINE - indent - 2, break_long_words=False, break_on_hyphens=False)
        return f"{head} >-\n" + "".join(f"{' ' * (indent + 2)}{each}\n" for each in folded)
    return line
