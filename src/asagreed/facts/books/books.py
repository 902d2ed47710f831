"""What happened besides tickets and hours: incidents, purchases, payments, counts, rulings, accepted quotes.

All moments are UTC seconds. Every fact has the `place` (file:line) where it was written, and `recorded_at`, the moment
at which it was known; without one it was known when it happened.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from asagreed.money import Money


@dataclass(frozen=True, slots=True, kw_only=True)
class CauseFound:
    """Why an incident happened: a fact with an author and evidence, which the customer may contest."""

    cause: str
    said_by: str = ""
    evidence: str = ""
    is_contested: bool = False
    place: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Incident:
    """Something that broke: what is known of it, and since when it was known."""

    id: str
    reported_at: int
    occurred_at: int | None = None
    evidence: str = ""
    detected_at: int | None = None
    ended_at: int | None = None
    outage_of: tuple[str, ...] = ()
    systems: tuple[str, ...] = ()
    data_lost_on: tuple[str, ...] = ()
    events: tuple[str, ...] = ()
    people_unable_to_work: int | None = None
    cause: CauseFound | None = None
    place: str = ""

    @property
    def began_at(self) -> int:
        """When it began: when it occurred if there is evidence, else the earliest of detected and reported.

        agreements.md, section 7.
        """
        if self.occurred_at is not None and self.evidence:
            return self.occurred_at
        return min(self.reported_at, self.detected_at if self.detected_at is not None else self.reported_at)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ruling:
    """What people decided, on record: of work by arrangement, of an emergency that nobody foresaw.

    `about` is the id of an incident, ticket or entry, or the name of a service. `says` is one of «included»,
    «excluded», «emergency», «no emergency». `by` are the people, by side.
    """

    id: str
    at: int
    about: str
    says: str
    by: Mapping[str, str]
    place: str = ""

    @property
    def is_of_both(self) -> bool:
        """Whether both provider and customer agreed."""
        return {"provider", "customer"} <= set(self.by)


@dataclass(frozen=True, slots=True, kw_only=True)
class BlockBought:
    """A block of hours that the customer bought, in seconds without the free ones.

    `used_before` are seconds that were drawn before these books begin, `first_used_at` when the first of them was.
    """

    name: str
    size: int
    bought_at: int
    paid_at: int | None = None
    used_before: int = 0
    first_used_at: int | None = None
    recorded_at: int | None = None
    place: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Payment:
    """Money that came in: for the retainer, or for an invoice or block by name."""

    id: str
    at: int
    amount: Money
    for_: str
    recorded_at: int | None = None
    place: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """How many users, servers or devices there are from a moment on."""

    from_at: int
    numbers: Mapping[str, int]
    place: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RiderAccepted:
    """A rider that the customer accepted for one ticket, with its price."""

    rider: str
    ticket: str
    at: int
    by: str = ""
    place: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AcceptedQuote:
    """A quote that the customer accepted: a price for the whole, or a rate for its hours."""

    id: str
    accepted_at: int
    by: str = ""
    price: Money | None = None
    per_hour: Money | None = None
    at_most_seconds: int | None = None
    place: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DeferredItem:
    """Due work that was proposed; the customer deferred it, and perhaps agreed to it later."""

    name: str
    proposed_at: int
    deferred_at: int | None = None
    agreed_at: int | None = None
    by: str = ""
    risk: str = ""
    place: str = ""

    def is_deferred_at(self, moment: int) -> bool:
        """Say whether the item stood deferred at a moment."""
        agreed = self.agreed_at is not None and self.agreed_at <= moment
        return self.deferred_at is not None and self.deferred_at <= moment and not agreed


@dataclass(frozen=True, slots=True, kw_only=True)
class MaterialUsed:
    """Goods that were bought for the customer, with what was paid for them."""

    id: str
    at: int
    what: str
    price: Money
    quantity: int = 1
    ticket: str = ""
    recorded_at: int | None = None
    place: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AvailabilityGiven:
    """How available a system was in a month (`2026-05`), as a share of one, and its downtime beyond what is allowed.

    `low` and `high` are its bounds where part of the month was watched by nobody: money is given only where both give
    the same.
    """

    system: str
    month: str
    share: Fraction | None = None
    downtime_seconds: int | None = None
    place: str = ""
    low: Fraction | None = None
    high: Fraction | None = None


@dataclass(frozen=True, kw_only=True)
class Books:
    """Everything together; the order within each list is that of the moments."""

    incidents: Mapping[str, Incident] = field(default_factory=dict)
    rulings: tuple[Ruling, ...] = ()
    blocks: tuple[BlockBought, ...] = ()
    payments: tuple[Payment, ...] = ()
    counts: tuple[Count, ...] = ()
    riders: tuple[RiderAccepted, ...] = ()
    quotes: Mapping[str, AcceptedQuote] = field(default_factory=dict)
    deferred: Mapping[str, DeferredItem] = field(default_factory=dict)
    materials: tuple[MaterialUsed, ...] = ()
    availability: tuple[AvailabilityGiven, ...] = ()
