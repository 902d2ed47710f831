"""When a clock warns: at a part of its time, or so long before or after it is due."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from typing import Annotated

from pydantic import PlainValidator, WithJsonSchema

from asagreed.terms.refusals import from_text, refuse
from asagreed.terms.values.durations import parse_length

_PERCENT = re.compile(r"(\d{1,3}(?:\.\d{1,3})?) ?%")
_OFFSET = re.compile(r"(.+) (before|after)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class WarningStep:
    """One warning; exactly one of the three is set. Lengths are open time, in seconds."""

    percent: Fraction | None = None
    before: int | None = None
    after: int | None = None


def parse_warning(text: str) -> WarningStep:
    """Return the step of `75%`, `15 min before` or `1 h after`."""
    percent = _PERCENT.fullmatch(text.strip())
    if percent and 0 < Fraction(percent[1]) <= 1000:
        return WarningStep(percent=Fraction(percent[1]) / 100)
    offset = _OFFSET.fullmatch(text.strip())
    if offset is None:
        raise refuse(
            "YML315",
            f"«{text}» does not say when to warn: a part of the time, or a length before or after the due moment.",
            remedy="Write 75%, 15 min before, or 1 h after.",
            text=text,
        )
    seconds = parse_length(offset[1])
    return WarningStep(before=seconds) if offset[2].lower() == "before" else WarningStep(after=seconds)


WARNING_SCHEMA = {"type": "string", "examples": ["75%", "15 min before", "1 h after"]}
WarningText = Annotated[WarningStep, PlainValidator(from_text(parse_warning)), WithJsonSchema(WARNING_SCHEMA)]
