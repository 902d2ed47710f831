"""Dates and moments as they are written in a signed paper; a bare date means 00:00 in the agreement's zone."""

from __future__ import annotations

import re
from datetime import date, datetime, time
from typing import Annotated

from pydantic import PlainValidator, WithJsonSchema

from asagreed.terms.refusals import from_text, refuse

FIRST_YEAR, LAST_YEAR = 1900, 2999
_DATE = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
_UTC = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z")
_MOMENT = re.compile(r"(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2})?))?")


def parse_date(text: str) -> date:
    """Return the date of a text such as `2026-07-01`. Raises PydanticCustomError with a code."""
    if not _DATE.fullmatch(text):
        raise refuse(
            "YML306",
            f"«{text}» is not a date: year, month and day belong here, with four, two and two digits.",
            remedy="Write it as 2026-07-01.",
            text=text,
        )
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise refuse(
            "YML306",
            f"«{text}» is not in the calendar: there is no such month, or the month has no such day.",
            remedy="Correct the month or the day.",
            text=text,
        ) from None
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise refuse(
            "YML306",
            f"The year of «{text}» lies outside {FIRST_YEAR} to {LAST_YEAR}, for which calendars are computed.",
            remedy="Correct the year; leave the key out if the date is not known.",
            text=text,
        )
    return day


def parse_moment(text: str) -> datetime:
    """Return the local moment of `2026-07-01` (its midnight) or `2026-07-01 15:30`, without a zone."""
    match = _MOMENT.fullmatch(text)
    day = parse_date(match[1] if match else text.split(" ", maxsplit=1)[0])
    try:
        hours, minutes, seconds = _clock_time(match)
        return datetime.combine(day, time(hours, minutes, seconds))
    except ValueError:
        raise refuse(
            "YML307",
            f"«{text}» is not a moment: a date belongs here, and a clock time between 00:00 and 23:59 may follow.",
            remedy="Write 2026-07-01 or 2026-07-01 15:30; the agreement's zone applies.",
            text=text,
            token=text[11:],
        ) from None


def parse_utc(text: str) -> int:
    """Return the UTC seconds of `2026-07-01T15:30:00Z`, a moment that a program wrote."""
    try:
        if _UTC.fullmatch(text):
            return int(datetime.fromisoformat(text).timestamp())
    except ValueError:
        pass
    raise refuse(
        "YML307",
        f"«{text}» is not a moment in UTC.",
        remedy="Write it as 2026-07-01T15:30:00Z.",
        text=text,
    )


def _clock_time(match: re.Match[str] | None) -> tuple[int, int, int]:
    if match is None:
        raise ValueError("what follows the date is no clock time")
    hours, minutes, *seconds = (int(part) for part in (match[2] or "00:00").split(":"))
    return hours, minutes, seconds[0] if seconds else 0


DATE_SCHEMA = {"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}$", "examples": ["2026-07-01"]}
MOMENT_SCHEMA = {
    "type": "string",
    "pattern": r"^\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}(:\d{2})?)?$",
    "examples": ["2026-07-01", "2026-07-01 15:30"],
}
UTC_SCHEMA = {
    "type": "string",
    "pattern": r"^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z$",
    "examples": ["2026-07-01T15:30:00Z"],
}
Date = Annotated[date, PlainValidator(from_text(parse_date)), WithJsonSchema(DATE_SCHEMA)]
Moment = Annotated[datetime, PlainValidator(from_text(parse_moment)), WithJsonSchema(MOMENT_SCHEMA)]
UtcMoment = Annotated[int, PlainValidator(from_text(parse_utc)), WithJsonSchema(UTC_SCHEMA)]
