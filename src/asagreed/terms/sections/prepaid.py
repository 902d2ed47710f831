"""Time and money that are granted or paid ahead: allowance, block hours, retainer, and the order in which they go."""

from __future__ import annotations

from typing import Annotated

from pydantic import BeforeValidator, Field, PlainValidator, WithJsonSchema

from asagreed.terms.parts import Keyed, Part, empty
from asagreed.terms.values.durations import Length, LengthKey
from asagreed.terms.values.prepaid import ExpiryText, MonthlyHours, Unused
from asagreed.terms.values.prices import Sum
from asagreed.terms.values.texts import Name, Names, Phrase, choice, one_or_more

PAID, BOUGHT = "paid", "bought"
_USABLE = {"when paid": PAID, "when bought": BOUGHT}
_BELOW = {"bill the rest": "bill", "work stops": "stop", "work stops until it is topped up": "stop"}
SOURCES = {
    "allowance": "allowance",
    "block": "block",
    "block that expires first": "block",
    "oldest block": "oldest block",
    "retainer": "retainer",
    "rate": "rate",
}
USUAL_ORDER = ("allowance", "block", "retainer", "rate")
"""The order where no `order of use` says otherwise (agreements.md, section 6)."""


class Allowance(Part):
    """Time that is included in every month."""

    hours: MonthlyHours
    for_: Names = Field(default=(), alias="for")
    not_for: Names = Field(default=(), alias="not for")
    unused: Unused | None = None
    at_most: Length | None = Field(default=None, alias="at most")
    note: Phrase | None = None


class BlockSize(Part):
    """A size of block that can be bought: the hours that come free with it, and its price."""

    free: Length | None = None
    price: Sum
    expires: ExpiryText = None


Lengths = Annotated[
    tuple[Length, ...], BeforeValidator(one_or_more, json_schema_input_type=Length | tuple[Length, ...])
]
Sums = Annotated[tuple[Sum, ...], BeforeValidator(one_or_more, json_schema_input_type=Sum | tuple[Sum, ...])]


class Block(Part):
    """Hours that are bought ahead: one size, or several."""

    size: Length | None = None
    free: Length | None = None
    price: Sum | None = None
    sizes: Keyed[LengthKey, BlockSize] = Field(default_factory=empty)
    usable: (
        Annotated[
            str, PlainValidator(choice(_USABLE, what="when a block counts")), WithJsonSchema({"enum": [*_USABLE]})
        ]
        | None
    ) = None
    expires: ExpiryText = None
    notice_below: Lengths = Field(default=(), alias="notice below")
    for_: Names = Field(default=(), alias="for")
    not_for: Names = Field(default=(), alias="not for")
    note: Phrase | None = None


class Retainer(Part):
    """Money that is paid ahead, and what holds when it would fall below its floor."""

    floor: Sum | None = None
    below_the_floor: (
        Annotated[
            str, PlainValidator(choice(_BELOW, what="what holds below the floor")), WithJsonSchema({"enum": [*_BELOW]})
        ]
        | None
    ) = Field(default=None, alias="below the floor")
    notice_below: Sums = Field(default=(), alias="notice below")
    for_: Names = Field(default=(), alias="for")
    not_for: Names = Field(default=(), alias="not for")
    note: Phrase | None = None


Source = Annotated[
    str, PlainValidator(choice(SOURCES, what="what work is paid from")), WithJsonSchema({"enum": [*SOURCES]})
]
OrderOfUse = Annotated[
    tuple[Source, ...], BeforeValidator(one_or_more, json_schema_input_type=Source | tuple[Source, ...])
]
MonthlyDraws = Keyed[Name, Length]
"""Fixed hours that are deducted every month, such as those of monitoring."""
