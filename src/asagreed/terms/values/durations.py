"""Lengths of time as words: `30 min`, `1 h 30 min`, `2 working days`, `3 elapsed days`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from typing import Annotated

from pydantic import PlainValidator, WithJsonSchema
from pydantic_core import PydanticCustomError

from asagreed.terms.refusals import from_text, refuse
from asagreed.terms.values.vague import VAGUE_WORDS

DAY = 86_400
_PART = re.compile(r"(?P<number>\d+(?:\.\d+)?)\s*(?P<unit>(?:(?:working|business|elapsed)\s+)?[A-Za-z]+)\s*")
_SECONDS = {
    **dict.fromkeys(("s", "sec", "second", "seconds"), 1),
    **dict.fromkeys(("min", "minute", "minutes"), 60),
    **dict.fromkeys(("h", "hour", "hours"), 3600),
    **dict.fromkeys(("elapsed day", "elapsed days"), DAY),
    **dict.fromkeys(("elapsed h", "elapsed hour", "elapsed hours"), 3600),
}
_WORKING_DAYS = ("working day", "working days", "business day", "business days")
_UNCLEAR = ("d", "day", "days", "week", "weeks", "month", "months")


@dataclass(frozen=True, slots=True)
class Duration:
    """A promised length of time.

    `working_days` become seconds with the agreement's `working day`. `is_elapsed` says that the time passes on the
    wall, day and night, whatever hours the clause has.
    """

    seconds: int
    working_days: Fraction = Fraction(0)
    is_elapsed: bool = False

    def in_seconds(self, *, working_day: int | None) -> int:
        """Return the length in seconds; a length in working days needs the length of one."""
        return self.seconds + int(self.working_days * (working_day or 0))


def parse_duration(text: str) -> Duration:
    """Return the duration that a text names. Raises PydanticCustomError with a code."""
    refuse_vague(text)
    seconds, days, elapsed = Fraction(0), Fraction(0), set[bool]()
    position = 0
    while position < len(text.rstrip()):
        match = _PART.match(text, position)
        if match is None:
            raise _unreadable(text, text[position:].strip())
        number, unit = Fraction(match["number"]), " ".join(match["unit"].lower().split())
        if unit in _WORKING_DAYS:
            days += number
        else:
            seconds += number * _seconds_of(unit, text=text, token=match[0].strip())
        elapsed.add(unit.startswith("elapsed"))
        position = match.end()
    return _checked(text, seconds, days, elapsed)


def parse_length(text: str) -> int:
    """Return a plain length of time in seconds; days of any kind are refused."""
    duration = parse_duration(text)
    if duration.working_days or duration.is_elapsed:
        raise refuse(
            "YML303",
            f"«{text}» counts in days, and a length of clock time belongs here.",
            remedy="Write it in hours or minutes, such as 9 h or 30 min.",
            text=text,
        )
    return duration.seconds


def refuse_vague(text: str) -> None:
    """Raise the refusal of a vague word, with the reason why it promises nothing."""
    for words, reason in VAGUE_WORDS.items():
        found = re.search(rf"(?<!\w){words}(?!\w)", text, re.IGNORECASE)
        if found:
            raise refuse(
                "YML302",
                f"«{found[0]}» is not a target: {reason}.",
                remedy="Write a length of time such as 4 h, make it a guide (8 h as a guide), or write none.",
                text=text,
                token=found[0],
            )


def _seconds_of(unit: str, *, text: str, token: str) -> int:
    if unit in _SECONDS:
        return _SECONDS[unit]
    if unit in _UNCLEAR:
        raise refuse(
            "YML303",
            f"«{token}» can be read in two ways: in working days, or in days that pass on the wall.",
            remedy="Write working days (and say how long one is: working day: 9 h), or elapsed days.",
            text=text,
            token=token,
        )
    raise _unreadable(text, token)


def _checked(text: str, seconds: Fraction, days: Fraction, elapsed: set[bool]) -> Duration:
    if not elapsed or len(elapsed) == 2 or seconds.denominator != 1:
        raise _unreadable(text, "")
    if not seconds and not days:
        raise refuse(
            "YML304",
            f"«{text}» is no time at all: every ticket would miss it at once.",
            remedy="Write a length above zero, or none if there is no such target.",
            text=text,
        )
    return Duration(int(seconds), days, elapsed == {True})


def _unreadable(text: str, token: str) -> PydanticCustomError:
    return refuse(
        "YML301",
        f"«{token or text}» is not a length of time: a number and a unit (s, min, h, working days, elapsed days).",
        remedy="Write, for instance, 30 min, 4 h, 1 h 30 min or 2 working days.",
        text=text,
        token=token,
    )


@dataclass(frozen=True, slots=True)
class WrittenLength:
    """A length that is a key: as it was written, by which its line is found, and its seconds."""

    text: str
    seconds: int


LENGTH_SCHEMA = {"type": "string", "examples": ["30 min", "4 h", "1 h 30 min"]}
Length = Annotated[int, PlainValidator(from_text(parse_length)), WithJsonSchema(LENGTH_SCHEMA)]
LengthKey = Annotated[
    WrittenLength,
    PlainValidator(from_text(lambda text: WrittenLength(text, parse_length(text)))),
    WithJsonSchema(LENGTH_SCHEMA),
]
