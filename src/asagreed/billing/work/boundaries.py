"""Where work has to be cut: versions, dated rates, months, and the edges of every calendar that a clause asks.

All edges of some weeks stand in one ordered list, and each stretch between two of them has one state: the version in
force, the month, the edition of the rates, and which calendars are open. So a stretch of work is cut by one look-up,
and equal states are judged once.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from asagreed.open_time import in_zone
from asagreed.open_time.counting import OpenHours
from asagreed.open_time.shifts import DAY
from asagreed.terms.resolved.rate_card import local_midnight
from asagreed.terms.resolved.terms import ALWAYS
from asagreed.versions import History, Version

Month = tuple[int, int]
"""A year and a month of it, in the zone of the agreement."""
AT_ONCE = 32 * DAY
"""How much time is worked out together: little, so that one verdict does not wait for a whole year."""


@dataclass(frozen=True, slots=True)
class State:
    """What holds throughout a stretch: the number of the version in force, 0 where there is none.

    `edition` is the moment from which its rates count. `is_open` names the calendars that are open, and the bands of
    the rate card, as «band NAME», whose days it is.
    """

    version: int
    edition: int
    month: Month
    is_open: frozenset[str]


class Boundaries:
    """The states of one agreement through time, worked out some weeks at once as they are asked for."""

    def __init__(self, history: History) -> None:
        self._history = history
        self._lists: dict[int, tuple[list[int], list[State]]] = {}
        self._known: dict[State, State] = {}
        self._calendars = tuple(_calendars_asked(history))

    def state_at(self, moment: int) -> State:
        """Return the state that holds at a moment in UTC seconds."""
        edges, states = self._list(moment // AT_ONCE)
        return states[bisect_right(edges, moment) - 1]

    def stretches(self, start: int, end: int) -> Iterator[tuple[int, int, State]]:
        """Yield the stretches of [start, end) with the state of each."""
        while start < end:
            edges, states = self._list(start // AT_ONCE)
            last = (start // AT_ONCE + 1) * AT_ONCE
            number = bisect_right(edges, start) - 1
            while start < min(end, last):
                upto = min(edges[number + 1] if number + 1 < len(edges) else last, end)
                yield start, upto, states[number]
                start, number = upto, number + 1

    def _list(self, number: int) -> tuple[list[int], list[State]]:
        if number not in self._lists:
            self._lists[number] = self._made(number * AT_ONCE, (number + 1) * AT_ONCE)
        return self._lists[number]

    def _made(self, first: int, last: int) -> tuple[list[int], list[State]]:
        opened = {name: hours.spans(first, last) for name, hours in self._calendars}
        edges = {first}
        for spans in opened.values():
            for span in spans:
                edges |= {span.start, span.end}
        edges |= set(self._dated_edges(first, last))
        ordered = sorted(edge for edge in edges if first <= edge < last)
        open_at = {name: {(span.start, span.end) for span in spans} for name, spans in opened.items()}
        return ordered, self._states(ordered, open_at)

    def _dated_edges(self, first: int, last: int) -> Iterator[int]:
        for version in self._history.versions:
            yield version.from_at
            if version.until_at is not None:
                yield version.until_at
            yield from (each.from_at for each in version.terms.rates.editions)
        zone = self._history.zone
        for month in months_between(month_at(first, zone), month_at(last, zone)):
            yield month_start(month, zone)

    def _states(self, edges: list[int], open_at: dict[str, set[tuple[int, int]]]) -> list[State]:
        starts = {name: {start for start, _ in spans} for name, spans in open_at.items()}
        ends = {name: {end for _, end in spans} for name, spans in open_at.items()}
        is_open: set[str] = set()
        found: list[State] = []
        for edge in edges:
            is_open -= {name for name, moments in ends.items() if edge in moments}
            is_open |= {name for name, moments in starts.items() if edge in moments}
            found.append(self._shared(self._state(edge, frozenset(is_open))))
        return found

    def _state(self, moment: int, is_open: frozenset[str]) -> State:
        version = version_at(self._history, moment)
        edition = version.terms.rates.edition_at(moment).from_at if version else 0
        return State(version.number if version else 0, edition, month_at(moment, self._history.zone), is_open)

    def _shared(self, state: State) -> State:
        return self._known.setdefault(state, state)


def version_at(history: History, moment: int) -> Version | None:
    """Return the version in force at a moment, or None before the agreement and after its end."""
    for version in reversed(history.versions):
        if version.from_at <= moment:
            return version if version.until_at is None or moment < version.until_at else None
    return None


def _calendars_asked(history: History) -> Iterator[tuple[str, OpenHours]]:
    """Yield every calendar that a clause about work asks, and the days of bands, once each."""
    asked: dict[str, OpenHours] = {}
    for version in history.versions:
        terms = version.terms
        cover = terms.emergencies.cover
        names = [service.hours for service in terms.scope.services]
        names += [
            band.calendar for band in (*terms.rates.bands, *([terms.rates.emergency] if terms.rates.emergency else []))
        ]
        names += [cover.included_in if cover else None]
        asked |= {name: terms.calendar(name) for name in names if name and name != ALWAYS}
        for band in terms.rates.bands:
            if band.hours is not None:
                asked[band_key(version, band.name)] = band.hours
    yield from asked.items()


def band_key(version: Version, band: str) -> str:
    """Return the name under which the days of a band stand among the calendars of a state."""
    return f"band {band} of version {version.number}"


def month_at(moment: int, zone: str) -> Month:
    """Return the month of a moment in a zone."""
    local = in_zone(moment, zone)
    return local.year, local.month


def month_start(month: Month, zone: str) -> int:
    """Return the UTC second at which a month begins in a zone."""
    return local_midnight(date(*month, 1), zone)


def month_after(month: Month, number: int = 1) -> Month:
    """Return the month so many months later."""
    count = month[0] * 12 + month[1] - 1 + number
    return count // 12, count % 12 + 1


def months_between(first: Month, last: Month) -> Iterator[Month]:
    """Yield every month from the first to the last, both included."""
    while first <= last:
        yield first
        first = month_after(first)
