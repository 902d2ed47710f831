"""How long records are kept, how personal data is protected, what is reported, and how terms may be changed."""

from __future__ import annotations

from typing import Annotated

from pydantic import BeforeValidator, Field, PlainValidator, WithJsonSchema

from asagreed.terms.parts import Part
from asagreed.terms.values.dates import Date
from asagreed.terms.values.periods import PeriodText
from asagreed.terms.values.texts import Name, Names, Phrase, choice, one_or_more

AFTERWARDS = {"deleted": "deleted", "made anonymous": "made anonymous"}
_EVERY = {"month": "month", "quarter": "quarter"}
_SIDES = {"provider": "provider", "customer": "customer"}


class Kept(Part):
    """How long one class of records is kept, and what happens then."""

    for_: PeriodText = Field(alias="for")
    then: Annotated[
        str, PlainValidator(choice(AFTERWARDS, what="what happens then")), WithJsonSchema({"enum": [*AFTERWARDS]})
    ] = ""


def _period_alone(value: object) -> object:
    return {"for": value} if isinstance(value, str) else value


KeptFor = Annotated[Kept, BeforeValidator(_period_alone, json_schema_input_type=PeriodText | Kept)]


class Retention(Part):
    """Classes of records; `afterwards` holds for those that say nothing of their own."""

    tickets: KeptFor | None = None
    attachments: KeptFor | None = None
    original_mails: KeptFor | None = Field(default=None, alias="original mails")
    time_entries: KeptFor | None = Field(default=None, alias="time entries")
    invoices: KeptFor | None = None
    reports: KeptFor | None = None
    monitoring: KeptFor | None = None
    sign_ins: KeptFor | None = Field(default=None, alias="sign-ins")
    afterwards: (
        Annotated[
            str, PlainValidator(choice(AFTERWARDS, what="what happens then")), WithJsonSchema({"enum": [*AFTERWARDS]})
        ]
        | None
    ) = None
    note: Phrase | None = None

    @property
    def classes(self) -> dict[str, Kept]:
        """What is said of each class of records that is named."""
        said = ((field.alias or name, getattr(self, name)) for name, field in type(self).model_fields.items())
        return {name: kept for name, kept in said if isinstance(kept, Kept)}


class Reports(Part):
    """The report that comes by itself, and until when its figures may be disputed."""

    every: (
        Annotated[str, PlainValidator(choice(_EVERY, what="a period")), WithJsonSchema({"enum": [*_EVERY]})] | None
    ) = None
    within: Phrase | None = None
    disputed_within: PeriodText | None = Field(default=None, alias="disputed within")
    to: Names = ()
    note: Phrase | None = None


class Changes(Part):
    """How terms and prices may be changed."""

    by: Phrase | None = None
    notice: PeriodText | None = None
    price_notice: PeriodText | None = Field(default=None, alias="notice of prices")
    note: Phrase | None = None


class LegalReview(Part):
    """Who reviewed the text, and when."""

    by: Phrase
    on: Date
    note: Phrase | None = None


Side = Annotated[str, PlainValidator(choice(_SIDES, what="a side")), WithJsonSchema({"enum": [*_SIDES]})]
Sides = Annotated[tuple[Side, ...], BeforeValidator(one_or_more, json_schema_input_type=Side | tuple[Side, ...])]


class AcceptedFinding(Part):
    """A finding of the checks that both sides, or one, live with until a day; `at` is the clause, else all of them."""

    because: Phrase
    by: Sides
    until: Date
    at: Name | None = None


class Advice(Part):
    """What holds for recommended measures that are declined: for emergencies, for the price, and until when."""

    declined: Phrase | None = None
    ends: Annotated[
        str,
        PlainValidator(choice({"when accepted": "accepted", "when installed": "installed"}, what="when it ends")),
        WithJsonSchema({"enum": ["when accepted", "when installed"]}),
    ] = ""
    note: Phrase | None = None


class Stated(Part):
    """What the customer says of its surroundings, and whether somebody has seen it."""

    about: Names = ()
    stated: Phrase
    by: Phrase | None = None
    on: Date | None = None
    verified: Date | None = None
    evidence: Phrase | None = None


def _stated_alone(value: object) -> object:
    return {"stated": value} if isinstance(value, str) else value


StatedPart = Annotated[Stated, BeforeValidator(_stated_alone, json_schema_input_type=Phrase | Stated)]
