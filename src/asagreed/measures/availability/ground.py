"""What the figures of one stretch are made from: the terms in force in it, and what is known of each system."""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property

from asagreed.facts.uptime import Outage, UptimeFacts
from asagreed.measures.availability.condition import Condition
from asagreed.measures.availability.downtime import Downtime, Method, downtime
from asagreed.measures.availability.maintenance import Candidate, LeftOut, candidates, left_out
from asagreed.measures.availability.periods import period_of
from asagreed.open_time import Span, Spans
from asagreed.terms import Terms
from asagreed.terms.resolved.uptime_clauses import CountingTerms, UptimeFigure
from asagreed.terms.sections.uptime import ALL_TIME

COUNTS = "down"
"""The agreement's word, in code, for maintenance that counts as any outage."""


@dataclass(frozen=True)
class Ground:
    """One stretch of a period under one version. `measured` ends at the moment of asking where that comes earlier."""

    terms: Terms
    facts: UptimeFacts
    stretch: Span
    measured: Span
    began_at: int
    """When the agreement began, before which no window used up a limit."""
    _windows: dict[str, tuple[LeftOut, ...]] = field(default_factory=dict, compare=False)

    @cached_property
    def figures(self) -> dict[str, UptimeFigure]:
        """The figures of the version by name."""
        return {figure.name: figure for figure in self.terms.uptime.figures}

    def service(self, counting: CountingTerms, span: Span) -> Spans:
        """Return the time within a span in which the service must be up."""
        if counting.basis in (None, ALL_TIME):
            return Spans((span,))
        return self.terms.calendar(str(counting.basis)).spans(span.start, span.end)

    def outages(self, system: str) -> tuple[Outage, ...]:
        """Return the outages of a system that touch the stretch, or may be merged with one that does."""
        return tuple(each for each in self._by_system.get(system, ()) if each.occurred_at < self.measured.end)

    def downtime(self, system: str, method: Method) -> Downtime:
        """Return what the outages of a system cost, before any cut."""
        return downtime(self.outages(system), method, until=self.measured.end)

    def condition(self, system: str, counting: CountingTerms, lost: Downtime) -> Condition:
        """Return what a system was at each moment of the stretch."""
        excused = Spans(
            Span(each.start_at, each.end_at)
            for each in self.facts.excuses
            if not each.systems or system in each.systems
        )
        if counting.maintenance != COUNTS:
            for window in self.windows(system):
                excused |= window.spans
        return Condition(down=lost.by_weight(), excused=excused, unknown=self._unknown(system))

    def windows(self, system: str) -> tuple[LeftOut, ...]:
        """Return the maintenance of a system that touches the stretch, and how much of each is left out."""
        if system not in self._windows:
            own = [each for each in self._candidates if not each.systems or system in each.systems]
            drawn = left_out(own, self.terms.uptime.maintenance.at_most, zone=self.terms.zone)
            span = self.stretch
            self._windows[system] = tuple(
                each for each in drawn if each.window.planned.start < span.end and span.start < each.window.planned.end
            )
        return self._windows[system]

    def _unknown(self, system: str) -> Spans:
        until = self.measured.end
        ends = (
            (each.start_at, until if each.end_at is None else each.end_at)
            for each in self.facts.unwatched
            if each.system == system
        )
        return Spans(Span(start, end) for start, end in ends if start < end)

    @cached_property
    def _by_system(self) -> dict[str, list[Outage]]:
        found: dict[str, list[Outage]] = {}
        for outage in self.facts.outages:
            found.setdefault(outage.system, []).append(outage)
        return found

    @cached_property
    def _candidates(self) -> tuple[Candidate, ...]:
        limit = self.terms.uptime.maintenance.at_most
        start = self.stretch.start
        if limit is not None:
            # What was used up earlier in the limit's own period is gone.
            start = max(period_of(start, every=limit.every, zone=self.terms.zone).start, min(self.began_at, start))
        within = Span(start, self.stretch.end)
        return candidates(self.terms.uptime.maintenance, self.facts.windows, within=within, zone=self.terms.zone)


def method_of(counting: CountingTerms) -> tuple[Method, tuple[str, ...]]:
    """Return how a figure counts, and what was assumed where the agreement says nothing."""
    assumed = []
    if counting.basis is None:
        assumed.append("the agreement does not say of which time it is a share: of all time")
    if counting.counts_from is None:
        assumed.append("the agreement does not say when an outage begins: when it occurred")
    if counting.unknown is None:
        assumed.append("the agreement does not say what unknown time is: it is left out of what is shown")
    minimum = counting.minimum_outage
    if minimum is not None and not minimum.longer:
        assumed.append("the agreement does not say how much of a longer outage counts: all of it")
    return (
        Method(
            counts_from=counting.counts_from or "occurred",
            merge_gap=counting.merge_gap or 0,
            minimum=minimum.length if minimum else 0,
            longer=(minimum.longer if minimum else "") or "threshold",
            degraded=counting.degraded or Fraction(0),
            unknown=counting.unknown or "left out",
            known_at_least=counting.known_at_least,
            excused="up" if counting.maintenance == "up" else "left out",
        ),
        tuple(assumed),
    )
