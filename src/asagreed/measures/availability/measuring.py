"""The availability of every system and combined figure of an agreement in a period."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

from asagreed.facts.uptime import UptimeFacts
from asagreed.figures import Clause
from asagreed.measures.availability.explaining import figure_of, form_of
from asagreed.measures.availability.ground import Ground
from asagreed.measures.availability.judging import allowed_seconds
from asagreed.measures.availability.knowledge import known_at
from asagreed.measures.availability.maintenance import LeftOut
from asagreed.measures.availability.measured import Measured, measured, raw_share
from asagreed.measures.availability.outages import counted_outages, longest, restored
from asagreed.measures.availability.results import Availability, CountedOutage, FurtherTarget, JudgedWindow, Verdict
from asagreed.open_time import Span, Spans, in_words
from asagreed.terms.resolved.uptime_clauses import UptimeFigure, UptimeTerms
from asagreed.terms.sections.uptime import ALL_TIME
from asagreed.versions import History, Version

BASES = ("occurred", "detected", "reported", "detected or reported", "acknowledged")


def measure(history: History, facts: UptimeFacts, *, period: Span, as_of: int) -> tuple[Availability, ...]:
    """Return every uptime figure of an agreement for a period, as it was known at a moment.

    The period is clipped to the agreement's dates, and cut where a new version says something else of uptime: each
    part is a figure of its own. What lies after `as_of` is not measured; nothing is returned for a period that has not
    begun. Systems come before combined figures, in the order of the agreement, part after part.
    """
    known = known_at(facts, as_of=as_of)
    found: list[Availability] = []
    for part in parts_in_force(history, period):
        if part.span.start >= as_of:
            continue
        ground = Ground(
            terms=part.version.terms,
            facts=known,
            stretch=part.span,
            measured=Span(part.span.start, min(part.span.end, as_of)),
            began_at=history.versions[0].from_at,
        )
        found += [_availability(ground, figure, part.version) for figure in part.version.terms.uptime.figures]
    return tuple(found)


@dataclass(frozen=True, slots=True)
class PartInForce:
    """A part of a period in which uptime is agreed in one way; the version is the first that says so."""

    span: Span
    version: Version


def parts_in_force(history: History, period: Span) -> tuple[PartInForce, ...]:
    """Return a period without what lies outside the agreement, cut where its uptime terms change."""
    found: list[PartInForce] = []
    for version in history.versions:
        until = period.end if version.until_at is None else min(version.until_at, period.end)
        start = max(version.from_at, period.start)
        if start >= until:
            continue
        last = found[-1] if found else None
        if last and last.span.end == start and _said(last.version.terms.uptime) == _said(version.terms.uptime):
            found[-1] = PartInForce(Span(last.span.start, until), last.version)
        else:
            found.append(PartInForce(Span(start, until), version))
    return tuple(found)


def _said(uptime: UptimeTerms) -> tuple[Any, ...]:
    """Return what is agreed of uptime without where it was written."""
    nowhere = Clause("")
    figures = tuple(replace(figure, clause=nowhere) for figure in uptime.figures)
    return figures, replace(uptime.maintenance, clause=None, window_clauses={})


def _availability(ground: Ground, figure: UptimeFigure, version: Version) -> Availability:
    found = measured(ground, figure)
    seconds, counting = found.shares, figure.counting
    outages = counted_outages(found, ground.measured)
    windows = tuple(_judged(each, found, ground) for each in found.windows)
    allowance = allowed_seconds(found.allowed_base, figure.share) if found.allowed_base is not None else None
    return Availability(
        name=figure.name,
        is_combined=figure.is_combined,
        members=figure.members,
        period=ground.stretch,
        zone=ground.terms.zone,
        basis=counting.basis or ALL_TIME,
        counts_from=found.method.counts_from,
        unknown_policy=found.method.unknown,
        base=int(seconds.base),
        down=seconds.down,
        unknown=seconds.unknown,
        left_out=found.left_out,
        shown=seconds.shown(found.method.unknown),
        high=seconds.high,
        low=seconds.low,
        coverage=seconds.coverage,
        raw=raw_share(ground, figure),
        promised=figure.share,
        verdict=seconds.verdict(figure.share),
        allowance=allowance,
        remaining=None if allowance is None else allowance - seconds.down,
        outages=outages,
        windows=windows,
        unknown_spans=tuple(found.unknown),
        figure=figure_of(found, figure, outages, windows, ground.terms),
        clause=figure.clause,
        version=version.hash,
        every=counting.every or "month",
        form=form_of(figure),
        measured_until=ground.measured.end,
        known_enough=_known_enough(found),
        beside=_beside(ground, figure),
        further=tuple(_further(found, figure, outages)),
        mean_time_to_restore=restored(outages),
        assumed=found.assumed,
    )


def _known_enough(found: Measured) -> bool | None:
    asked, coverage = found.method.known_at_least, found.shares.coverage
    return None if asked is None or coverage is None else coverage >= asked


def _judged(each: LeftOut, found: Measured, ground: Ground) -> JudgedWindow:
    window = each.window
    within = found.service or Spans((ground.measured,))
    return JudgedWindow(
        name=window.name,
        span=window.planned,
        systems=window.systems,
        left_out=(each.spans & within).total,
        because=each.because,
        clause=ground.terms.uptime.maintenance.window_clauses.get(
            window.agreed, ground.terms.uptime.maintenance.clause
        ),
        id=window.id,
    )


def _beside(ground: Ground, figure: UptimeFigure) -> dict[str, Fraction | None]:
    """Return the highest share that each other clock would give: one event gives 98.91 or 99.81."""
    own = figure.counting.counts_from or "occurred"
    others = (name for name in BASES if name != own)
    return {name: _counted_from(ground, figure, name) for name in others}


def _counted_from(ground: Ground, figure: UptimeFigure, name: str) -> Fraction | None:
    counting = replace(figure.counting, counts_from=name)
    return measured(ground, replace(figure, counting=counting)).shares.high


def _further(found: Measured, figure: UptimeFigure, outages: tuple[CountedOutage, ...]) -> Iterator[FurtherTarget]:
    counting, is_open = figure.counting, bool(found.shares.unknown)
    if counting.longest_outage is not None:
        lasted = longest(found)
        because = f"the longest lasted {in_words(lasted)}, {in_words(counting.longest_outage)} are promised"
        verdict = _kept(lasted, counting.longest_outage, is_open=is_open)
        yield FurtherTarget(
            name="longest outage", promised=counting.longest_outage, found=lasted, verdict=verdict, because=because
        )
    if counting.outages_at_most is not None:
        count = sum(1 for each in outages if each.counted)
        because = f"{count} counted, {counting.outages_at_most} at most are promised"
        verdict = _kept(count, counting.outages_at_most, is_open=is_open)
        yield FurtherTarget(
            name="outages at most", promised=counting.outages_at_most, found=count, verdict=verdict, because=because
        )


def _kept(found: int, promised: int, *, is_open: bool) -> Verdict:
    if found > promised:
        return "missed"
    # In time that nobody watched there may have been another one.
    return "undetermined" if is_open else "met"
