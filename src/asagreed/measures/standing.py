"""How systems stand at a moment, and how each of their days was: as users saw it, whatever the agreement counts.

These are no promises. Maintenance that was announced is told apart from outages, time that nobody watched from time
that was up; an agreed figure stands beside them (`availability`). The classes of a day add up to its length.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

from asagreed.facts.uptime import Outage, Unwatched, UptimeFacts
from asagreed.open_time import Span, Spans

State = Literal["up", "maintenance", "unknown", "degraded", "down"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How a system stands: since when (None where no record says), until when at the latest, and by which outages.

    Where nothing watches it, `up` says only that nobody reported anything else.
    """

    system: str
    state: State
    since_at: int | None = None
    until_at: int | None = None
    outages: tuple[Outage, ...] = ()
    is_watched: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class SystemDay:
    """A day of a system in seconds of each class; `looked_at` is shorter than a day where it begins or ends within it.

    What is neither down nor degraded, unknown or in maintenance was up.
    """

    day: date
    looked_at: int
    down: int = 0
    degraded: int = 0
    unknown: int = 0
    maintenance: int = 0

    @property
    def up(self) -> int:
        """The seconds of which nothing is known but that it was up."""
        return self.looked_at - self.down - self.degraded - self.unknown - self.maintenance

    @property
    def state(self) -> State | None:
        """What is worth most attention of the day; None for a day that was not looked at."""
        if not self.looked_at:
            return None
        worst: tuple[State, ...] = ("down", "degraded", "unknown", "maintenance")
        return next((state for state in worst if getattr(self, state)), "up")


@dataclass(frozen=True, slots=True)
class _Classes:
    """Disjoint sets of moments: maintenance outweighs an outage, and an outage that nobody watched is one."""

    maintenance: Spans
    down: Spans
    degraded: Spans
    unknown: Spans


@dataclass(frozen=True, slots=True)
class SystemLog:
    """Everything known of one system as of a moment, to be asked how it stood; `maintenance` is announced or agreed.

    The facts hold one record of each id, as they were known at `at`; nothing withdrawn is among them. `is_watched` says
    whether anything would tell of an outage that no person reports.
    """

    system: str
    facts: UptimeFacts
    at: int
    maintenance: Spans = field(default_factory=Spans)
    is_watched: bool = True

    @property
    def outages(self) -> tuple[Outage, ...]:
        """The outages of the system that have begun, the newest first."""
        mine = (each for each in self.facts.outages if each.system == self.system and each.occurred_at <= self.at)
        return tuple(sorted(mine, key=lambda each: (-each.occurred_at, each.id)))

    @property
    def unwatched(self) -> tuple[Unwatched, ...]:
        """When nobody watched the system."""
        return tuple(each for each in self.facts.unwatched if each.system == self.system)

    def standing(self) -> Standing:
        """Return how the system stands now: maintenance before an outage, an outage before not knowing."""
        for window in self.maintenance:
            if self.at in window:
                return self._stands("maintenance", window.start, until=window.end)
        broken = tuple(each for each in self.outages if each.restored_at is None or self.at < each.restored_at)
        down = tuple(each for each in broken if not each.is_degraded)
        if down:
            return self._stands("down", min(each.occurred_at for each in down), outages=down)
        unknown = [each.start_at for each in self.unwatched if _is_during(each.start_at, each.end_at, self.at)]
        if unknown:
            return self._stands("unknown", min(unknown))
        if broken:
            return self._stands("degraded", min(each.occurred_at for each in broken), outages=broken)
        ends = [each.restored_at for each in self.outages if each.restored_at is not None]
        ends += [each.end_at for each in self.unwatched if each.end_at is not None and each.end_at <= self.at]
        return self._stands("up", max(ends, default=None))

    def days(self, *, first: date, last: date, zone: str, from_at: int) -> tuple[SystemDay, ...]:
        """Return each day of a zone from the first to the last, looked at from `from_at` until now."""
        classes = self._classes()
        looked_at = Spans([Span(from_at, self.at)] if from_at < self.at else ())
        return tuple(_day(day, span, looked_at, classes) for day, span in _days(first, last, zone))

    def _classes(self) -> _Classes:
        down = self._moments(each for each in self.outages if not each.is_degraded)
        degraded = self._moments(each for each in self.outages if each.is_degraded)
        unknown = Spans(_spans(((each.start_at, each.end_at) for each in self.unwatched), self.at))
        return _Classes(
            maintenance=self.maintenance,
            down=down - self.maintenance,
            degraded=degraded - down - self.maintenance - unknown,
            unknown=unknown - down - self.maintenance,
        )

    def _moments(self, outages: Iterable[Outage]) -> Spans:
        return Spans(_spans(((each.occurred_at, each.restored_at) for each in outages), self.at))

    def _stands(
        self, state: State, since: int | None, *, until: int | None = None, outages: tuple[Outage, ...] = ()
    ) -> Standing:
        return Standing(
            system=self.system,
            state=state,
            since_at=since,
            until_at=until,
            outages=outages,
            is_watched=self.is_watched,
        )


def told_by_monitors(facts: UptimeFacts, *, within: Span) -> frozenset[str]:
    """Return the systems of which a monitor told something in a span: an outage that it detected, or that it was blind.

    Outages that only people reported do not tell that anything else would have been noticed.
    """
    detected = {each.system for each in facts.outages if each.detected_at is not None and each.detected_at in within}
    blind = {
        each.system
        for each in facts.unwatched
        if each.start_at < within.end and (each.end_at is None or within.start < each.end_at)
    }
    return frozenset(detected | blind)


def _day(day: date, span: Span, looked_at: Spans, classes: _Classes) -> SystemDay:
    seen = Spans([span]) & looked_at
    return SystemDay(
        day=day,
        looked_at=seen.total,
        down=(classes.down & seen).total,
        degraded=(classes.degraded & seen).total,
        unknown=(classes.unknown & seen).total,
        maintenance=(classes.maintenance & seen).total,
    )


def _days(first: date, last: date, zone: str) -> Iterator[tuple[date, Span]]:
    """Yield civil days with their spans: of 23 hours where clocks go forward, of 25 where they go back."""
    place = ZoneInfo(zone)
    for number in range((last - first).days + 1):
        day = first + timedelta(days=number)
        start, end = (
            datetime(each.year, each.month, each.day, tzinfo=place).timestamp()
            for each in (day, day + timedelta(days=1))
        )
        yield day, Span(int(start), int(end))


def _spans(stretches: Iterable[tuple[int, int | None]], at: int) -> Iterator[Span]:
    for start, end in stretches:
        until = at if end is None else min(end, at)
        if start < until:
            yield Span(start, until)


def _is_during(start: int, end: int | None, at: int) -> bool:
    return start <= at and (end is None or at < end)
