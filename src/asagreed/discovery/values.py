"""Values of answers: a length or none, a date or never, hours of a week, a word out of a few."""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated

from pydantic import PlainValidator, WithJsonSchema
from pydantic_core import PydanticCustomError

from asagreed.open_time import Calendar, Shift, parse_shifts, weekly_calendar
from asagreed.terms.refusals import from_text, refuse
from asagreed.terms.sections.calendars import is_always
from asagreed.terms.values.dates import parse_date
from asagreed.terms.values.days import parse_days
from asagreed.terms.values.durations import parse_length
from asagreed.terms.values.prices import Price, price_in
from asagreed.terms.values.shifts import read_shifts
from asagreed.terms.values.texts import choice

NOTHING = frozenset(("none", "never", "no", "nothing"))
"""Words by which somebody says that there is none of what was asked for."""
NEVER = date.min
"""Stands for a date on which nothing was done."""
Week = tuple[tuple[Shift, ...], ...]
"""The shifts of Monday to Sunday."""
BESIDE, ELSEWHERE = "beside the system", "at another place"
WHERE = {each: each for each in (BESIDE, "in the same building", ELSEWHERE, "in a cloud")}
WORK_WISHES = {each: each for each in ("included", "charged", "asked about each time")}
_PART = re.compile(r"\s*(?P<days>[^\d;]*[^\d;\s])\s+(?P<shifts>\d[^;]*)(?:;|$)")


def is_nothing(text: str) -> bool:
    """Say whether an answer says that there is none."""
    return text.strip().lower() in NOTHING


def parse_cadence(text: str) -> int:
    """Return the seconds between two backups, 0 for none at all."""
    return 0 if is_nothing(text) else parse_length(text)


def parse_tested(text: str) -> date:
    """Return the day on which a restore was tried last, or NEVER."""
    return NEVER if is_nothing(text) else parse_date(text)


def parse_week(text: str) -> Week:
    """Return the hours of a week: `mon-fri 09:00-17:00`, `mon-thu 08:00-17:00; fri 08:00-14:00`, `always`."""
    if is_always(text):
        return (parse_shifts("00:00-24:00"),) * 7
    week: dict[int, tuple[Shift, ...]] = {}
    position = 0
    while position < len(text.rstrip()):
        part = _PART.match(text, position)
        if part is None:
            raise _no_week(text, text[position:].strip())
        key = _shifted(part, "days", text)
        if any(day in week for day in key):
            raise _no_week(text, part["days"])
        week |= dict.fromkeys(key, _shifts(part, text))
        position = part.end()
    return tuple(week.get(day, ()) for day in range(7))


def week_calendar(week: Week, *, name: str, zone: str) -> Calendar:
    """Return the hours of a week as a calendar of a zone."""
    return weekly_calendar(name=name, zone=zone, weekly=week)


def _shifted(part: re.Match[str], group: str, text: str) -> tuple[int, ...]:
    try:
        days = parse_days(part[group]).days
    except PydanticCustomError:
        days = ()
    if not days:
        raise _no_week(text, part[group])
    return days


def _shifts(part: re.Match[str], text: str) -> tuple[Shift, ...]:
    try:
        return read_shifts(part["shifts"])
    except PydanticCustomError:
        raise _no_week(text, part["shifts"].strip()) from None


def _no_week(text: str, token: str) -> PydanticCustomError:
    return refuse(
        "YML308",
        f"«{token or text}» does not say on which days and from when to when, each day once.",
        remedy="Write, for instance, mon-fri 09:00-17:00, or mon-thu 08:00-17:00; fri 08:00-14:00, or always.",
        text=text,
        token=token,
    )


def _texts(*examples: str) -> WithJsonSchema:
    return WithJsonSchema({"type": "string", "examples": [*examples]})


Cadence = Annotated[int, PlainValidator(from_text(parse_cadence)), _texts("24 h", "none")]
TestedOn = Annotated[date, PlainValidator(from_text(parse_tested)), _texts("2026-01-03", "never")]
WeekHours = Annotated[Week, PlainValidator(from_text(parse_week)), _texts("mon-fri 09:00-17:00")]
HourCost = Annotated[Price, PlainValidator(price_in("h")), _texts("400.00 USD per h")]
Where = Annotated[str, PlainValidator(choice(WHERE, what="a place")), WithJsonSchema({"enum": [*WHERE]})]
WorkWish = Annotated[
    str, PlainValidator(choice(WORK_WISHES, what="emergency work")), WithJsonSchema({"enum": [*WORK_WISHES]})
]
