"""What is said and shown of excuses and of time that nobody watched."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from asagreed_web.doors.api.shapes import CustomerWord, Moment, MomentSaid, Said, Shown, Why
from asagreed_web.doors.api.uptime_shapes import Edition, SystemWord, SystemWords

ExcuseKind = Literal["customer", "third party", "force majeure", "no site access"]
AgreedBy = Annotated[
    str, Field(pattern=r"^[^\x00]*\S[^\x00]*$", max_length=120, description="Who agreed for the customer, by name.")
]


class ExcuseSaid(Said):
    """A stretch that both parties agreed not to count."""

    customer: CustomerWord
    kind: ExcuseKind
    systems: SystemWords
    start_at: MomentSaid
    end_at: MomentSaid
    agreed_by: AgreedBy
    because: Why


class ExcuseCorrected(Said):
    """From when to when it holds, in place of what is on record."""

    edition: Edition
    start_at: MomentSaid
    end_at: MomentSaid
    because: Why


class ExcuseShown(Shown):
    """The edition of an excuse that holds."""

    record: str = Field(description="Its name among those of the customer; the same in every edition.")
    edition: int
    customer: str
    kind: ExcuseKind
    systems: list[str]
    start_at: Moment
    end_at: Moment
    agreed_by: str
    because: str
    recorded_at: Moment
    is_withdrawn: bool


class UnwatchedSaid(Said):
    """Time in which nobody knows whether a system was up; without an end it goes on."""

    customer: CustomerWord
    system: SystemWord
    start_at: MomentSaid
    end_at: MomentSaid | None = None
    because: Why


class UnwatchedCorrected(Said):
    """From when to when nobody watched, in place of what is on record."""

    edition: Edition
    start_at: MomentSaid
    end_at: MomentSaid | None = None
    because: Why


class UnwatchedShown(Shown):
    """The edition of unwatched time that holds."""

    record: str
    edition: int
    customer: str
    system: str
    start_at: Moment
    end_at: Moment | None
    source: str = Field(description="What tells it, where that is no person: a check, or a thing of a key.")
    because: str
    recorded_at: Moment
    is_withdrawn: bool
