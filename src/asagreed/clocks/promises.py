"""What the clocks ask of an agreement: targets, pauses, warning steps, and how each clock starts and stops."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from fractions import Fraction
from types import MappingProxyType
from typing import Protocol

from asagreed.figures import Clause
from asagreed.open_time import OpenHours


class Trigger(Enum):
    """What can start or stop a clock; any other word is the name of a happening of the ticket."""

    REPORTED = "reported"
    RECORDED = "recorded"
    ASSIGNED = "assigned"
    REPLY = "reply by a person"
    CUSTOMER_MESSAGE = "customer message"
    RESOLVED = "resolved"
    ARRIVED = "technician on site"


@dataclass(frozen=True, slots=True)
class ClockRule:
    """How a clock runs: what starts it, what stops it, whether it comes in cycles, whether reopening resumes it.

    A clock that resumes does so only within `resumes_within` seconds on the wall after it stopped, where that is set;
    one that `starts_again` then counts from the reopening. `after_response` clocks wait for the first answer.
    """

    name: str
    starts: Trigger | str
    stops: tuple[Trigger | str, ...]
    repeats: bool = False
    resumes: bool = False
    resumes_within: int | None = None
    starts_again: bool = False
    after_response: bool = False
    clause: Clause | None = field(default=None, compare=False)


RESPONSE = ClockRule("response", Trigger.REPORTED, (Trigger.REPLY, Trigger.RESOLVED))
RESOLUTION = ClockRule("resolution", Trigger.REPORTED, (Trigger.RESOLVED,), resumes=True)
NEXT_REPLY = ClockRule(
    "next reply",
    Trigger.CUSTOMER_MESSAGE,
    (Trigger.REPLY, Trigger.RESOLVED),
    repeats=True,
    after_response=True,
)
UPDATE = ClockRule("update", Trigger.REPLY, (Trigger.REPLY, Trigger.RESOLVED), repeats=True)
ARRIVAL = ClockRule("arrival", Trigger.REPORTED, (Trigger.ARRIVED, Trigger.RESOLVED))

BUILT_IN = (RESPONSE, NEXT_REPLY, UPDATE, RESOLUTION, ARRIVAL)


@dataclass(frozen=True, slots=True)
class Step:
    """A warning at a share of the target, or so much open time before or after it is used up."""

    percent: Fraction | None = None
    before: int | None = None
    after: int | None = None
    clause: Clause | None = field(default=None, compare=False)

    def threshold(self, within: int) -> int:
        """Return the elapsed open seconds at which the step is due, for a target of `within` seconds."""
        if self.percent is not None:
            # ceil(within × percent / 100), in whole numbers.
            return -(-within * self.percent.numerator // (100 * self.percent.denominator))
        return within - self.before if self.before is not None else within + (self.after or 0)


@dataclass(frozen=True, slots=True)
class ServiceTarget:
    """A promised time: `within` open seconds of `hours`, by which clause, with its warning steps.

    `is_guide` marks an aim that was not promised: it is measured and never breached.
    """

    within: int
    hours: OpenHours
    clauses: tuple[Clause, ...] = ()
    steps: tuple[Step, ...] = ()
    because: str = ""
    is_guide: bool = False
    losers: tuple[tuple[Clause, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Limit:
    """A target and the moment from which it counts."""

    target: ServiceTarget
    counted_from: int


ACCEPTED = "accepted: "
"""The happening «accepted: premium response» takes up an offered rider for one ticket."""


NO_AGREEMENT = ""
"""The agreement of a ticket that was taken out of every agreement; None says that it was never moved."""


@dataclass(frozen=True, slots=True)
class TicketSituation:
    """All that decides which target applies to a ticket at a moment; `reported_at` stays what it was."""

    priority: str | None = None
    agreement: str | None = None
    calendar: str | None = None
    reported_at: int | None = None
    attributes: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    accepted: tuple[str, int] | None = None
    """The rider that was accepted for this ticket, and when."""


class Promises(Protocol):
    """What an agreement promises for one ticket, version by version."""

    def rules(self, *, started_at: int) -> tuple[ClockRule, ...]:
        """Return the clocks of a ticket that counts from a moment."""
        ...

    def target(self, clock: str, situation: TicketSituation, *, started_at: int, at: int) -> ServiceTarget | None:
        """Return the target of a clock that started at one moment, in the situation at another; None if none."""
        ...

    def pause(self, clock: str, status: str, situation: TicketSituation, *, started_at: int) -> Clause | None:
        """Return the clause by which a status pauses a clock; None if it does not."""
        ...

    def has_agreement(self, situation: TicketSituation) -> bool:
        """Say whether any agreement applies."""
        ...

    def changes(self, start: int, end: int) -> tuple[int, ...]:
        """Return the moments in (start, end] at which an amendment re-rates running clocks."""
        ...

    def counts_from_change(self, clock: str, situation: TicketSituation, *, started_at: int) -> bool:
        """Say whether a re-rated clock counts anew from the change instead of from its origin."""
        ...

    def second_limit(self, clock: str, situation: TicketSituation, *, started_at: int, at: int) -> Limit | None:
        """Return the limit that a rider, taken up while the clock runs, adds to it."""
        ...

    def priority_after(self, happening: str, situation: TicketSituation, *, started_at: int) -> str | None:
        """Return the priority that a ticket gets by a happening, such as a workaround; None if it keeps its own."""
        ...
