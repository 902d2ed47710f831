"""Why an agreed figure is what it is: its parts down to clauses and records, as pages print them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from asagreed.figures import Clause, Figure, Value
from asagreed.measures.availability import Availability, CountedOutage, in_percent
from asagreed_web.customers.models import Customer
from asagreed_web.kit.wording import exact_duration
from asagreed_web.status.pages import STARTS, FigureCell, basis_words, figure_cell
from asagreed_web.status.queries import Known, figures_of, known_of, title_of


@dataclass(frozen=True, slots=True)
class Node:
    """A figure with its reason, what decided it, the records behind it, and what it was made from."""

    value: str
    because: str
    clauses: tuple[Clause, ...]
    events: tuple[str, ...]
    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OutageLine:
    """An outage as the figure counts it; `corrected` is the reason of its last correction."""

    id: str
    system: str
    start_at: int
    end_at: int
    seconds: int
    counted: int
    because: str
    cause: str
    corrected: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WindowLine:
    """Maintenance, and how much of it is left out."""

    title: str
    start_at: int
    end_at: int
    left_out: int
    because: str
    clause: Clause | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PartView:
    """The figure of a part of the month in which uptime was agreed in one way."""

    cell: FigureCell
    tree: Node
    basis: str
    measured_until: int
    left_out: int
    beside: tuple[tuple[str, str], ...]
    assumed: tuple[str, ...]
    outages: tuple[OutageLine, ...]
    windows: tuple[WindowLine, ...]
    unknown: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class WhyView:
    """A figure of a month with all its reasons."""

    name: str
    title: str
    month: str
    zone: str
    at: int
    parts: tuple[PartView, ...]


def why_of(customer: Customer, *, name: str, month: date, at: int) -> WhyView | None:
    """Return why a figure of a month is what it is; None for a name that the agreement in force does not have."""
    known = known_of(customer, at=at)
    if known is None or name not in {figure.name for figure in known.terms.uptime.figures}:
        return None
    measured = figures_of(known, month).get(name, [])
    return WhyView(
        name=name,
        title=title_of(name, known),
        month=f"{month:%Y-%m}",
        zone=known.zone,
        at=at,
        parts=tuple(_part(each, known, is_part=len(measured) > 1) for each in measured),
    )


def _part(measured: Availability, known: Known, *, is_part: bool) -> PartView:
    return PartView(
        cell=figure_cell(measured, is_part=is_part, zone=known.zone),
        tree=_node(measured.figure),
        basis=basis_words(measured.basis, measured.counts_from),
        measured_until=measured.measured_until,
        left_out=measured.left_out,
        beside=tuple((str(STARTS[name]), in_percent(share)) for name, share in measured.beside.items()),
        assumed=measured.assumed,
        outages=tuple(_outage(each, known) for each in measured.outages),
        windows=tuple(
            WindowLine(
                title=each.name,
                start_at=each.span.start,
                end_at=each.span.end,
                left_out=each.left_out,
                because=each.because,
                clause=each.clause,
            )
            for each in measured.windows
        ),
        unknown=tuple((span.start, span.end) for span in measured.unknown_spans),
    )


def _outage(counted: CountedOutage, known: Known) -> OutageLine:
    outage = counted.outage
    editions = [each for each in known.everything.outages if each.id == outage.id]
    return OutageLine(
        id=outage.id,
        system=title_of(outage.system, known),
        start_at=counted.start_at,
        end_at=counted.end_at,
        seconds=counted.seconds,
        counted=int(counted.counted),
        because=counted.because,
        cause=outage.cause,
        corrected=outage.because if len(editions) > 1 else "",
    )


def _node(figure: Figure) -> Node:
    return Node(
        value=_printed(figure.value, figure.unit),
        because=figure.because,
        clauses=figure.clauses,
        events=figure.events,
        parts=tuple(_node(part) for part in figure.parts),
    )


def _printed(value: Value, unit: str) -> str:
    if unit == "share":
        return in_percent(value if isinstance(value, Fraction) else None)
    if unit == "s" and isinstance(value, int | Fraction):
        return exact_duration(int(value))
    return f"{value} {unit}".strip()
