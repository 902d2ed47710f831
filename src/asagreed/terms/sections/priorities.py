"""How impact and urgency make a priority, in words that an ordinary person can choose by."""

from __future__ import annotations

import re
from typing import Annotated

from pydantic import Field, PlainValidator, WithJsonSchema

from asagreed.terms.parts import Keyed, Part, empty
from asagreed.terms.refusals import from_text, refuse
from asagreed.terms.values.texts import Name, Names, Phrase

PRIORITY = re.compile(r"P[1-9]")


def parse_priority(text: str) -> str:
    """Return a priority: P and a digit, P1 before all others."""
    if PRIORITY.fullmatch(text):
        return text
    raise refuse(
        "YML325",
        f"«{text}» is not the name of a priority: a P and a digit, of which P1 goes before all others.",
        remedy="Write P1 to P9; give them spoken names with priorities: titles: {P1: Critical}.",
        text=text,
    )


Priority = Annotated[
    str, PlainValidator(from_text(parse_priority)), WithJsonSchema({"type": "string", "pattern": "^P[1-9]$"})
]


class Priorities(Part):
    """Impact, urgency, and the matrix of both; who sets a priority and who may change it."""

    impact: Keyed[Name, Phrase] = Field(default_factory=empty)
    urgency: Keyed[Name, Phrase] = Field(default_factory=empty)
    matrix: Keyed[Name, Keyed[Name, Priority]] = Field(default_factory=empty)
    titles: Keyed[Priority, Phrase] = Field(default_factory=empty)
    set_by: Names = Field(default=(), alias="set by")
    may_be_changed_by: Names = Field(default=(), alias="may be changed by")
    after_workaround: Keyed[Priority, Priority] = Field(default_factory=empty, alias="after workaround")
