"""Who agreed, from when, for how long, and who has signed."""

from __future__ import annotations

from typing import Annotated

from pydantic import BeforeValidator, Field

from asagreed.terms.parts import Keyed, Part, empty
from asagreed.terms.values.dates import Date, Moment
from asagreed.terms.values.periods import PeriodText, RenewalText
from asagreed.terms.values.texts import Country, Name, Phrase


class PartyPart(Part):
    """A side of an agreement as it stands on an invoice; a bare text is its name."""

    name: Phrase
    street: Phrase | None = None
    postcode: Phrase | None = None
    city: Phrase | None = None
    region: Phrase | None = None
    country: Country | None = None
    tax_number: Phrase | None = Field(default=None, alias="tax number")
    registration: Phrase | None = None
    e_mail: Phrase | None = Field(default=None, alias="e-mail")
    account: Phrase | None = None


def _name_alone(value: object) -> object:
    return {"name": value} if isinstance(value, str) else value


NamedParty = Annotated[PartyPart, BeforeValidator(_name_alone, json_schema_input_type=Phrase | PartyPart)]


class Parties(Part):
    """The two sides of an agreement."""

    provider: NamedParty | None = None
    customer: NamedParty | None = None


class Term(Part):
    """Initial term, renewal term and notice: three periods that need not be equal."""

    from_: Moment = Field(alias="from")
    for_: PeriodText | None = Field(default=None, alias="for")
    renews: RenewalText = None
    notice: PeriodText | None = None
    ends: Date | None = None


def _by_all(value: object) -> object:
    return {"all parties": value} if isinstance(value, str) else value


Signed = Annotated[Keyed[Name, Moment], BeforeValidator(_by_all, json_schema_input_type=Moment | Keyed[Name, Moment])]
"""When each party signed; a single moment stands for all of them."""

SIGNED = Field(default_factory=empty)
