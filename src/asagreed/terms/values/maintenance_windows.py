"""When a maintenance window comes again, and how much of it there may be: `last sun`, `02:00`, `4 h a month`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import PlainValidator, WithJsonSchema

from asagreed.terms.refusals import from_text, refuse
from asagreed.terms.values.days import parse_days
from asagreed.terms.values.durations import parse_length

_IN_MONTH = re.compile(r"(first|second|third|fourth|last) (\w+)(?: of the month)?", re.IGNORECASE)
_PLACES = {"first": 1, "second": 2, "third": 3, "fourth": 4, "last": -1}
_CLOCK = re.compile(r"([01]\d|2[0-3]):([0-5]\d)")
_BUDGET = re.compile(r"(.+?) (?:a|per|each|every) (month|quarter|year)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class WindowDays:
    """Days of the week (Monday is 0); `place` is which of them in the month, from its end below zero, or 0 for each."""

    days: tuple[int, ...]
    place: int = 0


def parse_window_days(text: str) -> WindowDays:
    """Return the days of `sun`, `mon-fri` or `last sun of the month`."""
    words = " ".join(text.split())
    found = _IN_MONTH.fullmatch(words)
    key = parse_days(found[2] if found else words)
    if key.when != "week" or (found and len(key.days) != 1):
        raise refuse(
            "YML347",
            f"«{text}» does not say on which days of the week, or on which of them in the month.",
            remedy="Write, for instance, sun, mon-fri, or last sun of the month.",
            text=text,
        )
    return WindowDays(key.days, _PLACES[found[1].lower()] if found else 0)


def parse_clock_time(text: str) -> int:
    """Return the seconds after midnight of `02:00`."""
    found = _CLOCK.fullmatch(text.strip())
    if found is None:
        raise refuse(
            "YML348",
            f"«{text}» is not a time on the clock between 00:00 and 23:59.",
            remedy='Write it with four digits and in quotation marks, such as "02:00".',
            text=text,
        )
    return int(found[1]) * 3600 + int(found[2]) * 60


@dataclass(frozen=True, slots=True)
class Budget:
    """How many seconds there may be in a period."""

    seconds: int
    every: Literal["month", "quarter", "year"]


def parse_budget(text: str) -> Budget:
    """Return the limit of `4 h a month`."""
    found = _BUDGET.fullmatch(text.strip())
    if found is None:
        raise refuse(
            "YML349",
            f"«{text}» does not say in which period there may be so much.",
            remedy="Write, for instance, 4 h a month, or 12 h a year.",
            text=text,
        )
    every: dict[str, Literal["month", "quarter", "year"]] = {"month": "month", "quarter": "quarter", "year": "year"}
    return Budget(parse_length(found[1]), every[found[2].lower()])


WindowDaysText = Annotated[
    WindowDays,
    PlainValidator(from_text(parse_window_days)),
    WithJsonSchema({"type": "string", "examples": ["sun", "mon-fri", "last sun of the month"]}),
]
ClockTime = Annotated[
    int, PlainValidator(from_text(parse_clock_time)), WithJsonSchema({"type": "string", "examples": ["02:00"]})
]
BudgetText = Annotated[
    Budget,
    PlainValidator(from_text(parse_budget)),
    WithJsonSchema({"type": "string", "examples": ["4 h a month", "12 h a year"]}),
]
