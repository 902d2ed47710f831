"""The rate card: hourly rates by work type and role, bands of time that change them, minimums, steps, travel."""

from __future__ import annotations

from difflib import get_close_matches
from typing import Annotated

from pydantic import BeforeValidator, Field, GetJsonSchemaHandler, PlainValidator, WithJsonSchema, model_validator
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema

from asagreed.terms.parts import Keyed, Part, empty
from asagreed.terms.refusals import from_text, refuse
from asagreed.terms.sections.priorities import Priority
from asagreed.terms.values.dates import Date
from asagreed.terms.values.durations import Duration, Length, parse_duration
from asagreed.terms.values.factors import Factor, Percentage
from asagreed.terms.values.prices import DistancePrice, HourlyPrice, VisitPrice
from asagreed.terms.values.texts import Name, Names, Number, Phrase, choice, one_or_more

WORK_TYPES = ".work types"
"""A place in the validated card that no writer can name: keys with dots are refused."""
MAX_LENGTH = 12
"""Of a key that may be a slip of the pen; the longest key of a card has nine letters."""
_NORMAL = {"normal rate": "normal rate", "the normal rate": "normal rate"}
_WAYS = {"one way": 1, "round trip": 2}
_BEYOND = {"the excess": "the excess", "all kilometres": "all kilometres"}


class Rate(Part):
    """What an hour of a kind of work costs; a bare text is the price alone."""

    rate: HourlyPrice | None = None
    by_role: Keyed[Name, HourlyPrice] = Field(default_factory=empty, alias="by role")
    minimum: Length | None = None
    billed_in: Length | None = Field(default=None, alias="billed in")
    note: Phrase | None = None


def _price_alone(value: object) -> object:
    return {"rate": value} if isinstance(value, str) else value


RatePart = Annotated[Rate, BeforeValidator(_price_alone, json_schema_input_type=HourlyPrice | Rate)]


class Band(Part):
    """Hours, days or tickets at another rate: times a factor, plus an amount, or at a rate of its own."""

    during: Name | None = None
    of: Name | None = None
    on: Names = ()
    asked_as: Annotated[
        tuple[Priority, ...], BeforeValidator(one_or_more, json_schema_input_type=Priority | tuple[Priority, ...])
    ] = Field(default=(), alias="asked as")
    for_: Names = Field(default=(), alias="for")
    times: Factor | None = None
    plus: HourlyPrice | None = None
    rate: HourlyPrice | None = None
    draws: Length | None = None
    minimum: Length | None = None
    billed_in: Length | None = Field(default=None, alias="billed in")
    note: Phrase | None = None


BandPart = Annotated[Band, BeforeValidator(_price_alone, json_schema_input_type=HourlyPrice | Band)]
Notice = Annotated[
    Duration,
    PlainValidator(from_text(parse_duration)),
    WithJsonSchema({"type": "string", "examples": ["1 working day", "24 h"]}),
]


class Scheduled(Part):
    """Work at an agreed time: both sides accepted it at least so long before it starts."""

    agreed_before: Notice = Field(alias="agreed before")
    pay: Annotated[str, PlainValidator(choice(_NORMAL, what="what is paid")), WithJsonSchema({"enum": [*_NORMAL]})] = (
        "normal rate"
    )
    also: Names = ()


class TravelPrice(Part):
    """What the way to a site costs; a bare text is the price of a visit."""

    per_visit: VisitPrice | None = Field(default=None, alias="per visit")
    per_km: DistancePrice | None = Field(default=None, alias="per km")
    per_h: HourlyPrice | None = Field(default=None, alias="per h")
    free_km: Number | None = Field(default=None, alias="free km")
    beyond: Annotated[
        str, PlainValidator(choice(_BEYOND, what="what is paid beyond")), WithJsonSchema({"enum": [*_BEYOND]})
    ] = "the excess"
    ways: Annotated[
        int,
        PlainValidator(lambda value: int(choice({key: str(ways) for key, ways in _WAYS.items()}, what="ways")(value))),
        WithJsonSchema({"enum": [*_WAYS]}),
    ] = Field(default=1, alias="counts")
    by_arrangement: Phrase | None = Field(default=None, alias="by arrangement with")


def _a_visit(value: object) -> object:
    return {"per visit": value} if isinstance(value, str) else value


TravelPart = Annotated[TravelPrice, BeforeValidator(_a_visit, json_schema_input_type=VisitPrice | TravelPrice)]


class RateChange(Part):
    """What a rate card says from a date on; what is left out stays as it was."""

    work_types: Keyed[Name, RatePart] = Field(default_factory=empty, alias=".work types")

    @model_validator(mode="before")
    @classmethod
    def _sort_keys(cls, value: object) -> object:
        return _with_work_types(cls, value)

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        """Describe work types as they are written: beside the other keys."""
        written = handler(schema)
        block = handler.resolve_ref_schema(written)
        block["additionalProperties"] = block["properties"].pop(WORK_TYPES)["additionalProperties"]
        return written


class RateCard(RateChange):
    """Rates by work type, and everything that changes what an hour costs."""

    outside: BandPart | None = None
    emergency: BandPart | None = None
    bands: Keyed[Name, BandPart] = Field(default_factory=empty)
    scheduled: Scheduled | None = None
    minimum: Length | None = None
    billed_in: Length | None = Field(default=None, alias="billed in")
    travel: Keyed[Name, TravelPart] = Field(default_factory=empty)
    discount: Percentage | None = None
    changes: Keyed[Date, RateChange] = Field(default_factory=empty)


CARD_KEYS = frozenset(field.alias or name for name, field in RateCard.model_fields.items()) - {WORK_TYPES}
"""The keys of a card that are no work types."""


def _with_work_types(model: type[RateChange], value: object) -> object:
    if not isinstance(value, dict):
        return value
    own = CARD_KEYS if model is RateCard else frozenset[str]()
    types = {key: part for key, part in value.items() if key not in own}
    for key in types:
        _refuse_near_miss(str(key), is_card=bool(own))
    return {**{key: part for key, part in value.items() if key in own}, WORK_TYPES: types}


def _refuse_near_miss(key: str, *, is_card: bool) -> None:
    """Refuse a work type that is called almost as a key of the card: its words would be read as a rate."""
    near = get_close_matches(key, CARD_KEYS, n=1, cutoff=0.85) if len(key) <= MAX_LENGTH else []
    if near and is_card:
        raise refuse(
            "YML201",
            f"The key «{key}» is not known here, and is too near to «{near[0]}» to be a type of work.",
            remedy=f"Did you mean «{near[0]}»? Or give the type of work another name.",
            at=(key,),
        )
    if near:
        raise refuse(
            "YML201",
            f"The key «{key}» is not known here: from a date on a rate card changes the rates of types of work alone.",
            remedy="Set it by an amendment that is in force from that date.",
            at=(key,),
        )
