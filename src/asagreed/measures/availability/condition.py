"""What a system was at each moment of a period, and the seconds of each kind in agreed time.

Precedence at any moment: outside the period > outside agreed time > excused > down > unknown > degraded > up.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from asagreed.measures.availability.downtime import FULL
from asagreed.open_time import Spans

State = str | Fraction
EXCUSED, UNKNOWN = "excused", "unknown"
UP = Fraction(0)


@dataclass(frozen=True)
class Condition:
    """When a system was down (by weight, 1 is all of it), excused, or watched by nobody; otherwise it was up."""

    down: Mapping[Fraction, Spans] = field(default_factory=dict)
    excused: Spans = field(default_factory=Spans)
    unknown: Spans = field(default_factory=Spans)

    def states(self, within: Spans) -> dict[State, Spans]:
        """Return the moments of each state but up, each moment in one of them."""
        found: dict[State, Spans] = {EXCUSED: self.excused & within}
        left = within - self.excused
        found[FULL] = self.down.get(FULL, Spans()) & left
        left -= found[FULL]
        found[UNKNOWN] = self.unknown & left
        left -= found[UNKNOWN]
        for weight in sorted((each for each in self.down if each != FULL), reverse=True):
            found[weight] = self.down[weight] & left
            left -= found[weight]
        return {state: spans for state, spans in found.items() if spans}

    def changes(self, within: Spans) -> Iterator[tuple[int, int, State]]:
        """Yield the stretches in which the system was not up: start, end, state."""
        for state, spans in self.states(within).items():
            for span in spans:
                yield span.start, span.end, state


@dataclass(frozen=True)
class Tally:
    """Seconds of agreed time by what the system was in them."""

    service: Spans
    excused: Spans
    unknown: Spans
    down: Mapping[Fraction, Spans]
    left_out: int
    """Seconds that are taken from the base; 0 where excused time counts as up."""

    @property
    def base(self) -> int:
        """The seconds that the share is a share of."""
        return self.service.total - self.left_out

    @property
    def down_seconds(self) -> Fraction:
        """The seconds that count as down, by their weights."""
        return sum((weight * spans.total for weight, spans in self.down.items()), Fraction(0))


def tally(condition: Condition, service: Spans, *, excused: str) -> Tally:
    """Return the seconds of each kind in agreed time; `excused` time is `left out` of the base, or `up`."""
    states = condition.states(service)
    away, unknown = states.pop(EXCUSED, Spans()), states.pop(UNKNOWN, Spans())
    down = {state: spans for state, spans in states.items() if isinstance(state, Fraction)}
    return Tally(service, away, unknown, down, away.total if excused == "left out" else 0)
