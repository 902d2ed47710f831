"""The page of the books: which facts it can hold, and how each of them is written."""

from __future__ import annotations

from typing import Annotated

from pydantic import BeforeValidator, Field

from asagreed.facts.books.values import (
    AvailableShare,
    Count,
    Downtime,
    EachMomentOnce,
    HourlyRate,
    Month,
    Says,
    Stretch,
)
from asagreed.terms.parts import Keyed, Part, empty
from asagreed.terms.values.dates import Moment
from asagreed.terms.values.prices import Sum
from asagreed.terms.values.texts import Name, Names, Number, Phrase, YesNo


class BlockEntry(Part):
    """A block of hours that was bought."""

    size: Stretch
    bought: Moment
    paid: Moment | None = None
    used_before: Stretch | None = Field(default=None, alias="used before")
    first_used: Moment | None = Field(default=None, alias="first used")
    recorded: Moment | None = None


class PaymentEntry(Part):
    """Money that came in."""

    on: Moment
    amount: Sum
    for_: Phrase = Field(alias="for")
    recorded: Moment | None = None


class CauseEntry(Part):
    """Why something happened, as somebody says; a bare text is what it was."""

    what: Phrase
    said_by: Phrase = Field(default="", alias="said by")
    evidence: Phrase = ""
    contested: YesNo = False


def _cause(value: object) -> object:
    return {"what": value} if isinstance(value, str) else value


class IncidentEntry(Part):
    """Something that broke."""

    reported: Moment
    occurred: Moment | None = None
    evidence: Phrase = ""
    detected: Moment | None = None
    ended: Moment | None = None
    outage_of: Names = Field(default=(), alias="outage of")
    systems: Names = ()
    data_lost_on: Names = Field(default=(), alias="data lost on")
    event: Names = ()
    people_unable_to_work: Count | None = Field(default=None, alias="people unable to work")
    cause: Annotated[CauseEntry, BeforeValidator(_cause, json_schema_input_type=Phrase | CauseEntry)] | None = None


class Deciders(Part):
    """Who decided, by side."""

    provider: Phrase = ""
    customer: Phrase = ""


class RulingEntry(Part):
    """What people decided, on record."""

    on: Moment
    about: Name
    says: Says
    by: Deciders = Field(default_factory=Deciders)


class RiderEntry(Part):
    """A rider that was accepted for one ticket."""

    rider: Name
    accepted: Moment
    by: Phrase = ""


class QuoteEntry(Part):
    """A quote that was accepted: a price for the whole, or a rate for its hours."""

    accepted: Moment
    by: Phrase = ""
    price: Sum | None = None
    per_hour: HourlyRate | None = Field(default=None, alias="per hour")
    at_most: Stretch | None = Field(default=None, alias="at most")


class DeferredEntry(Part):
    """Due work that the customer put off."""

    proposed: Moment
    deferred: Moment | None = None
    agreed: Moment | None = None
    by: Phrase = ""
    risk: Phrase = ""


class MaterialEntry(Part):
    """Goods that were bought for the customer."""

    on: Moment
    what: Phrase
    price: Sum
    quantity: Number = 1
    ticket: Phrase = ""
    recorded: Moment | None = None


class AvailabilityEntry(Part):
    """How available a system was in a month; a bare percentage is the share."""

    share: AvailableShare | None = None
    downtime_beyond: Downtime | None = Field(default=None, alias="downtime beyond")


def _available(value: object) -> object:
    return {"share": value} if isinstance(value, str) else value


Available = Annotated[
    AvailabilityEntry, BeforeValidator(_available, json_schema_input_type=AvailableShare | AvailabilityEntry)
]


class BooksPage(Part):
    """Everything that the books of a customer say."""

    books: Name = ""
    work: Names = ()
    counts: Annotated[Keyed[Moment, Keyed[str, Count]], EachMomentOnce] = Field(default_factory=empty)
    blocks: Keyed[str, BlockEntry] = Field(default_factory=empty)
    payments: Keyed[str, PaymentEntry] = Field(default_factory=empty)
    incidents: Keyed[str, IncidentEntry] = Field(default_factory=empty)
    rulings: Keyed[str, RulingEntry] = Field(default_factory=empty)
    riders: Keyed[str, RiderEntry] = Field(default_factory=empty)
    quotes: Keyed[str, QuoteEntry] = Field(default_factory=empty)
    deferred: Keyed[str, DeferredEntry] = Field(default_factory=empty)
    materials: Keyed[str, MaterialEntry] = Field(default_factory=empty)
    availability: Keyed[str, Keyed[Month, Available]] = Field(default_factory=empty)
