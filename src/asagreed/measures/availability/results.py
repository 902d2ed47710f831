"""What a measure of availability says. A percentage without its basis cannot be built, so it cannot be printed."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from asagreed.facts.uptime import Outage
from asagreed.figures import Clause, Figure
from asagreed.open_time import Span

Verdict = Literal["met", "missed", "undetermined", "not applicable"]


@dataclass(frozen=True, slots=True, kw_only=True)
class CountedOutage:
    """An outage as a figure counts it: from and to (UTC seconds, within the period), seconds, and why so many."""

    outage: Outage
    start_at: int
    end_at: int
    seconds: int
    counted: Fraction
    """Seconds that count, by their weight."""
    because: str


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgedWindow:
    """A maintenance window, agreed or announced: how much of it is left out, and why, or why not."""

    name: str
    span: Span
    systems: tuple[str, ...]
    left_out: int
    """Seconds of it that do not count; 0 where it did not qualify."""
    because: str
    clause: Clause | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Availability:
    """The availability of one system, or of several together, in a period (availability.md, 4.3).

    Shares are exact, between 0 and 1. `high` counts unknown time as up, `low` as down; `shown` is what the agreement's
    policy prints; the verdict is met or missed only where both bounds agree. `raw` is what users saw: all time, from
    when it occurred, nothing left out. Shares are None where the base is empty.
    """

    name: str
    is_combined: bool
    members: tuple[str, ...]
    period: Span
    zone: str
    basis: str
    """`all time`, or the name of a calendar."""
    counts_from: str
    unknown_policy: str
    base: int
    down: Fraction
    unknown: Fraction
    left_out: int
    """Seconds of agreed time that maintenance and excuses took away."""
    shown: Fraction | None
    high: Fraction | None
    low: Fraction | None
    coverage: Fraction | None
    raw: Fraction | None
    promised: Fraction | None
    verdict: Verdict
    allowance: int | None
    """Seconds that the promise allows to be down; None where nothing is promised."""
    remaining: Fraction | None
    outages: tuple[CountedOutage, ...]
    windows: tuple[JudgedWindow, ...]
    unknown_spans: tuple[Span, ...]
    figure: Figure
    clause: Clause
