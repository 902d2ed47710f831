"""What is said and shown of work: verdicts before and after it is saved, and quotes."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field

from asagreed_web.doors.api.shapes import (
    BIGGEST_ID,
    ById,
    ClauseShown,
    Id,
    Moment,
    MomentSaid,
    MoneySaid,
    MoneyShown,
    Note,
    Said,
    Seconds,
    Shown,
    Title,
    Why,
    Word,
)
from asagreed_web.doors.api.ticket_shapes import EmergencyShown

Covered = Literal["covered", "billable", "excluded", "undecided"]
Source = Literal["free", "allowance", "block", "retainer", "rate", "quote", "excluded", "undecided"]
Choice = Annotated[str, Field(max_length=40, examples=["now"])]


class WorkSaid(Said):
    """A stretch of work of a person. Words are those of the agreement; left out, the ticket says them."""

    ticket: Id = Field(description="The number of the ticket.")
    person: Id = Field(description="The id of whoever did the work, from the list of people.")
    start_at: MomentSaid
    end_at: MomentSaid
    service: Word = ""
    work_type: Word = ""
    role: Word = ""
    delivery: Word = ""
    cause: Word = ""
    travel_seconds: int = Field(default=0, ge=0, le=31 * 86400)
    quote: int | None = Field(default=None, ge=1, le=BIGGEST_ID, description="The id of an accepted quote.")
    corrects: int | None = Field(default=None, ge=1, le=BIGGEST_ID, description="The id of an entry it replaces.")


class EntrySaid(WorkSaid):
    """Work to be recorded with the verdict that was shown of it."""

    note: Note = ""
    shown_hash: str = Field(
        pattern=r"^[0-9a-f]{64}$", description="The `hash` of the verdict that was shown: what nobody saw is not saved."
    )


class CorrectionSaid(EntrySaid):
    """Work that replaces an entry; the entry is named in the address."""

    corrects: None = Field(default=None, description="The address says it.")


class EntryPartShown(Shown):
    """A part of work for which one thing holds."""

    start_at: Moment | None
    end_at: Moment | None
    worked: Seconds
    billed: Seconds
    verdict: Covered
    source: Source
    outcome: str
    purse: str
    taken: Seconds
    amount: MoneyShown | None
    per_hour: MoneyShown | None
    rate: str
    because: str
    clause: ClauseShown | None
    coverage_clause: ClauseShown | None
    ask: str
    call: str
    is_emergency: bool
    why: dict[str, Any] = Field(description="The whole trace of the figure.")


class ExtraShown(Shown):
    """What comes on top of the hours."""

    description: str
    amount: MoneyShown
    clause: ClauseShown | None


class OpenShown(Shown):
    """What somebody has to decide first."""

    what: str
    because: str
    ask: str


class DrawnShown(Shown):
    """What work takes from a purse: seconds, or money of a retainer."""

    purse: str
    kind: Literal["allowance", "block", "retainer"]
    taken: Seconds | MoneyShown
    left: Seconds | MoneyShown
    until_at: Moment | None


class VerdictShown(Shown):
    """What work comes to before it is saved: coverage, price, clauses. `refused` says why it cannot be saved."""

    currency: str
    start_at: Moment
    end_at: Moment
    parts: list[EntryPartShown]
    worked: Seconds
    free: Seconds
    billed: Seconds
    net: MoneyShown | None
    extras: list[ExtraShown]
    drawn: list[DrawnShown]
    emergency: EmergencyShown | None
    needs_approval: bool
    approval_because: str
    undecided: list[OpenShown]
    warnings: list[str]
    refused: str
    version_hash: str
    hash: str = Field(description="Stands for everything above; recording asks for it.")


class EntryShown(Shown):
    """A time entry as it was saved, with its verdict of then."""

    id: int
    ticket_number: int
    person: str
    start_at: Moment
    end_at: Moment
    seconds: Seconds
    work_type: str
    role: str
    service: str
    delivery: str
    cause: str
    note: str
    travel_seconds: Seconds
    quote_id: int | None
    corrects: int | None
    corrected_by: int | None = Field(description="The entry that replaces it; it counts no more.")
    recorded_at: Moment
    parts: list[EntryPartShown]
    net: MoneyShown | None


class EntriesAsked(ById):
    """Which time entries are asked for."""

    ticket: int | None = Field(default=None, ge=1, le=BIGGEST_ID)
    customer: str = Field(default="", pattern=r"^[a-z0-9-]{0,64}$")


class PlannedSaid(Said):
    """A piece of planned work, with the least and the most seconds that it takes."""

    title: Title = Field(examples=["Move the mail store to new disks"])
    least_seconds: int = Field(ge=1, le=366 * 86400)
    most_seconds: int = Field(ge=1, le=366 * 86400)
    service: Word = ""
    kind: Word = ""
    delivery: Word = ""
    role: Word = ""
    system: Word = ""
    site: Word = ""
    cause: Word = ""
    work_type: Word = ""


class PriceSaid(Said):
    """Planned work on a ticket."""

    ticket: Id = Field(description="The number of the ticket.")
    work: list[PlannedSaid] = Field(min_length=1, max_length=20)


class OfferSaid(PriceSaid):
    """A quote: planned work, in one of the ways that were priced."""

    title: Title
    choice: Choice
    expires_at: MomentSaid
    price: MoneySaid | None = Field(default=None, description="Only for work that the agreement does not price.")


class AnswerSaid(Said):
    """What the customer says to a quote."""

    accept: bool


class WithdrawSaid(Said):
    """Why a quote is taken back."""

    why: Why


class WayShown(Shown):
    """One way in which work may be done, with the least and the most that it comes to."""

    choice: str
    starts_at: Moment
    ends_at_least: Moment
    ends_at_most: Moment
    covered: str
    billed: str
    least: MoneyShown | None
    most: MoneyShown | None
    drawn: dict[str, str]
    undecided: list[OpenShown]
    parts: list[dict[str, Any]]
    why: dict[str, Any]


class PricedShown(Shown):
    """What planned work comes to in every way in which it may be done."""

    version_hash: str
    currency: str
    ways: list[WayShown]


class WorkTitleShown(Shown):
    """A piece of quoted work, with the least and the most that it takes, in words."""

    title: str
    least: str
    most: str


class QuoteShown(Shown):
    """A quote as it was shown to the customer, and how it stands."""

    id: int
    customer: str
    ticket_number: int
    ticket_subject: str
    title: str
    choice: str
    amount: MoneyShown = Field(description="The most that the customer pays, without tax.")
    per_hour: MoneyShown | None = Field(description="The hourly rate that it fixes; null is one price for the whole.")
    at_most_seconds: Seconds | None
    work: list[WorkTitleShown]
    ways: list[WayShown]
    state: Literal["offered", "accepted", "declined", "withdrawn"]
    is_open: bool
    offered_at: Moment
    offered_by: str
    expires_at: Moment
    answered_at: Moment | None
    answered_by: str
    answered_through: str
    version_hash: str
    shown_hash: str


class QuotesAsked(ById):
    """Which quotes are asked for; the last offered comes first."""

    ticket: int | None = Field(default=None, ge=1, le=BIGGEST_ID)
    state: Literal["offered", "accepted", "declined", "withdrawn"] | None = None
