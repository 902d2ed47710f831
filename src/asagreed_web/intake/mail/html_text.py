"""HTML mail as text, in one pass over the tags, never back.

Nothing here makes HTML safe: that is for nh3, at the moment of showing.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

MOST_DEPTH = 256

_BLOCK_NAMES = (
    "address article aside blockquote body center dd div dl dt fieldset figure footer form h1 h2 h3 h4 h5 h6 header hr "
    "html li main nav ol p pre section table tbody tfoot thead tr ul"
)
_SPACED_NAMES = "p h1 h2 h3 h4 h5 h6 ul ol table blockquote pre"
_UNSEEN_NAMES = "script style title template noframes"
_SHALLOW_NAMES = (
    "area base br col embed hr img input link meta param source track wbr p li dt dd option tr td th tbody thead tfoot "
    "html body head"
)

_BLOCKS = frozenset(_BLOCK_NAMES.split())
_SPACED = frozenset(_SPACED_NAMES.split())
_UNSEEN = frozenset(_UNSEEN_NAMES.split())
_NEVER_DEEP = frozenset(_SHALLOW_NAMES.split())
"""Tags that hold nothing, or that close themselves when the next of their kind opens."""
_TAG = re.compile(r"<(?:/?(?P<name>[a-zA-Z][a-zA-Z0-9]{0,20})|[!?])")


class _Piece(NamedTuple):
    """Words between tags, or one tag: its name in lower case, whether it closes another or is closed in itself."""

    words: str = ""
    tag: str = ""
    closes: bool = False
    is_closed: bool = False


def _pieces(source: str) -> Iterator[_Piece]:
    """Yield words and tags in order. A tag ends at its first «>», whatever its quotes say."""
    place = 0
    while found := _TAG.search(source, place):
        start = found.start()
        yield _Piece(words=source[place:start])
        end = source.find("-->" if source.startswith("<!--", start) else ">", start)
        if end < 0:
            return
        place = source.find(">", end) + 1
        if name := found["name"]:
            closes = source.startswith("/", start + 1)
            yield _Piece(tag=name.lower(), closes=closes, is_closed=source[end - 1] == "/")
            if name.lower() in _UNSEEN and not closes:
                place = _after_unseen(source, name, place)
    yield _Piece(words=source[place:])


def _after_unseen(source: str, tag: str, place: int) -> int:
    """Return the place where a script or a style sheet ends, which is the end if nothing closes it."""
    found = re.compile(f"</{tag}", re.IGNORECASE).search(source, place)
    return found.start() if found else len(source)


def is_too_deep(source: str) -> bool:
    """Whether tags are nested deeper than 256: 100,000 that are left open cost nh3 a minute."""
    depth = 0
    for piece in _pieces(source):
        if piece.tag and piece.tag not in _NEVER_DEEP and not piece.is_closed:
            depth = max(0, depth + (-1 if piece.closes else 1))
            if depth > MOST_DEPTH:
                return True
    return False


@dataclass(slots=True)
class _Page:
    """The lines of text under way."""

    lines: list[str] = field(default_factory=list)
    line: list[str] = field(default_factory=list)
    quotes: int = 0
    kept: int = 0

    def write(self, words: str) -> None:
        """Add words to the line; white space counts as one blank, but in a `pre` as it stands."""
        if not self.kept:
            self.line.append(re.sub(r"\s+", " ", words))
            return
        first, *others = words.split("\n")
        self.line.append(first)
        for other in others:
            self.end_line(always=True)
            self.line.append(other)

    def end_line(self, *, always: bool = False) -> None:
        """End the line if there is something on it."""
        written = "".join(self.line)
        self.line = []
        if always or written.strip():
            self.lines.append("> " * self.quotes + (written.rstrip() if self.kept else " ".join(written.split())))

    def free_line(self, quotes: int) -> None:
        """Leave one line free, quoted so deep or less; never two, and none at the start."""
        free = ("> " * quotes).rstrip()
        if self.lines and self.lines[-1].strip("> "):
            self.lines.append(free)
        elif self.lines and len(free) < len(self.lines[-1]):
            self.lines[-1] = free

    def take(self, piece: _Piece) -> None:
        """Follow a tag."""
        if piece.tag in _BLOCKS or piece.tag == "br":
            self.end_line(always=piece.tag == "br")
        elif piece.tag in {"td", "th"}:
            self.line.append(" ")
        step, before = -1 if piece.closes else 1, self.quotes
        if piece.tag == "blockquote":
            self.quotes = min(max(0, before + step), 20)
        elif piece.tag == "pre":
            self.kept = max(0, self.kept + step)
        elif piece.tag == "li" and not piece.closes:
            self.line.append("- ")
        if piece.tag in _SPACED:
            self.free_line(min(before, self.quotes))


def html_as_text(source: str) -> str:
    """Return what a reader of HTML would read, without scripts and styles; quoted parts begin with «> »."""
    page = _Page()
    for piece in _pieces(source):
        if piece.tag:
            page.take(piece)
        elif piece.words:
            page.write(html.unescape(piece.words))
    page.end_line()
    return "\n".join(page.lines).strip()
