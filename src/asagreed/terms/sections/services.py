"""Services in three boxes, the causes that take work out of the first, and what the customer must do."""

from __future__ import annotations

import re
from typing import Annotated

from pydantic import BeforeValidator, Field, PlainValidator, WithJsonSchema

from asagreed.terms.parts import Keyed, Part, empty
from asagreed.terms.refusals import from_text, refuse
from asagreed.terms.sections.places import DELIVERIES
from asagreed.terms.values.prepaid import InnerLimitText
from asagreed.terms.values.prices import Price, price_in
from asagreed.terms.values.texts import Name, Names, Phrase, YesNo, choice

INCLUDED, EXCLUDED, ARRANGED = "included", "excluded", "by arrangement"
BOXES = (INCLUDED, EXCLUDED, ARRANGED)
ANYTHING = "anything"
"""The name of an entry that is about every service; it needs something else to narrow it."""
CAUSED_BY = re.compile(r"caused by (.+)", re.IGNORECASE)
_WITH = re.compile(r"by arrangement(?: with (.+))?", re.IGNORECASE)
_DELIVERY = {**{each: each for each in DELIVERIES}, "remote and on-site": "", "both": ""}
_EFFECTS = {"excluded": EXCLUDED, "billable": EXCLUDED, "by arrangement": ARRANGED}

Worth = Annotated[Price, PlainValidator(price_in("", "month")), WithJsonSchema({"type": "string"})]
Delivery = Annotated[str, PlainValidator(choice(_DELIVERY, what="a delivery")), WithJsonSchema({"enum": [*_DELIVERY]})]
Draws = Annotated[
    str,
    PlainValidator(choice({"nothing": "", "hours": "hours"}, what="what a service draws")),
    WithJsonSchema({"enum": ["nothing", "hours"]}),
]


class ServicePart(Part):
    """One service in a box: which work it is about, and what is said of it in every box."""

    title: Phrase | None = None
    delivery: Delivery = ""
    for_: Names = Field(default=(), alias="for")
    on: Names = ()
    at: Names = ()
    caused_by: Phrase | None = Field(default=None, alias="caused by")
    work_type: Name | None = Field(default=None, alias="work type")
    call: Phrase | None = None
    worth: Worth | None = None
    costs: Worth | None = None
    note: Phrase | None = None


class IncludedService(ServicePart):
    """A service that is paid for by the fee: in which hours, up to which limit, and whatever the cause or not."""

    hours: Name | None = None
    draws: Draws = ""
    limit: InnerLimitText | None = None
    whatever_the_cause: YesNo = Field(default=False, alias="whatever the cause")


class ExcludedService(ServicePart):
    """A service that is charged, or not offered at all."""

    offered: YesNo = True
    why: Phrase | None = None


class ArrangedService(ServicePart):
    """A service that somebody decides about each time."""

    decided_by: Phrase | None = Field(default=None, alias="decided by")


def _included(value: object) -> object:
    return {"delivery": value} if isinstance(value, str) else value


def _excluded(value: object) -> object:
    if not isinstance(value, str):
        return value
    cause = CAUSED_BY.fullmatch(value.strip())
    return {"caused by": cause[1]} if cause else {"why": value}


def _arranged(value: object) -> object:
    return {"decided by": value} if isinstance(value, str) else value


Included = Annotated[IncludedService, BeforeValidator(_included, json_schema_input_type=Delivery | IncludedService)]
Excluded = Annotated[ExcludedService, BeforeValidator(_excluded, json_schema_input_type=Phrase | ExcludedService)]
Arranged = Annotated[ArrangedService, BeforeValidator(_arranged, json_schema_input_type=Phrase | ArrangedService)]


def parse_otherwise(text: str) -> tuple[str, str]:
    """Return the box of work that no entry names, and who decides: `excluded`, `by arrangement with the owner`."""
    words = text.strip()
    if words.lower() in (INCLUDED, EXCLUDED):
        return words.lower(), ""
    arranged = _WITH.fullmatch(words)
    if arranged and arranged[1]:
        return ARRANGED, arranged[1]
    raise refuse(
        "YML342",
        f"«{text}» does not say what holds for work that no service names.",
        remedy="Write excluded, included, or by arrangement with SOMEBODY.",
        text=text,
    )


Otherwise = Annotated[
    tuple[str, str],
    PlainValidator(from_text(parse_otherwise)),
    WithJsonSchema({"type": "string", "examples": ["excluded", "by arrangement with account manager"]}),
]


class Services(Part):
    """The three boxes. `hours` are those of every included service that names none of its own."""

    hours: Name | None = None
    included: Keyed[Name, Included] = Field(default_factory=empty)
    excluded: Keyed[Name, Excluded] = Field(default_factory=empty)
    by_arrangement: Keyed[Name, Arranged] = Field(default_factory=empty, alias="by arrangement")
    otherwise: Otherwise | None = None


Effect = Annotated[
    str, PlainValidator(choice(_EFFECTS, what="what a cause makes of work")), WithJsonSchema({"enum": [*_EFFECTS]})
]


class Cause(Part):
    """A cause that takes work out of the included box; a bare text says what is meant by it."""

    means: Phrase | None = None
    makes: Effect = EXCLUDED
    on: Names = ()
    unless: Names = ()
    decided_by: Phrase | None = Field(default=None, alias="decided by")
    call: Phrase | None = None
    note: Phrase | None = None


def _meant(value: object) -> object:
    return {"means": value} if isinstance(value, str) else value


CausePart = Annotated[Cause, BeforeValidator(_meant, json_schema_input_type=Phrase | Cause)]


class Responsibility(Part):
    """Something that the customer must do; where work follows from its neglect, `makes` says what holds."""

    must: Phrase
    makes: Effect | None = Field(default=None, alias="if not")
    on: Names = ()
    unless: Names = ()
    note: Phrase | None = None


def _duty(value: object) -> object:
    return {"must": value} if isinstance(value, str) else value


ResponsibilityPart = Annotated[Responsibility, BeforeValidator(_duty, json_schema_input_type=Phrase | Responsibility)]


class Proposals(Part):
    """Due work that is proposed and agreed to or deferred, and what holds when a deferred item then fails."""

    list: Phrase | None = None
    if_deferred: Effect | None = Field(default=None, alias="if deferred")
    emergency: YesNo = True
    note: Phrase | None = None
