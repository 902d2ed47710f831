"""Which days a line of a calendar is about: `mon-thu`, `weekdays`, `on illinois`, `day before illinois`."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import PlainValidator, WithJsonSchema
from pydantic_core import PydanticCustomError

from asagreed.terms.refusals import from_text, refuse

DAY_NAMES = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_GROUPS = {"weekdays": range(5), "weekend": range(5, 7), "weekends": range(5, 7), "every day": range(7)}
Meant = int | tuple[str, str]
"""A day of the week (Monday is 0), or the day on or before the holidays of a list."""
_SEPARATOR = re.compile(r"\s*(?:,|\band\b)\s*")


@dataclass(frozen=True, slots=True)
class DayKey:
    """Days of the week (Monday is 0), or the days on or before the holidays of a list."""

    text: str
    days: tuple[int, ...] = ()
    holidays: str = ""
    when: Literal["week", "on", "before"] = "week"

    @property
    def meant(self) -> frozenset[Meant]:
        """The days that the key is about, each in a form in which equal days are equal."""
        return frozenset(self.days) if self.when == "week" else frozenset(((self.when, self.holidays),))


def parse_days(text: str) -> DayKey:
    """Return the days that a key names. `weekdays` are Monday to Friday, `weekend` is Saturday and Sunday."""
    words = " ".join(text.split())
    for prefix, when in _HOLIDAY_WORDS.items():
        if words.lower().startswith(prefix + " "):
            return DayKey(words, holidays=words[len(prefix) + 1 :], when=when)
    days: list[int] = []
    for part in _SEPARATOR.split(words.lower()):
        days += _days_of(part, text=text)
    return DayKey(words, tuple(dict.fromkeys(days)))


def days_text(days: Iterable[int]) -> str:
    """Return the key of some days of the week, such as `mon-thu` or `mon, wed-fri`."""
    runs: list[list[int]] = []
    for day in sorted(days):
        if runs and runs[-1][-1] == day - 1:
            runs[-1].append(day)
        else:
            runs.append([day])
    ends = ([DAY_NAMES[day][:3] for day in dict.fromkeys((run[0], run[-1]))] for run in runs)
    return ", ".join("-".join(each) for each in ends)


def find_days(text: str) -> DayKey | None:
    """Return the days that a text names, or None when it names none."""
    try:
        return parse_days(text)
    except PydanticCustomError:
        return None


_HOLIDAY_WORDS: dict[str, Literal["on", "before"]] = {
    "on": "on",
    "day before": "before",
    "the day before": "before",
}


def _days_of(part: str, *, text: str) -> list[int]:
    if part in _GROUPS:
        return list(_GROUPS[part])
    first, dash, last = (word.strip() for word in part.replace("–", "-").partition("-"))
    start = _number_of(first, text=text)
    if not dash:
        return [start]
    end = _number_of(last, text=text)
    return [day % 7 for day in range(start, end + 1 if end >= start else end + 8)]


def _number_of(word: str, *, text: str) -> int:
    for number, name in enumerate(DAY_NAMES):
        if len(word) >= 3 and name.startswith(word.removesuffix("s") if len(word) > 4 else word):
            return number
    raise refuse(
        "YML310",
        f"«{word}» is not a day: it is neither a day of the week nor a group of them.",
        remedy="Write mon, mon-thu, «mon, wed», weekdays, weekend, every day, on HOLIDAYS or day before HOLIDAYS.",
        text=text.lower(),
        token=word,
    )


DAY_SCHEMA = {
    "type": "string",
    "examples": ["mon-thu", "fri", "weekdays", "weekend", "every day", "on HOLIDAYS", "day before HOLIDAYS"],
}
Days = Annotated[DayKey, PlainValidator(from_text(parse_days)), WithJsonSchema(DAY_SCHEMA)]
