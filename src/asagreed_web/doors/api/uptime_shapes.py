"""What is said and shown of systems: outages, windows, own checks, and things that monitoring reports on."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field

from asagreed_web.doors.api.shapes import (
    ById,
    CustomerWord,
    Id,
    Moment,
    MomentSaid,
    Name,
    Note,
    Said,
    Shown,
    Title,
    Why,
    Word,
)

SystemWord = Annotated[Name, Field(description="The word of the agreement.", examples=["mail"])]
SystemWords = Annotated[
    list[Name], Field(default=[], max_length=100, description="Words of the agreement; none are all systems.")
]
Edition = Annotated[int, Field(ge=1, le=100_000, description="The edition that you saw; another one may hold by now.")]


class OutageOf(Said):
    """What an outage was. Moments that nobody knows are left out; not restored is not over yet."""

    system: SystemWord
    occurred_at: MomentSaid
    detected_at: MomentSaid | None = None
    reported_at: MomentSaid | None = None
    acknowledged_at: MomentSaid | None = None
    restored_at: MomentSaid | None = None
    is_degraded: bool = Field(default=False, description="It worked in part; how much that counts is agreed.")
    affected: str | None = Field(
        default=None, pattern=r"^[1-9][0-9]{0,5}/[1-9][0-9]{0,5}$", description="The share of users cut off: `1/2`."
    )
    cause: Note = ""
    evidence: Note = ""


class OutageSaidNew(OutageOf):
    """An outage that is put on record."""

    customer: CustomerWord
    because: Note = ""


class OutageCorrected(OutageOf):
    """What an outage was, in place of what is on record."""

    edition: Edition
    because: Why


class Because(Said):
    """Why something is taken back or called off."""

    because: Why


class OutageShown(Shown):
    """The edition of an outage that holds."""

    record: str = Field(description="Its name among those of the customer; the same in every edition.")
    edition: int
    customer: str
    system: str
    occurred_at: Moment
    detected_at: Moment | None
    reported_at: Moment | None
    acknowledged_at: Moment | None
    restored_at: Moment | None
    is_degraded: bool
    affected: str
    cause: str
    evidence: str
    ticket: int | None
    because: str
    recorded_at: Moment
    is_withdrawn: bool


class RecordsAsked(ById):
    """Which records are asked for; the last recorded comes first."""

    customer: CustomerWord | None = None


class WindowSaid(Said):
    """Maintenance that is announced: now is its notice."""

    customer: CustomerWord
    systems: SystemWords
    starts_at: MomentSaid
    planned_end_at: MomentSaid
    title: Title


class WindowEnded(Said):
    """When maintenance was over."""

    ended_at: MomentSaid


class WindowShown(Shown):
    """The edition of a window that holds; one that was announced when it had begun excuses nothing."""

    record: str
    edition: int
    customer: str
    systems: list[str]
    starts_at: Moment
    planned_end_at: Moment
    agreed: str
    title: str
    notified_at: Moment | None
    cancelled_at: Moment | None
    ended_at: Moment | None
    is_dispute_note: bool
    because: str
    recorded_at: Moment


class CheckSaid(Said):
    """An own check of a system."""

    customer: CustomerWord
    system: SystemWord
    kind: Literal["http", "tcp", "icmp", "dns", "tls", "smtp", "imap"]
    target: str = Field(min_length=1, max_length=500, examples=["https://www.harbour.example/"])
    port: int | None = Field(default=None, ge=1, le=65535)
    expects: dict[str, str | int | bool] = Field(
        default={}, description="`status` and `text` of a page; see the guide."
    )
    every_seconds: int = Field(ge=10, le=86400, examples=[60])
    retries: int = Field(default=2, ge=0, le=10)
    retry_seconds: int = Field(default=15, ge=1, le=3600)
    timeout_seconds: int = Field(default=10, ge=1, le=60)
    vantage: str = Field(default="here", pattern=r"^[A-Za-z0-9_-]{1,40}$")
    opens_ticket: bool = True


class CheckShown(Shown):
    """An own check, and what it said last."""

    id: int
    customer: str
    system: str
    kind: str
    target: str
    port: int | None
    expects: dict[str, Any]
    every_seconds: int
    retries: int
    vantage: str
    opens_ticket: bool
    made_at: Moment
    ended_at: Moment | None
    seen_at: Moment | None = Field(description="When it looked last.")
    failures: int = Field(description="How many looks in a row failed.")
    says: str = Field(description="Why the last look failed, or what it warns of.")


class ThingsAsked(ById):
    """Which things are asked for."""

    waiting: bool = Field(default=False, description="Only those of which nobody knows the system.")


class ThingAssigned(Said):
    """Which system a thing is."""

    system: SystemWord


class ThingShown(Shown):
    """A thing that monitoring reports on."""

    id: int
    key_id: Id
    customer: str
    thing: str
    names: list[str]
    system: Word = Field(description="Empty: nobody knows it, and what is reported of it waits.")
    seen_at: Moment
