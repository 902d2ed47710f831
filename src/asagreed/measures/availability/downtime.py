"""From outages to the time that they cost: the agreed clock, merging, the least length, and weights.

All of it is judged in real time, before anything is cut to agreed hours, so that an outage across closing time is not
lost (docs/algorithms/availability.md).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from itertools import pairwise

from asagreed.facts.uptime import Outage
from asagreed.open_time import Span, Spans, in_words

FULL = Fraction(1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Method:
    """How time is counted, with every value said: from the agreement, or by what holds where it says nothing.

    `longer` says what becomes of an outage above the minimum: `threshold` (counts in full) or `deductible`. `excused`
    says what excused time is: `left out` of the base, or `up`. `unknown` picks the share that is shown.
    """

    counts_from: str = "occurred"
    merge_gap: int = 0
    minimum: int = 0
    longer: str = "threshold"
    degraded: Fraction = Fraction(0)
    unknown: str = "left out"
    known_at_least: Fraction | None = None
    excused: str = "left out"


@dataclass(frozen=True, slots=True)
class Stretch:
    """The time that one outage is said to have lasted, with its weight; disjoint from nothing yet."""

    outage: Outage
    start: int
    end: int
    weight: Fraction


@dataclass(frozen=True, slots=True)
class Downtime:
    """What counts of a system's outages in real time, and why the others do not."""

    stretches: tuple[Stretch, ...]
    reasons: Mapping[str, str] = field(default_factory=dict)
    """By the id of the outage: what was done to it before any cut; nothing where it counts as it was."""
    dropped: tuple[Outage, ...] = ()
    """Outages of which nothing counts, whatever time they fell in."""

    def by_weight(self) -> dict[Fraction, Spans]:
        """Return the time of each weight, the heaviest in force at every moment; overlaps never add up."""
        found: dict[Fraction, Spans] = {}
        taken = Spans()
        for weight in sorted({each.weight for each in self.stretches}, reverse=True):
            spans = Spans(Span(each.start, each.end) for each in self.stretches if each.weight == weight) - taken
            found[weight] = spans
            taken |= spans
        return {weight: spans for weight, spans in found.items() if spans and weight}


def begins_at(outage: Outage, counts_from: str) -> int | None:
    """Return the moment from which an outage counts, or None where that never came; never before it occurred."""
    moments = {
        "occurred": (outage.occurred_at,),
        "detected": (outage.detected_at,),
        "reported": (outage.reported_at,),
        "detected or reported": (outage.detected_at, outage.reported_at),
        "acknowledged": (outage.acknowledged_at,),
    }[counts_from]
    known = [moment for moment in moments if moment is not None]
    return max(min(known), outage.occurred_at) if known else None


def downtime(outages: Iterable[Outage], method: Method, *, until: int) -> Downtime:
    """Return what the outages of one system cost; those that are not over yet last until `until`."""
    stretches: list[Stretch] = []
    reasons: dict[str, str] = {}
    dropped: list[Outage] = []
    for outage in outages:
        start = begins_at(outage, method.counts_from)
        end = until if outage.restored_at is None else outage.restored_at
        if start is not None and start < end:
            weight = method.degraded if outage.is_degraded else FULL
            stretches.append(Stretch(outage, start, end, weight))
            continue
        dropped.append(outage)
        never = f"never {method.counts_from}, so nothing of it counts"
        reasons[outage.id] = never if start is None else f"over before it was {method.counts_from}"
    found = counted(stretches, method)
    return Downtime(found.stretches, {**reasons, **found.reasons}, (*dropped, *found.dropped))


def counted(stretches: Iterable[Stretch], method: Method) -> Downtime:
    """Return what stretches cost after merging and the least length; a merged gap belongs to what it follows."""
    kept: list[Stretch] = []
    reasons: dict[str, str] = {}
    dropped: list[Outage] = []
    for run in _runs(stretches, method.merge_gap):
        whole, words = _of_run(run, method)
        kept += whole
        reasons |= {each.outage.id: words for each in run if words}
        counts = {each.outage.id for each in whole}
        dropped += [each.outage for each in run if each.outage.id not in counts]
    return Downtime(tuple(sorted(kept, key=_in_order)), reasons, tuple(dropped))


def _of_run(run: Sequence[Stretch], method: Method) -> tuple[list[Stretch], str]:
    """Return what counts of outages that are one, and what was done to them."""
    start, end = run[0].start, max(each.end for each in run)
    whole = [*run, *_gaps(run)]
    if method.longer == "deductible" and method.minimum:
        free_until = start + method.minimum
        later = [replace(each, start=max(each.start, free_until)) for each in whole if each.end > free_until]
        return later, f"the first {in_words(method.minimum)} are free"
    if end - start < method.minimum:
        return [], f"lasted {in_words(end - start)}, shorter than {in_words(method.minimum)}"
    return whole, ""


def _in_order(stretch: Stretch) -> tuple[int, int, str]:
    return stretch.start, stretch.end, stretch.outage.id


def _runs(stretches: Iterable[Stretch], gap: int) -> Iterator[list[Stretch]]:
    """Yield outages that count as one: those that overlap, touch, or have no longer gap between them."""
    run: list[Stretch] = []
    end = 0
    for stretch in sorted(stretches, key=_in_order):
        if run and stretch.start > end + gap:
            yield run
            run = []
        end = max(end, stretch.end) if run else stretch.end
        run.append(stretch)
    if run:
        yield run


def _gaps(run: Sequence[Stretch]) -> Iterator[Stretch]:
    """Yield the gaps within a run, each with the lighter weight of what is around it."""
    for before, after in pairwise(Spans(Span(each.start, each.end) for each in run)):
        earlier = next(each for each in run if each.end == before.end)
        later = next(each for each in run if each.start == after.start)
        yield Stretch(earlier.outage, before.end, after.start, min(earlier.weight, later.weight))
