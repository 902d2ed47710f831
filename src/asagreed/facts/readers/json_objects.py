"""Objects of JSON lines, of a JSON array, or of the one list inside a JSON object."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TextIO

from asagreed.errors import UnreadableExport
from asagreed.facts.readers.records import MAXIMUM_LINE

MAXIMUM_ARRAY = 1 << 29
_DEPTH = 6
_BLANKS = " \t\r\n\ufeff"
_WRAPPED = re.compile(r'\{[^{}]*"(data|events|incidents|issues|items|records|results?|tickets|value)"\s*:\s*\[')
_LIST = re.compile(r"\[\s*(?=[{\]])")


@dataclass(frozen=True, slots=True)
class JsonObject:
    """An object with the line on which it begins, or the reason why it is refused."""

    line: int
    fields: Mapping[str, object] = field(default_factory=dict)
    refused: str | None = None


def json_objects(stream: TextIO, file: str) -> Iterator[JsonObject]:
    """Yield the objects of a JSON text. Raises UnreadableExport if it is neither lines nor an array of objects."""
    first = ""
    while not first.strip(_BLANKS):
        first = stream.readline(MAXIMUM_LINE)
    is_alone = not stream.readline(MAXIMUM_LINE).strip(_BLANKS)
    stream.seek(0)
    if _is_a_line(first.strip(_BLANKS), is_alone=is_alone):
        return _of_lines(stream)
    return _of_document(stream, file)


def _is_a_line(first: str, *, is_alone: bool) -> bool:
    """Return whether the first line is an object of its own, not the begin of a document or a document."""
    is_whole = first.endswith("}") or len(first) >= MAXIMUM_LINE - len(_BLANKS)
    if not first.startswith("{") or not is_whole:
        return False
    return not (is_alone and _WRAPPED.match(first))


def _of_lines(stream: TextIO) -> Iterator[JsonObject]:
    number = 0
    while line := stream.readline(MAXIMUM_LINE + 1):
        number += 1
        if len(line) > MAXIMUM_LINE and not line.endswith("\n"):
            while (rest := stream.readline(MAXIMUM_LINE)) and not rest.endswith("\n"):
                pass
            yield JsonObject(number, refused=f"the line has more than {MAXIMUM_LINE:,} characters")
        elif line.strip(_BLANKS):
            yield _object_of(line.strip(_BLANKS), number)


def _object_of(text: str, line: int) -> JsonObject:
    try:
        value = json.loads(text)
    except (ValueError, RecursionError) as error:
        return JsonObject(line, refused=f"this is not JSON: {_in_words(error)}")
    return _checked(value, text, line)


def _checked(value: object, text: str, line: int) -> JsonObject:
    if not isinstance(value, dict):
        return JsonObject(line, refused="this is no JSON object")
    fields = dict(_flat(value))
    broken = any(_is_no_text(one) for pair in fields.items() for one in pair) if not text.isascii() else "\\u" in text
    if broken and any(_is_no_text(one) for pair in fields.items() for one in pair):
        return JsonObject(line, refused="it has characters that are no text")
    return JsonObject(line, fields)


def _is_no_text(value: object) -> bool:
    return any(letter == "\0" or "\ud800" <= letter <= "\udfff" for letter in str(value))


def _in_words(error: Exception) -> str:
    if isinstance(error, json.JSONDecodeError):
        return f"{error.msg} at character {error.pos + 1}"
    return "it is nested too deeply" if isinstance(error, RecursionError) else str(error)


def _flat(value: Mapping[str, object], before: str = "", depth: int = 1) -> Iterator[tuple[str, object]]:
    for key, inner in value.items():
        if isinstance(inner, dict) and inner and depth < _DEPTH:
            yield from _flat(inner, f"{before}{key}.", depth + 1)
        else:
            yield f"{before}{key}", inner


def _of_document(stream: TextIO, file: str) -> Iterator[JsonObject]:
    text = stream.read(MAXIMUM_ARRAY).lstrip("\ufeff")
    if len(text) >= MAXIMUM_ARRAY - 1:
        remedy = "Write one object a line (JSON lines)."
        raise UnreadableExport(file=file, why="a JSON document of this size is not read at once", remedy=remedy)
    position = _after_bracket(text, file)
    decoder, line, counted = json.JSONDecoder(), 1, 0
    while True:
        position = _next_value(text, position)
        if text[position : position + 1] == "]":
            return
        line, counted = line + text.count("\n", counted, position), position
        try:
            value, end = decoder.raw_decode(text, position)
        except (ValueError, RecursionError) as error:
            raise _broken(file, line, _in_words(error)) from None
        yield _checked(value, text[position:end], line)
        position = end


def _after_bracket(text: str, file: str) -> int:
    """Return where the elements begin: after the first [ that holds objects."""
    begin = _LIST.search(text)
    if begin is None:
        raise _broken(file, 1, "it holds no list of objects")
    return begin.end()


def _next_value(text: str, position: int) -> int:
    while text[position : position + 1] in (" ", "\t", "\r", "\n", ","):
        position += 1
    return position


def _broken(file: str, line: int, why: str) -> UnreadableExport:
    remedy = "Export it again, or write one object a line: then a broken one is refused alone."
    return UnreadableExport(file=file, why=f"line {line} is not JSON: {why}", remedy=remedy)
