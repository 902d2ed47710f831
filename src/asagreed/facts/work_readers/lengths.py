"""Lengths and distances as exports of work write them: `1 h 30 min`, `1:30`, `1.5`, `PT1H30M`."""

from __future__ import annotations

import re
from fractions import Fraction

_NUMBER = re.compile(r"-?(?:\d{1,12}(?:[.,]\d{1,18})?|[.,]\d{1,18})(?:[eE][+-]?\d{1,2})?")
_ON_A_CLOCK = re.compile(r"(-?)(\d{1,6}):(\d{2})(?::(\d{2})(?:\.0+)?)?")
_IN_WORDS = re.compile(
    r"(?:(?P<h>\d{1,6}(?:\.\d+)?) ?(?:h|hrs?|hours?))?,? ?(?:(?P<min>\d{1,6}(?:\.\d+)?) ?(?:m|mins?|minutes?))?,? ?"
    r"(?:(?P<s>\d{1,9}(?:\.\d+)?) ?(?:s|secs?|seconds?))?"
)
_MOST = 10**11
"""Seconds or meters above which a number is a slip, and would not fit where numbers are kept."""
_UNITS = {"h": 3600, "min": 60, "s": 1}


def read_length(text: str, *, unit: int | None) -> int | None:
    """Return how many seconds a text means, rounded to the nearest, or None if it is no length.

    `unit` is how many seconds a bare number counts by; without it a bare number is no length.
    """
    words = " ".join(text.lower().removeprefix("pt").split())
    on_a_clock = _ON_A_CLOCK.fullmatch(words)
    if on_a_clock:
        sign, hours, minutes, seconds = on_a_clock.groups(default="0")
        whole = int(hours) * 3600 + int(minutes) * 60 + int(seconds)
        return -whole if sign == "-" else whole
    number = read_number(words)
    if number is not None:
        return None if unit is None else _nearest(number * unit)
    in_words = _IN_WORDS.fullmatch(words)
    if in_words is None or not any(in_words.groups()):
        return None
    parts = (Fraction(in_words[name]) * seconds for name, seconds in _UNITS.items() if in_words[name])
    return _nearest(sum(parts, Fraction(0)))


def read_number(text: str) -> Fraction | None:
    """Return the number that a text is, with a point or a comma before its decimals, or None."""
    words = text.strip()
    return Fraction(words.replace(",", ".")) if _NUMBER.fullmatch(words) else None


def read_meters(text: str) -> int | None:
    """Return how many meters a number of kilometers is, or None if it is none; `12.5 km` is one too."""
    number = read_number(text.lower().removesuffix("km"))
    return None if number is None or number < 0 else _nearest(number * 1000)


def _nearest(exact: Fraction) -> int | None:
    """Return the nearest whole number, a half going away from zero; None for one that cannot be meant."""
    if abs(exact) > _MOST:
        return None
    whole = (2 * abs(exact.numerator) + exact.denominator) // (2 * exact.denominator)
    return whole if exact >= 0 else -whole
