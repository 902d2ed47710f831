"""States on a page: always an icon, a word and a colour together."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from asagreed.documents.markup import Markup, element

Data = dict[str, Any]
GOOD, BAD, NEUTRAL = "good", "bad", "neutral"
VERDICTS = {"met": GOOD, "breached": BAD}
MARKS = {
    GOOD: "M-5 0a5 5 0 1 0 10 0a5 5 0 1 0 -10 0",
    BAD: "M0 -6.5 6.5 0 0 6.5 -6.5 0Z",
    NEUTRAL: "M-4.5 -4.5H4.5V4.5H-4.5Z",
}
"""The shape of a share in a chart, so that its state is not told by its colour alone."""
_PATHS = {
    GOOD: "M3 8.5 6.5 12 13 4.5",
    BAD: "M4 4 12 12 M12 4 4 12",
    NEUTRAL: "M3.5 8 12.5 8",
}


def icons() -> Markup:
    """Return the drawings that `state` refers to; they are shown nowhere themselves."""
    symbols = (
        element("symbol", element("path", d=path), id=f"icon-{kind}", viewBox="0 0 16 16")
        for kind, path in _PATHS.items()
    )
    return element("svg", *symbols, class_="icons", width="0", height="0", aria_hidden="true")


def state(kind: str, words: str) -> Markup:
    """Return a state in words, with the icon and the colour of its kind."""
    icon = element("svg", element("use", href=f"#icon-{kind}"), class_="icon", aria_hidden="true")
    return element("span", icon, element("span", words), class_=f"state {kind}")


def verdict(word: str) -> Markup:
    """Return the verdict on a clock as a state."""
    return state(VERDICTS.get(word, NEUTRAL), word)


def kept(is_kept: bool | None, *, is_over: bool) -> Markup:  # noqa: FBT001 -- the value shown, not a switch
    """Return whether a promised share was kept; a period that still runs is «so far»."""
    if is_kept is None:
        return state(NEUTRAL, "undecided")
    words = "kept" if is_kept else "missed"
    return state(GOOD if is_kept else BAD, words if is_over else f"{words} so far")


def standing(line: Data) -> Markup:
    """Return where the share of a line stands beside the promised one."""
    kind = standing_kind(line)
    if kind == NEUTRAL:
        return state(NEUTRAL, "undecided" if line["share"] is None else "not compared")
    return state(kind, "reached" if kind == GOOD else "below")


def standing_kind(line: Data) -> str:
    """Compare the share of a line with the promised one, exactly."""
    share, promised = line["share"], line["promised"]
    if share is None or promised is None or promised["exact"] is None:
        return NEUTRAL
    return GOOD if Fraction(share["exact"]) >= Fraction(promised["exact"]) else BAD


def legend() -> Markup:
    """Return the key to the charts."""
    meanings = {GOOD: "share reached the promise", BAD: "share is below it", NEUTRAL: "share without a single promise"}
    items = [
        element("li", _sign(element("path", d=MARKS[kind], class_=f"mark {kind}")), words)
        for kind, words in meanings.items()
    ]
    whisker = element("path", d="M0 -8V8M-4 -8H4M-4 8H4", class_="whisker")
    promise = element("path", d="M-9 0H9", class_="promise")
    return element(
        "ul",
        *items,
        element("li", _sign(whisker), "95\N{NO-BREAK SPACE}% interval"),
        element("li", _sign(promise), "promised share"),
        class_="legend",
    )


def _sign(drawing: Markup) -> Markup:
    return element("svg", drawing, width="20", height="20", viewBox="-10 -10 20 20", aria_hidden="true")
