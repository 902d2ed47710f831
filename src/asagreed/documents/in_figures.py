"""How figures are written on a page: counts, shares, lengths, moments. Nothing is computed here but digits."""

from __future__ import annotations

import re
from datetime import datetime
from fractions import Fraction
from math import floor
from typing import Any

from asagreed.documents.markup import Markup, element, joined

Data = dict[str, Any]
SPACE = "\N{NO-BREAK SPACE}"
_ENDS = re.compile(r"(?<=[./])")


def count(number: int, one: str = "", many: str = "") -> str:
    """Return a count with its groups of thousands apart, and the word that fits it."""
    word = one if number == 1 else many
    return f"{number:,}{SPACE}{word}" if word else f"{number:,}"


def percent(share: Data | None, *, digits: int = 1) -> str:
    """Return an exact share as a percentage, cut and never rounded up: 1999/2001 is 99.9 %, not 100 %."""
    if share is None or share["exact"] is None:
        return "n/a"
    steps = floor(Fraction(share["exact"]) * 100 * 10**digits)
    return f"{steps // 10**digits}.{steps % 10**digits:0{digits}d}{SPACE}%"


def promised_percent(promised: Data) -> str:
    """Return a promised share with all the digits it was promised with, and at least none: 95 %, 99.95 %."""
    digits = digits_of(promised)
    if digits == 0:
        return f"{Fraction(promised['exact']) * 100}{SPACE}%"
    return percent(promised, digits=digits)


def digits_of(promised: Data | None) -> int:
    """Return how many digits after the point a promised percentage has, at most six."""
    if promised is None or promised["exact"] is None:
        return 0
    exact = Fraction(promised["exact"]) * 100
    return next((digits for digits in range(6) if (exact * 10**digits).denominator == 1), 6)


def share_beside(line: Data) -> str:
    """Return the share of a line, with as many digits as the share that is promised for it needs."""
    return percent(line["share"], digits=max(1, digits_of(line["promised"])))


def share_in_full(line: Data) -> Markup:
    """Return the share of a line, cut, with the exact fraction where there is one."""
    shown = element("strong", share_beside(line))
    if line["share"] is None or "/" not in line["share"]["exact"]:
        return shown
    return joined(shown, " ", element("span", f"={SPACE}{line['share']['exact']}", class_="place"))


def promised_in_words(promised: Data | None, *, otherwise: str = "none") -> str:
    """Return the promised share and its period, or what stands there otherwise."""
    if promised is None or promised["exact"] is None:
        return otherwise
    return f"{promised_percent(promised)}{SPACE}a{SPACE}{promised['every']}"


def interval_in_words(interval: Data | None) -> str:
    """Return the ends of an interval of shares, to the tenth of a percent."""
    if interval is None:
        return "n/a"
    return f"{100 * interval['low']:.1f}–{100 * interval['high']:.1f}{SPACE}%"


def length(words: str) -> str:
    """Return a length in words that keeps each number with its unit."""
    return words.replace(" h", f"{SPACE}h").replace(" min", f"{SPACE}min").replace(" s", f"{SPACE}s")


def moment(iso: str) -> Markup:
    """Return a moment as `<time>`: date, time of day and offset from UTC."""
    at = datetime.fromisoformat(iso)
    offset = element("span", f"UTC{iso[-6:]}", class_="offset")
    return element("time", f"{at:%Y-%m-%d}{SPACE}{at:%H:%M} ", offset, datetime=iso)


def place(clause: Data) -> Markup:
    """Return where a clause was written."""
    where = f"{clause['file']}:{clause['line']}" if clause["line"] else clause["file"]
    address = element("code", _path(clause["address"]))
    return joined(address, " ", element("span", _path(where), class_="place")) if where else address


def _path(text: str) -> Markup:
    """Return a path, which a narrow column breaks after a dot or a slash."""
    parts = [part for part in _ENDS.split(text) if part]
    return element("bdi", *parts[:1], *(joined(element("wbr"), part) for part in parts[1:]))
