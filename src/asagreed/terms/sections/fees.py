"""What is paid every month, how and when it is billed, and what is given back for a missed promise."""

from __future__ import annotations

from typing import Annotated

from pydantic import BeforeValidator, Field, PlainValidator, WithJsonSchema

from asagreed.terms.parts import Keyed, Part, empty
from asagreed.terms.refusals import from_text, refuse
from asagreed.terms.values.durations import Length
from asagreed.terms.values.factors import Percentage, ShareKey
from asagreed.terms.values.prices import MonthlyPrice, PerMonth, PerTicket
from asagreed.terms.values.taxes import TaxText
from asagreed.terms.values.texts import Name, Names, Number, Phrase, YesNo, choice

BY_DAY, WHOLE, FREE = "by day", "whole", "free"
_COUNTED = {"on the first": "first", "highest": "highest", "by day": "by day"}
_PARTS = {"by day": BY_DAY, "whole months": WHOLE, "free": FREE}
_WHEN = {"in advance": "advance", "in arrears": "arrears", "after the month": "arrears"}
_SHARED = {"larger of": "larger of", "sum": "sum", "combined only": "combined only"}
CHARGES = ("fees", "work", "travel", "materials", "top-ups", "credits", "everything")


class Fee(Part):
    """A price a month: flat, or for each of what `per …` counts; a bare text is the price alone."""

    price: MonthlyPrice
    counted: (
        Annotated[
            str, PlainValidator(choice(_COUNTED, what="how it is counted")), WithJsonSchema({"enum": [*_COUNTED]})
        ]
        | None
    ) = None
    part_months: (
        Annotated[str, PlainValidator(choice(_PARTS, what="part of a month")), WithJsonSchema({"enum": [*_PARTS]})]
        | None
    ) = Field(default=None, alias="part months")
    at_least: Number | None = Field(default=None, alias="at least")
    title: Phrase | None = None


def _price_alone(value: object) -> object:
    return {"price": value} if isinstance(value, str) else value


FeePart = Annotated[Fee, BeforeValidator(_price_alone, json_schema_input_type=MonthlyPrice | Fee)]


def parse_payment(text: str) -> int:
    """Return the days within which an invoice is to be paid: `10 days`, `Net 10`."""
    words = text.lower().removeprefix("net").removesuffix("days").strip()
    if words.isascii() and words.isdigit() and len(words) < 4:
        return int(words)
    raise refuse(
        "YML343",
        f"«{text}» does not say within how many days an invoice is paid.",
        remedy="Write, for instance, 10 days or Net 10.",
        text=text,
    )


class Billing(Part):
    """When fees are billed, when invoices are paid, and how charges are taxed."""

    fees: (
        Annotated[str, PlainValidator(choice(_WHEN, what="when fees are billed")), WithJsonSchema({"enum": [*_WHEN]})]
        | None
    ) = None
    payment: Annotated[int, PlainValidator(from_text(parse_payment)), WithJsonSchema({"type": "string"})] | None = None
    tax: Keyed[Annotated[str, PlainValidator(choice({each: each for each in CHARGES}, what="a charge"))], TaxText] = (
        Field(default_factory=empty)
    )
    disputed_within: Phrase | None = Field(default=None, alias="disputed within")
    note: Phrase | None = None


class Materials(Part):
    """What goods cost that are bought for the customer: as paid for, or with a mark-up."""

    markup: Percentage | None = None
    note: Phrase | None = None


class HourlyCredit(Part):
    """A share of the fee for each started or full hour of downtime beyond what is allowed."""

    percent: Percentage
    beyond: Length | None = None
    hours: Annotated[
        str,
        PlainValidator(choice({"started": "started", "full": "full"}, what="an hour")),
        WithJsonSchema({"enum": ["started", "full"]}),
    ] = "started"


class Credit(Part):
    """What is given back when a system was available for less than promised."""

    below: Keyed[ShareKey, Percentage] = Field(default_factory=empty)
    per_hour: HourlyCredit | None = Field(default=None, alias="per hour")
    of: Names = ()
    combined: YesNo = False
    note: Phrase | None = None


class Credits(Part):
    """Service credits by system, and where they end."""

    systems: Keyed[Name, Credit] = Field(default_factory=empty)
    cap_a_month: Percentage | None = Field(default=None, alias="at most a month")
    cap_a_year: Percentage | None = Field(default=None, alias="at most a year")
    same_outage: (
        Annotated[str, PlainValidator(choice(_SHARED, what="one outage")), WithJsonSchema({"enum": [*_SHARED]})] | None
    ) = Field(default=None, alias="same outage")
    claimed_within: Phrase | None = Field(default=None, alias="claimed within")


class RiderPrice(Part):
    """What a rider costs: a month while it is in force, a ticket for which it is accepted."""

    per_month: PerMonth | None = Field(default=None, alias="per month")
    per_ticket: PerTicket | None = Field(default=None, alias="per ticket")
