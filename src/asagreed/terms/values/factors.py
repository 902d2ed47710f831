"""Factors, percentages and headcounts as they are written: `1.5`, `15%`, `more than 5`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from typing import Annotated

from pydantic import PlainValidator, WithJsonSchema

from asagreed.terms.refusals import from_text, refuse

_FACTOR = re.compile(r"(\d{1,3}(?:\.\d{1,4})?)(?: ?[x×])?")
_PERCENT = re.compile(r"(\d{1,3}(?:\.\d{1,4})?) ?%")
_MORE_THAN = re.compile(r"more than (\d{1,6})|(\d{1,6}) or more", re.IGNORECASE)


def parse_factor(text: str) -> Fraction:
    """Return the factor of `1.5` or `2`."""
    match = _FACTOR.fullmatch(text.strip())
    if match and Fraction(match[1]):
        return Fraction(match[1])
    raise refuse(
        "YML334",
        f"«{text}» is not a factor: a number above zero belongs here, by which the rate is multiplied.",
        remedy="Write, for instance, 1.5 or 2.",
        text=text,
    )


def parse_percentage(text: str) -> Fraction:
    """Return the share of `15%` as a fraction of one."""
    match = _PERCENT.fullmatch(text.strip())
    if match and Fraction(match[1]) <= 100:
        return Fraction(match[1]) / 100
    raise refuse(
        "YML336",
        f"«{text}» is not a percentage between 0% and 100%.",
        remedy="Write, for instance, 15%.",
        text=text,
    )


def parse_headcount(text: str) -> int:
    """Return the least number of people that `more than 5` or `6 or more` means."""
    match = _MORE_THAN.fullmatch(text.strip())
    if match is None:
        raise refuse(
            "YML340",
            f"«{text}» does not say from how many people on: is the number itself meant, or only more than it?",
            remedy="Write, for instance, more than 5, or 6 or more.",
            text=text,
        )
    return int(match[1]) + 1 if match[1] else int(match[2])


@dataclass(frozen=True, slots=True)
class WrittenShare:
    """A percentage that is a key: as it was written, by which its line is found, and what it means."""

    text: str
    share: Fraction


Factor = Annotated[
    Fraction, PlainValidator(from_text(parse_factor)), WithJsonSchema({"type": ["string", "number"], "examples": [1.5]})
]
Percentage = Annotated[
    Fraction, PlainValidator(from_text(parse_percentage)), WithJsonSchema({"type": "string", "examples": ["15%"]})
]
ShareKey = Annotated[
    WrittenShare,
    PlainValidator(from_text(lambda text: WrittenShare(text, parse_percentage(text)))),
    WithJsonSchema({"type": "string", "examples": ["99.5%"]}),
]
Headcount = Annotated[
    int, PlainValidator(from_text(parse_headcount)), WithJsonSchema({"type": "string", "examples": ["more than 5"]})
]
