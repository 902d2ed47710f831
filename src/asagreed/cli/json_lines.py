"""Questions as lines of JSON on standard input, answers as lines of JSON on standard output."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable, Mapping
from typing import Any

import typer

from asagreed.errors import AsagreedError

FORMAT = "docs/reference/commands.md has the format."
Answer = Callable[[Mapping[str, Any]], dict[str, Any]]


def answer_each(lines: Iterable[bytes], answer: Answer) -> None:
    """Answer every line in order; those that cannot be read are named on standard error, and the code is then 1."""
    failed = 0
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            print(json.dumps(answer(_read(line)), ensure_ascii=False), flush=True)
        except (
            AsagreedError,
            ValueError,
            TypeError,
            LookupError,
            AttributeError,
            ArithmeticError,
            RecursionError,
        ) as error:
            failed += 1
            print(f"line {number}: {_in_words(error)}", file=sys.stderr)
    if failed:
        print(f"{failed} line(s) could not be answered.", file=sys.stderr)
        raise typer.Exit(1)


def _read(line: bytes) -> Mapping[str, Any]:
    question = json.loads(line)
    if not isinstance(question, dict):
        raise TypeError(f"a line holds one JSON object, not {type(question).__name__}")
    return question


def _in_words(error: Exception) -> str:
    if isinstance(error, KeyError):
        return f"the key {error} is missing, or names something that the line lacks. {FORMAT}"
    if isinstance(error, json.JSONDecodeError):
        return f"this is not JSON: {error.msg} at character {error.pos + 1}. Write one JSON object a line."
    if isinstance(error, AsagreedError):
        return str(error)
    return f"the line cannot be read: {str(error) or type(error).__name__}. {FORMAT}"
