"""What a measure of availability says. A percentage without its basis cannot be built, so it cannot be printed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
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
    id: str = ""
    """The record of it; empty for an agreed window of which nothing was recorded."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FurtherTarget:
    """What is promised beside the share: the longest outage, or how many; measured on the same timeline."""

    name: str
    promised: int
    found: int
    verdict: Verdict
    because: str


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
    version: str = ""
    """The hash of the version in force."""
    every: str = "month"
    """Over which period the share is promised: month, quarter or year."""
    form: str = ""
    """How several systems count together, in the agreement's words; empty for one system."""
    measured_until: int = 0
    """The end of the period, or the moment of asking where that comes earlier."""
    known_enough: bool | None = None
    """Whether as much was watched as the agreement asks for; None where it asks for nothing."""
    beside: Mapping[str, Fraction | None] = field(default_factory=dict)
    """The highest share that other bases would give, by what an outage would count from."""
    further: tuple[FurtherTarget, ...] = ()
    mean_time_to_restore: Fraction | None = None
    """Seconds from failure to normal use, of the outages that ended in the period; None where there were none."""
    assumed: tuple[str, ...] = ()
    """What the agreement does not say, and what was done about it."""
