"""What is said and shown of tickets."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field

from asagreed_web.doors.api.shapes import (
    BIGGEST_ID,
    ClauseShown,
    Listed,
    Moment,
    MomentSaid,
    Note,
    Reason,
    Said,
    Seconds,
    Shown,
    Title,
    Why,
    Word,
    Words,
)

Status = Literal["open", "on hold", "resolved", "closed", "merged", "cancelled"]
Wants = Literal["incident", "service request"]
PromiseState = Literal["running", "at risk", "breached", "paused", "met", "none"]
WORDS = ("kind", "service", "system", "site", "delivery", "impact", "urgency")
"""What a request may say in the words of the agreement, beside the priority."""


class TicketsAsked(Listed):
    """Which tickets are asked for; without a status those that are open or on hold."""

    customer: str = Field(default="", pattern=r"^[a-z0-9-]{0,64}$", description="The customer's word in addresses.")
    assignee: str = Field(
        default="", pattern=r"^(none|[1-9][0-9]{0,15})?$", description="The id of a person, or «none»."
    )
    priority: Word = ""
    kind: Word = ""
    system: Word = ""
    status: Status | None = None
    emergency: bool = Field(default=False, description="Only emergencies.")
    waits: bool = Field(default=False, description="Only those in which the last word is the customer's.")
    text: Word = Field(default="", description="Words in the subject or a name, or a number.")
    after: str | None = Field(
        default=None, pattern=r"^[0-9]\.-?[0-9]{1,15}\.[0-9]{1,15}$", description="The `next` of the page before."
    )


class TicketInList(Shown):
    """A ticket in a list, with the promise that breaks next."""

    number: int
    subject: str
    customer: str = Field(description="The customer's name.")
    status: Status
    hold_reason: str
    priority: str
    assignee_id: int | None
    assignee: str | None
    is_emergency: bool
    waits_for_us: bool
    coverage_box: str = Field(description="In which box of the agreement the work lies; empty is not judged.")
    reported_at: Moment
    last_activity_at: Moment
    next_clock: str = Field(description="Which promise breaks next; empty where none runs.")
    next_due_at: Moment | None = Field(description="When it breaks, or broke; null where none runs.")


class CoverageShown(Shown):
    """Whether work on a ticket is covered."""

    box: str
    because: str
    clause: ClauseShown | None
    ask: str = Field(description="Who decides, where that is open.")
    call: str


class EmergencyShown(Shown):
    """Whether a ticket is an emergency."""

    answer: str = Field(description="«yes», «no» or «only by agreement».")
    because: str
    clause: ClauseShown | None
    at: Moment


class PromiseShown(Shown):
    """A promise as of the moment of the answer; lengths are open seconds of its hours."""

    name: str
    state: PromiseState
    due_at: Moment | None
    remaining: Seconds
    elapsed: Seconds
    budget: Seconds
    at_risk_at: Moment | None


class TicketShown(Shown):
    """A ticket as it stands."""

    number: int
    customer: str = Field(description="The customer's word in addresses.")
    subject: str
    wants: Wants
    status: Status
    hold_reason: str
    merged_into: int | None = Field(description="The number of the ticket that stays.")
    channel: str
    priority: str
    priority_clause: ClauseShown | None = Field(description="The cell of the matrix; null where a person named it.")
    kind: str
    service: str
    system: str
    site: str
    delivery: str
    impact: str
    urgency: str
    people_unable_to_work: int | None
    is_outage: bool
    requester_name: str
    requester_email: str
    requester_phone: str
    assignee_id: int | None
    assignee: str | None
    waits_for_us: bool
    occurred_at: Moment | None
    reported_at: Moment
    recorded_at: Moment
    counts_from: Moment = Field(description="From when clocks count.")
    counts_because: str
    last_activity_at: Moment
    version_number: int
    version_hash: str
    emergency: EmergencyShown | None
    coverage: CoverageShown | None
    promises: list[PromiseShown]


class Requester(Said):
    """Who reported it."""

    name: Annotated[str, Field(max_length=120)] = ""
    email: str = Field(default="", max_length=254, pattern=r"^([!-?A-~]+@[A-Za-z0-9.-]+)?$")
    phone: Annotated[str, Field(max_length=40, pattern=r"^[0-9+()/ .-]*$")] = ""


class ReportSaid(Said):
    """A report. Words are those of the agreement; left out, they are not said."""

    customer: str = Field(
        default="",
        pattern=r"^[a-z0-9-]{0,64}$",
        description="The customer's word in addresses. A customer's token need not say it.",
        examples=["harbour-dental"],
    )
    subject: Title = Field(examples=["E-mail is down"])
    text: Words = Field(examples=["Nobody can send or receive since nine."])
    wants: Wants = "incident"
    kind: Word = ""
    service: Word = ""
    system: Word = ""
    site: Word = ""
    delivery: Word = ""
    impact: Word = ""
    urgency: Word = ""
    priority: Word = Field(default="", description="Only where nobody can say impact and urgency; desk only.")
    people_unable_to_work: int | None = Field(default=None, ge=0, le=100_000)
    is_outage: bool = False
    occurred_at: MomentSaid | None = None
    reported_at: MomentSaid | None = Field(
        default=None, description="When it reached the desk, where that was before; desk only, at most a year ago."
    )
    requester: Requester | None = None


class ReportPreviewed(Shown):
    """What would hold for a report if it were logged now."""

    priority: str
    priority_clause: ClauseShown | None
    promises: list[PromiseShown]
    emergency: EmergencyShown | None
    coverage: CoverageShown | None
    counts_from: Moment
    counts_because: str
    version_number: int
    version_hash: str
    hours: str
    answers_from: Moment | None = Field(description="When a first answer can be expected, where hours are closed now.")


class ReplySaid(Said):
    """What is said to the other side: by the desk to the customer, by the customer to the desk."""

    text: Words = Field(examples=["We are on it: the mail store is being repaired."])
    then: Literal["", "hold", "resolve"] = Field(default="", description="The desk may hold or resolve with it.")


class NoteSaid(Said):
    """A note for the provider's people only."""

    text: Words = Field(examples=["The vendor has a ticket too."])


class HoldSaid(Said):
    """For whom or what a ticket waits."""

    reason: Reason = Field(examples=["waiting for customer"])


class ResolveSaid(Said):
    """How it was fixed."""

    how: Note = Field(default="", examples=["Restarted the mail store."])


class ReopenSaid(Said):
    """Why it is open again."""

    why: Why = Field(examples=["It is down again."])


class AssignSaid(Said):
    """Who gets a ticket; null gives it back."""

    to: int | None = Field(ge=1, le=BIGGEST_ID, description="The id of somebody at the desk.")


class PrioritySaid(Said):
    """Another priority, and why."""

    priority: Word = Field(examples=["P1"])
    why: Why = Field(examples=["The whole company is affected."])


class WordsSaid(Said):
    """Words of the agreement that describe a ticket; what is left out or null stays, an empty one is taken away."""

    kind: Word | None = None
    service: Word | None = None
    system: Word | None = None
    site: Word | None = None
    delivery: Word | None = None
    impact: Word | None = None
    urgency: Word | None = None
    why: Note = Field(default="", examples=["It is the file server, not the mail."])


class LinkSaid(Said):
    """Another ticket of the same customer."""

    to: int = Field(ge=1, le=BIGGEST_ID, description="The number of the other ticket.")


class MergeSaid(Said):
    """The ticket that stays."""

    into: int = Field(ge=1, le=BIGGEST_ID, description="The number of the ticket that stays.")


class MessageShown(Shown):
    """Something that was said on a ticket."""

    id: int
    kind: Literal["reply", "customer reply", "note", "automatic"]
    author_name: str
    is_verified: bool
    text: str
    at: Moment


class EventShown(Shown):
    """An event of a ticket in the chain of its customer; what is personal stands beside the chain, and not here."""

    seq: int = Field(description="Its number in the chain of the customer.")
    kind: str
    happened_at: Moment
    recorded_at: Moment
    actor: str = Field(description="«person 12», «token 3», «worker», «mail».")
    says: dict[str, Any]
    prev: str
    hash: str


class StretchShown(Shown):
    """A stretch of a clock: whether it counts, why, by which clause, and the total so far in open seconds."""

    start: Moment
    end: Moment
    counts: bool
    why: str
    clause: ClauseShown | None
    total: Seconds


class ReadClauseShown(Shown):
    """A clause that decided, or lost against one that did, with the reason."""

    clause: ClauseShown
    why: str


class WarningShown(Shown):
    """A step of warning that was reached."""

    at: Moment
    clause: ClauseShown | None


class ClockShown(Shown):
    """Why a clock says what it says; `elapsed` and `budget` are open seconds."""

    name: str
    cycle: int
    says: str
    promise: PromiseShown
    elapsed: Seconds
    budget: Seconds
    hours: str
    because: str
    zone: str
    started_at: Moment
    due_at: Moment | None
    counts_from: Moment
    counts_because: str
    version: int
    version_hash: str
    papers: list[str]
    stretches: list[StretchShown]
    deciding: list[ReadClauseShown]
    losers: list[ReadClauseShown]
    warnings: list[WarningShown]


class ClocksShown(Shown):
    """Every clock of a ticket; none where no agreement covers it."""

    items: list[ClockShown]
