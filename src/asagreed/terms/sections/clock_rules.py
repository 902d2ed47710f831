"""Clocks, what pauses them, when they warn, and what a reopening or a change does to them."""

from __future__ import annotations

from typing import Annotated

from pydantic import BeforeValidator, Field, PlainValidator, WithJsonSchema

from asagreed.terms.parts import Part
from asagreed.terms.refusals import from_text
from asagreed.terms.values.durations import LENGTH_SCHEMA, parse_duration
from asagreed.terms.values.texts import Names, Number, Phrase, YesNo, choice, one_or_more
from asagreed.terms.values.warning_steps import WarningText

COUNTS = {"count from the start": "", "count from the change": "yes"}
_RESUMES = {"resumes": "resumes", "starts again": "starts again", "stays stopped": "stays stopped"}


class ClockPart(Part):
    """What starts and stops a clock; a built-in clock needs only what differs."""

    title: Phrase | None = None
    starts: Phrase | None = None
    stops: Names = ()
    repeats: YesNo | None = None


def _days_on_the_wall(text: str) -> int:
    words = text.strip()
    return parse_duration(f"{words.removesuffix('days')}elapsed days" if words.endswith(" days") else text).seconds


WallTime = Annotated[
    int,
    PlainValidator(from_text(_days_on_the_wall)),
    WithJsonSchema({**LENGTH_SCHEMA, "examples": ["14 days", "48 h"]}),
]


class ReopeningPart(Part):
    """What a clock does when the fix did not hold, and for how long it is still the same ticket."""

    clock: Annotated[
        str, PlainValidator(choice(_RESUMES, what="what the clock does")), WithJsonSchema({"enum": [*_RESUMES]})
    ] = "resumes"
    within: WallTime | None = None


class ClosingPart(Part):
    """When a ticket may be closed without the customer's word."""

    after_failed_contacts: Number | None = Field(default=None, alias="after failed contacts")
    after_silence_of: WallTime | None = Field(default=None, alias="after silence of")


AfterChange = Annotated[
    str, PlainValidator(choice(COUNTS, what="a change of priority")), WithJsonSchema({"enum": [*COUNTS]})
]
Reasons = Names
Warnings = Annotated[
    tuple[WarningText, ...],
    BeforeValidator(one_or_more, json_schema_input_type=WarningText | tuple[WarningText, ...]),
]
