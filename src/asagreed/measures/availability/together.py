"""Several systems as one: the rule is asked at every moment of the joint timeline; percentages are never multiplied.

A member that is excused or unknown is open: it may have been up or down. Where the excused members decide what the
rule says, the moment is excused; else, where the unknown ones do, it is unknown; else it is up or down whatever they
were (docs/algorithms/availability.md).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from itertools import product

from asagreed.measures.availability.condition import EXCUSED, UNKNOWN, UP, Condition, State
from asagreed.measures.availability.downtime import FULL
from asagreed.open_time import Span, Spans

Reading = tuple[bool, bool]
"""Whether it is up if all excused members were up, and if all of them were down."""
BOTH_UP, BOTH_DOWN, OPEN = (True, True), (False, False), (True, False)


@dataclass(frozen=True)
class Needs:
    """So many of these must be up: all of them, any one, at least k. A part is a system's name, or such a rule."""

    least: int
    of: tuple[str | Needs, ...]

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The systems below, as often as they are named."""
        return tuple(name for part in self.of for name in (part.names if isinstance(part, Needs) else (part,)))

    @cached_property
    def shared(self) -> tuple[str, ...]:
        """The systems that are named more than once."""
        return tuple(sorted({name for name in self.names if self.names.count(name) > 1}))


def together(rule: Needs, members: Mapping[str, Condition], within: Spans) -> Condition:
    """Return what several systems were as one, in the moments within."""
    found: dict[State, list[Span]] = {}
    said: dict[tuple[tuple[str, State], ...], State] = {}
    for start, end, states in _joint(members, rule, within):
        key = tuple(sorted(states.items(), key=lambda item: item[0]))
        if key not in said:
            said[key] = state_of(rule, states)
        if said[key] != UP:
            found.setdefault(said[key], []).append(Span(start, end))
    spans = {state: Spans(each) for state, each in found.items()}
    return Condition(
        down={state: each for state, each in spans.items() if isinstance(state, Fraction)},
        excused=spans.get(EXCUSED, Spans()),
        unknown=spans.get(UNKNOWN, Spans()),
    )


def state_of(rule: Needs, states: Mapping[str, State]) -> State:
    """Return what the rule says of one moment; systems that are not named in `states` are up."""
    readings = set[Reading]()
    # Only a member that stands in several places ties their readings together, so only these are tried one by one.
    tied = [name for name in rule.shared if states.get(name, UP) == UNKNOWN]
    for tried in product((UP, FULL), repeat=len(tied)):
        readings |= _readings(rule, {**states, **dict(zip(tied, tried, strict=True))})
    if OPEN in readings:
        return EXCUSED
    if len(readings) > 1:
        return UNKNOWN
    return FULL if readings == {BOTH_DOWN} else _weight(rule, states)


def _readings(part: str | Needs, states: Mapping[str, State]) -> set[Reading]:
    """Return the readings that unknown members leave possible; slow service is up here."""
    if isinstance(part, str):
        state = states.get(part, UP)
        return {
            EXCUSED: {OPEN}, UNKNOWN: {BOTH_UP, BOTH_DOWN}, FULL: {BOTH_DOWN},
        }.get(state, {BOTH_UP})  # fmt: skip
    counts = {(0, 0)}
    for each in part.of:
        possible = _readings(each, states)
        counts = {(best + up, worst + down) for best, worst in counts for up, down in possible}
    return {(best >= part.least, worst >= part.least) for best, worst in counts}


def _weight(part: str | Needs, states: Mapping[str, State]) -> Fraction:
    """Return how much of the service was missing: of k that are needed, what the k-th best lacked."""
    if isinstance(part, str):
        state = states.get(part, UP)
        # What nobody confirmed does not count against the service.
        return state if isinstance(state, Fraction) else UP
    return sorted(_weight(each, states) for each in part.of)[part.least - 1]


def _joint(
    members: Mapping[str, Condition], rule: Needs, within: Spans
) -> Iterator[tuple[int, int, Mapping[str, State]]]:
    """Yield the stretches of the joint timeline in which some member was not up, with what those were."""
    edges: dict[int, list[tuple[str, State, bool]]] = {}
    for name in dict.fromkeys(rule.names):
        for start, end, state in members[name].changes(within):
            edges.setdefault(start, []).append((name, state, True))
            edges.setdefault(end, []).append((name, state, False))
    states: dict[str, State] = {}
    since = 0
    for at in sorted(edges):
        if states:
            yield since, at, dict(states)
        _apply(edges[at], states)
        since = at


def _apply(changes: Iterable[tuple[str, State, bool]], states: dict[str, State]) -> None:
    # Ends first: a member that goes from one state to the next ends and begins in the same second.
    for name, state, begins in sorted(changes, key=lambda change: change[2]):
        if begins:
            states[name] = state
        else:
            states.pop(name, None)
