"""Every ticket that the target table tells apart, tried one by one: which clause decides, and whether any does.

The grid is exact: a property that no clause of a clock names cannot change the answer and is left out; hours of the
week and holidays matter only through the calendars that clauses ask about, so one moment of each combination of open
and closed calendars that a year has stands for all of them. None stands for what a ticket does not say. That a ticket
came in a way that nobody agreed on, or says no delivery, is tried too, and is no gap.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product

from asagreed.checks.words import weekday_and_time
from asagreed.open_time.shifts import YEAR
from asagreed.reading.references.lookup import Lookup
from asagreed.terms.resolved.clauses import TargetClause
from asagreed.terms.resolved.selection import rank
from asagreed.terms.resolved.selector import Selector, Situation, window_calendar
from asagreed.terms.sections.places import DELIVERIES
from asagreed.versions import Version

MOST_POINTS = 200_000
"""Points of one clock that are tried; a table that tells more tickets apart is not searched further."""
_NAMED = {"priority": "", "channel": "reported by ", "kind": "about ", "system": "on ", "site": "at ", "delivery": ""}


@dataclass(frozen=True, slots=True)
class Point:
    """A ticket that the table tells apart from others, with a moment (UTC seconds) at which it may be reported."""

    situation: Situation
    reported_at: int | None
    is_usual: bool

    def in_words(self, zone: str) -> str:
        """Return the ticket as an example: `P1, reported by phone, on Sunday 2026-01-18 03:00`."""
        known = ((before, getattr(self.situation, name)) for name, before in _NAMED.items())
        words = [f"{before}{value}" for before, value in known if value]
        if self.reported_at is not None:
            words.append(f"on {weekday_and_time(self.reported_at, zone)}")
        return ", ".join(words) or "any ticket"


@dataclass(frozen=True)
class Walk:
    """What trying every point of a clock shows: the first point of each priority without a clause, and who decides."""

    gaps: Mapping[str | None, Point]
    deciding: frozenset[str]
    is_whole: bool


def walk(version: Version, lookup: Lookup, clock: str) -> Walk:
    """Try every point of a clock's targets; `deciding` are the addresses of the clauses that decide any."""
    targets = sorted(version.terms.targets_by_clock.get(clock, ()), key=rank, reverse=True)
    gaps: dict[str | None, Point] = {}
    deciding: set[str] = set()
    for number, point in enumerate(_grid(version, lookup, targets)):
        if number == MOST_POINTS:
            return Walk(gaps, frozenset(deciding), is_whole=False)
        winner = next((target for target in targets if target.fits(point.situation)), None)
        if winner is not None:
            deciding.add(winner.clause.address)
        elif point.is_usual:
            gaps.setdefault(point.situation.priority, point)
    return Walk(gaps, frozenset(deciding), is_whole=True)


def _grid(version: Version, lookup: Lookup, targets: Sequence[TargetClause]) -> Iterator[Point]:
    selectors = [selector for target in targets for selector in (target.selector, *target.unless)]
    moments, kinds = _moments(version, selectors), _kinds(lookup, selectors)
    values = [_values(lookup, name, selectors) for name in ("priority", "channel", "system", "site", "delivery")]
    for priority, channel, system, site, delivery in product(*values):
        is_usual = (channel is not None or len(values[1]) == 1) and (delivery is not None or len(values[4]) == 1)
        for kind, group in kinds:
            for is_open, at in moments:
                situation = Situation(priority, kind, group, site, system, delivery, channel, is_open)
                yield Point(situation, at, is_usual)


def _values(lookup: Lookup, name: str, selectors: Sequence[Selector]) -> Sequence[str | None]:
    """Return the values of a property that make a difference; None is a ticket of which it is not known."""
    agreement = lookup.agreement
    named: set[str] = {getattr(selector, name) for selector in selectors} - {None}
    if name == "priority":
        return sorted(lookup.priorities | named) or [None]
    every: Mapping[str, Iterable[str]] = {
        "channel": agreement.reporting,
        "system": agreement.systems,
        "site": agreement.sites,
        "delivery": DELIVERIES,
    }
    if not named:
        return [None]
    other = [value for value in every[name] if value not in named][:1]
    return [None, *(value for value in every[name] if value in named), *other]


def _kinds(lookup: Lookup, selectors: Sequence[Selector]) -> Sequence[tuple[str | None, str | None]]:
    named = {selector.kind for selector in selectors} - {None}
    groups = lookup.agreement.issue_kinds
    return [
        (None, None),
        *((kind, group) for group, kinds in groups.items() for kind in kinds if {kind, group} & named),
    ]


def _moments(version: Version, selectors: Sequence[Selector]) -> Sequence[tuple[frozenset[str], int | None]]:
    """Return each combination of open calendars that a year has, with the first moment of it."""
    names = sorted({window_calendar(selector.window) for selector in selectors if selector.window})
    if not names:
        return [(frozenset(), None)]
    calendars = {name: version.terms.calendar(name) for name in names}
    start = version.from_at
    edges = {start}
    for hours in calendars.values():
        edges |= {edge for span in hours.spans(start, start + YEAR) for edge in (span.start, span.end)}
    found: dict[frozenset[str], int | None] = {}
    for at in sorted(edge for edge in edges if edge < start + YEAR):
        found.setdefault(frozenset(name for name, hours in calendars.items() if hours.is_open_at(at)), at)
    return tuple(found.items())
