"""Values as they are written in the books: counts from zero, lengths, shares, months, moments that come once."""

from __future__ import annotations

import re
from collections.abc import Mapping
from fractions import Fraction
from typing import Annotated

from pydantic import BeforeValidator, PlainValidator, WithJsonSchema
from pydantic_core import PydanticCustomError

from asagreed.terms.refusals import from_text, refuse
from asagreed.terms.values.dates import FIRST_YEAR, LAST_YEAR, parse_moment
from asagreed.terms.values.durations import LENGTH_SCHEMA, parse_length
from asagreed.terms.values.prices import Price, price_in
from asagreed.terms.values.texts import choice

_MONTH = re.compile(r"(\d{4})-(\d{2})", re.ASCII)
_PERCENT = re.compile(r"(\d{1,9}(?:\.\d{1,9})?) ?%", re.ASCII)
_NOTHING = re.compile(r"none|0+(?:\.0+)? ?(?:s|min|h)", re.IGNORECASE)
SAYS = {word: word for word in ("included", "excluded", "emergency", "no emergency")}


def parse_count(text: str) -> int:
    """Return a whole number from zero on."""
    if text.isascii() and text.isdigit() and len(text) < 10:
        return int(text)
    raise refuse(
        "YML616",
        f"«{text}» is not a number that people or devices can be counted to.",
        remedy="Write digits only, such as 14; 0 for none.",
        text=text,
    )


def parse_stretch(text: str) -> int:
    """Return a length of clock time above zero, in seconds."""
    try:
        return parse_length(text)
    except PydanticCustomError as refusal:
        if refusal.type != "YML304":
            raise
    raise refuse("YML304", f"«{text}» is no time at all.", remedy="Write a length above zero.", text=text)


def parse_downtime(text: str) -> int:
    """Return a length of clock time in seconds; `none` and `0 min` are zero."""
    return 0 if _NOTHING.fullmatch(text.strip()) else parse_length(text)


def parse_availability(text: str) -> Fraction:
    """Return the share of `99.95%` as a fraction of one."""
    match = _PERCENT.fullmatch(text.strip())
    if match is None:
        raise refuse(
            "YML336",
            f"«{text}» is not a percentage between 0% and 100%.",
            remedy="Write, for instance, 99.95%.",
            text=text,
        )
    if Fraction(match[1]) > 100:
        raise refuse(
            "YML610",
            f"«{text}» cannot be: nothing is available for more than all of the time.",
            remedy="Write a share between 0% and 100%, such as 99.95%.",
            text=text,
        )
    return Fraction(match[1]) / 100


def parse_month(text: str) -> str:
    """Return the month of `2026-05`."""
    match = _MONTH.fullmatch(text)
    if match and FIRST_YEAR <= int(match[1]) <= LAST_YEAR and 1 <= int(match[2]) <= 12:
        return text
    raise refuse(
        "YML612",
        f"«{text}» is not a month: a year and one of its twelve months belong here.",
        remedy="Write it as 2026-05.",
        text=text,
    )


def each_moment_once(value: object) -> object:
    """Refuse two keys that are written differently and mean one moment."""
    first: dict[object, str] = {}
    for key in value if isinstance(value, Mapping) else ():
        moment = _moment_or_none(key)
        if moment is not None and moment in first:
            raise refuse(
                "YML614",
                f"«{key}» is the same moment as «{first[moment]}», so nobody can say which of the two holds.",
                remedy="Keep one of the two, or put what they say together under one key.",
                at=(key,),
            )
        first[moment] = key
    return value


def _moment_or_none(text: str) -> object:
    try:
        return parse_moment(text)
    except PydanticCustomError:
        return None


Count = Annotated[int, PlainValidator(from_text(parse_count)), WithJsonSchema({"type": ["integer", "string"]})]
Stretch = Annotated[int, PlainValidator(from_text(parse_stretch)), WithJsonSchema(LENGTH_SCHEMA)]
Downtime = Annotated[int, PlainValidator(from_text(parse_downtime)), WithJsonSchema(LENGTH_SCHEMA)]
AvailableShare = Annotated[
    Fraction,
    PlainValidator(from_text(parse_availability)),
    WithJsonSchema({"type": "string", "examples": ["99.95%"]}),
]
Month = Annotated[
    str,
    PlainValidator(from_text(parse_month)),
    WithJsonSchema({"type": "string", "pattern": r"^\d{4}-\d{2}$", "examples": ["2026-05"]}),
]
Says = Annotated[str, PlainValidator(choice(SAYS, what="a ruling")), WithJsonSchema({"enum": [*SAYS]})]
HourlyRate = Annotated[
    Price, PlainValidator(price_in("", "h")), WithJsonSchema({"type": "string", "examples": ["95.00 USD"]})
]
EachMomentOnce = BeforeValidator(each_moment_once)
