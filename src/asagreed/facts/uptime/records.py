"""Records of what happened to systems. Nothing is overwritten: a correction is a newer record of the same id.

All moments are UTC seconds. `recorded_at` is when we came to know it, which decides what a report as of a moment sees
(availability.md, 4.1). None as an end is: not over yet.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

ExcuseKind = Literal["customer", "third party", "force majeure", "no site access"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Outage:
    """A system was down, or worked only in part.

    `is_degraded` leaves the weight to the agreement; `affected` is the share of its users that were cut off, where that
    was recorded. Which of the moments the agreement counts from is its own say (availability.md, 4.5).
    """

    id: str
    system: str
    occurred_at: int
    detected_at: int | None = None
    reported_at: int | None = None
    acknowledged_at: int | None = None
    restored_at: int | None = None
    is_degraded: bool = False
    affected: Fraction | None = None
    cause: str = ""
    evidence: str = ""
    because: str = ""
    """Why this record replaces an earlier one of its id."""
    recorded_at: int | None = None
    recorded_by: str = ""
    is_withdrawn: bool = False
    ticket: str = ""
    place: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unwatched:
    """Nobody knows whether a system was up: its monitor was off, asleep or stale."""

    id: str
    system: str
    start_at: int
    end_at: int | None = None
    because: str = ""
    recorded_at: int | None = None
    recorded_by: str = ""
    is_withdrawn: bool = False
    place: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class WindowHeld:
    """A maintenance window that was announced, or one of an agreed series that ended early or was called off.

    `agreed` is the name of the series in the agreement; empty for one that was announced. No systems are all systems.
    """

    id: str
    systems: tuple[str, ...]
    starts_at: int
    planned_end_at: int
    agreed: str = ""
    title: str = ""
    notified_at: int | None = None
    cancelled_at: int | None = None
    ended_at: int | None = None
    because: str = ""
    recorded_at: int | None = None
    recorded_by: str = ""
    is_withdrawn: bool = False
    place: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Excuse:
    """A stretch that both parties agreed not to count, and why. No systems are all systems."""

    id: str
    kind: ExcuseKind
    systems: tuple[str, ...]
    start_at: int
    end_at: int
    agreed_by: str = ""
    because: str = ""
    recorded_at: int | None = None
    recorded_by: str = ""
    is_withdrawn: bool = False
    place: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class UptimeFacts:
    """Everything that is known of a customer's systems, corrections and all."""

    outages: tuple[Outage, ...] = ()
    unwatched: tuple[Unwatched, ...] = ()
    windows: tuple[WindowHeld, ...] = ()
    excuses: tuple[Excuse, ...] = ()
