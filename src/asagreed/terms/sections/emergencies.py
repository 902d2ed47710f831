"""What an emergency is for this customer, who does what then, and whether the work is included or charged."""

from __future__ import annotations

from typing import Annotated

from pydantic import BeforeValidator, Field, PlainValidator, WithJsonSchema

from asagreed.terms.parts import Keyed, Part, empty
from asagreed.terms.values.durations import Length
from asagreed.terms.values.factors import Headcount
from asagreed.terms.values.texts import Name, Names, Phrase, choice

INCLUDED, CHARGED = "included", "charged"
BY_AGREEMENT = "both parties agree"
_CRITICAL = {"critical": "critical"}
_COVERS = {INCLUDED: INCLUDED, CHARGED: CHARGED}
_ANYTHING_ELSE = {
    "both parties agree, on record, before the work": BY_AGREEMENT,
    "both parties agree, on record": BY_AGREEMENT,
    "both parties agree": BY_AGREEMENT,
    "is no emergency": "",
    "no emergency": "",
}


class Definition(Part):
    """An event that is an emergency when everything that is written here is true of it."""

    title: Phrase | None = None
    outage_of: Names = Field(default=(), alias="outage of")
    lasting: Length | None = None
    people_unable_to_work: Headcount | None = Field(default=None, alias="people unable to work")
    data_lost_on: Names = Field(default=(), alias="data lost on")
    event: Names = ()
    only_if: Annotated[
        str, PlainValidator(choice(_CRITICAL, what="a condition")), WithJsonSchema({"enum": [*_CRITICAL]})
    ] = Field(default="", alias="only if")
    within: Name | None = None
    caller_says: Names = Field(default=(), alias="caller says")
    note: Phrase | None = None


class Cover(Part):
    """Whether emergency work is included, in which hours, and what holds in the others."""

    included_in: Name | None = Field(default=None, alias="included in")
    otherwise: Annotated[
        str, PlainValidator(choice(_COVERS, what="emergency work")), WithJsonSchema({"enum": [*_COVERS]})
    ] = CHARGED


def _cover(value: object) -> object:
    if not isinstance(value, str):
        return value
    return {"included in": "always"} if value.strip().lower() == INCLUDED else {"otherwise": value}


class Emergency(Part):
    """Definitions, what each side does, cover, and what holds for what nobody foresaw."""

    definitions: Keyed[Name, Definition] = Field(default_factory=empty)
    handling: Keyed[Name, Phrase] = Field(default_factory=empty)
    cover: Annotated[Cover, BeforeValidator(_cover, json_schema_input_type=Name | Cover)] | None = None
    anything_else: (
        Annotated[
            str,
            PlainValidator(choice(_ANYTHING_ELSE, what="what nobody foresaw")),
            WithJsonSchema({"enum": [*_ANYTHING_ELSE]}),
        ]
        | None
    ) = Field(default=None, alias="anything else")
