"""What a YAML parser's complaint means for a person who writes agreements."""

from __future__ import annotations

import re

from ruamel.yaml.error import MarkedYAMLError

from asagreed.reading.limits import MAX_LINE
from asagreed.reading.nodes import Place
from asagreed.reading.problems import Problem, problem_at
from asagreed.reading.sources import Source

_UNSEEN = re.compile(
    r"[^\t\n\r\x20-\x7e\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]|[\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff]"
)
"""What YAML does not allow, line ends that editors do not show, and marks that turn the direction of reading."""
_QUOTES = "Close the quotation mark where the text ends."
_INDENT = "Indent the keys of one map by the same number of spaces, and put one space after each colon."
_AT_THE_OPENING = ("YML103", "YML112")
"""What is wrong is told where it begins, not where the parser noticed."""
_EXPLANATIONS = (
    (
        "cannot start any token",
        "\\t",
        "YML102",
        "A tab stands here, and indentation is counted in spaces only.",
        "Replace the tab by spaces.",
    ),
    (
        "found unexpected end of stream",
        "",
        "YML103",
        "A quotation mark is opened here and never closed.",
        _QUOTES,
    ),
    (
        "mapping values are not allowed here",
        "",
        "YML105",
        "A colon with a space stands inside a text here, so it reads like a key within a value.",
        "Put the whole text in quotation marks, or begin a new line if a new key is meant.",
    ),
    (
        "expected ',' or",
        "",
        "YML104",
        "A bracket that is opened in line {opened} is not closed, or a comma is missing before this place.",
        "Close the bracket, or put a comma between the entries.",
    ),
    (
        "found '<stream end>'",
        "",
        "YML104",
        "A bracket that is opened in line {opened} is not closed before the end of the file.",
        "Close the bracket.",
    ),
    (
        "expected <block end>",
        "",
        "YML111",
        "This line is indented differently from the lines that it belongs to.",
        _INDENT,
    ),
    (
        "could not find expected ':'",
        "",
        "YML112",
        "A key stands here without a colon.",
        "Put a colon and a space after the key.",
    ),
)


def find_control_character(source: Source) -> Problem | None:
    """Return the problem of the first character that YAML does not allow, if there is one."""
    found = _UNSEEN.search(source.text)
    if found is None:
        return None
    before = source.text[: found.start()]
    column = found.start() - (before.rfind("\n") + 1)
    return problem_at(
        Place(source, before.count("\n") + 1, column + 1, 1, None),
        "YML106",
        f"A character that cannot be seen stands here (U+{ord(found[0]):04X}).",
        remedy="Delete it; such characters come from copying out of other programs.",
    )


def find_long_line(source: Source) -> Problem | None:
    """Return the problem of the first line that is too long to be read, if there is one."""
    for number, line in enumerate(source.lines, start=1):
        if len(line) > MAX_LINE:
            return problem_at(
                Place(source, number, MAX_LINE + 1, 1, None),
                "YML010",
                f"The line has more than {MAX_LINE:,} characters.",
                remedy="Write lists and long texts over several lines.",
            )
    return None


def explain_syntax(error: MarkedYAMLError, source: Source) -> Problem:
    """Return the problem for text that is not YAML."""
    said = str(error.problem or "")
    mark = error.problem_mark or error.context_mark
    for words, also, code, message, remedy in _EXPLANATIONS:
        if words in said and also in said:
            place = _place(error.context_mark if code in _AT_THE_OPENING else mark, source)
            opened = getattr(error.context_mark, "line", 0) + 1
            return problem_at(place, code, message.format(opened=opened), remedy=remedy)
    return problem_at(
        _place(mark, source),
        "YML101",
        f"The text cannot be read as YAML from here on: {said}.",
        remedy="Compare the line with its neighbors: brackets, quotation marks, colons and spaces in pairs.",
    )


def _place(mark: object, source: Source) -> Place:
    line, column = getattr(mark, "line", 0), getattr(mark, "column", 0)
    return Place(source, line + 1, column + 1, 1, None)
