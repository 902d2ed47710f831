"""What a calendar is closed for: holidays by the name of their list, or a date, dates, or hours once."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Annotated

from pydantic import PlainValidator, WithJsonSchema

from asagreed.terms.refusals import from_text, refuse
from asagreed.terms.values.dates import parse_moment
from asagreed.terms.values.texts import parse_phrase

_DATED = re.compile(r"\d{4}-")
_HOURS = re.compile(r"(\d{4}-\d{2}-\d{2}) (\d{2}:\d{2})\s*[-–]\s*(\d{2}:\d{2})")
_LENGTH_OF_DATE = len("2026-07-03")


@dataclass(frozen=True, slots=True)
class NamedHolidays:
    """The holidays of a list, by the name of the list."""

    name: str


@dataclass(frozen=True, slots=True)
class Closure:
    """One stretch of local time, the end excluded."""

    starts: datetime
    ends: datetime


Closing = NamedHolidays | Closure


def parse_closing(text: str) -> Closing:
    """Return the closing of `illinois`, `2026-07-03`, `2026-07-03 to 2026-07-05` or `2026-07-03 12:00-17:00`."""
    if not _DATED.match(text):
        return NamedHolidays(parse_phrase(text))
    hours = _HOURS.fullmatch(text)
    first, _, last = (f"{hours[1]} {hours[2]}", "", f"{hours[1]} {hours[3]}") if hours else text.partition(" to ")
    last = (last or first).strip()
    starts, ends = parse_moment(first.strip()), parse_moment(last)
    if len(last) == _LENGTH_OF_DATE:
        ends += timedelta(days=1)
    if ends <= starts:
        raise refuse(
            "YML322",
            f"The closure «{text}» ends before it has begun.",
            remedy="Write the earlier date first, or correct the hours.",
            text=text,
        )
    return Closure(starts, ends)


CLOSING_SCHEMA = {
    "type": "string",
    "examples": ["HOLIDAYS", "2026-07-03", "2026-12-24 to 2027-01-01", "2026-07-03 12:00-17:00"],
}
ClosingText = Annotated[Closing, PlainValidator(from_text(parse_closing)), WithJsonSchema(CLOSING_SCHEMA)]
