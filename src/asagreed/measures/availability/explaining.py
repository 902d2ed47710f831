"""The figure of an availability: what it was made from, with clauses and the ids of the facts behind it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from asagreed.figures import Clause, Figure
from asagreed.measures.availability.measured import Measured
from asagreed.measures.availability.printing import in_percent
from asagreed.measures.availability.results import CountedOutage, JudgedWindow
from asagreed.open_time import in_words
from asagreed.terms import Terms
from asagreed.terms.resolved.uptime_clauses import UptimeFigure
from asagreed.terms.sections.uptime import ALL_TIME


def figure_of(
    found: Measured,
    figure: UptimeFigure,
    outages: Sequence[CountedOutage],
    windows: Sequence[JudgedWindow],
    terms: Terms,
) -> Figure:
    """Return the share that is shown, with its reasons, all the way down."""
    seconds = found.shares
    basis = figure.counting.basis or ALL_TIME
    if not seconds.base:
        return Figure(None, "share", f"no agreed time in this period ({basis})", (figure.clause,))
    parts = (
        Figure(_whole(seconds.base), "s", f"agreed time ({basis}) without what is left out", (figure.clause,), (),
               tuple(_taken(windows, terms))),
        Figure(_whole(seconds.down), "s", "down in it", (figure.clause,), (), tuple(_lost(outages, figure.clause))),
        Figure(_whole(seconds.unknown), "s", "watched by nobody", (figure.clause,)),
    )  # fmt: skip
    return Figure(seconds.shown(found.method.unknown), "share", _because(found, figure), (figure.clause,), (), parts)


def _because(found: Measured, figure: UptimeFigure) -> str:
    seconds = found.shares
    said = f"{words(seconds.down)} of {words(seconds.base)} down"
    if figure.is_combined:
        said += f"; {', '.join(figure.members)}: {form_of(figure)}"
    if seconds.unknown:
        bounds = f"{in_percent(seconds.low)} to {in_percent(seconds.high)}"
        said += f"; {words(seconds.unknown)} watched by nobody, so it lies between {bounds}"
    if figure.share is not None:
        verdict = seconds.verdict(figure.share)
        said += f"; {in_percent(figure.share)} promised: {verdict}"
    return said


def form_of(figure: UptimeFigure) -> str:
    """Return how the members of a combined figure count together, in the agreement's words; empty for one system."""
    if not figure.is_combined:
        return ""
    if figure.together is None:
        return "all needed"
    if figure.together.form == "at least":
        return f"at least {figure.together.least} of {len(figure.members)}"
    return figure.together.form


def _taken(windows: Sequence[JudgedWindow], terms: Terms) -> Iterator[Figure]:
    for window in windows:
        clause = window.clause or terms.uptime.maintenance.clause
        clauses: tuple[Clause, ...] = (clause,) if clause is not None else ()
        events = (window.id,) if window.id else ()
        yield Figure(window.left_out, "s", f"{window.name} is left out: {window.because}", clauses, events)


def _lost(outages: Sequence[CountedOutage], clause: Clause) -> Iterator[Figure]:
    for each in outages:
        cause = f"{each.outage.cause}: " if each.outage.cause else ""
        yield Figure(_whole(each.counted), "s", f"{cause}{each.because}", (clause,), (each.outage.id,))


def words(seconds: Fraction | int) -> str:
    """Return seconds in hours, minutes and seconds; parts of a second are cut."""
    return in_words(int(seconds))


def _whole(seconds: Fraction) -> int | Fraction:
    return int(seconds) if seconds.denominator == 1 else seconds
