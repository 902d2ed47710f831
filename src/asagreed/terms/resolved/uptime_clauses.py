"""Which share of which time is promised for what, and how it is counted, flattened to one clause a figure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields
from fractions import Fraction
from typing import Any, TypeVar

from asagreed.figures import Clause
from asagreed.terms.papers import Sections
from asagreed.terms.resolved.origins import Origins
from asagreed.terms.sections.maintenance import Window
from asagreed.terms.sections.uptime import Combined, Counting, MinimumOutage
from asagreed.terms.values.maintenance_windows import Budget
from asagreed.terms.values.together import Together

V = TypeVar("V")


@dataclass(frozen=True, slots=True, kw_only=True)
class CountingTerms:
    """How uptime is counted. None and empty are not said.

    `basis` is `all time` or the name of a calendar; lengths are seconds; `degraded` is the weight of slow or partial
    service, from 0 (up) to 1 (down).
    """

    basis: str | None
    every: str | None
    counts_from: str | None
    checked_every: int | None
    checked_from: tuple[str, ...]
    unknown: str | None
    known_at_least: Fraction | None
    minimum_outage: MinimumOutage | None
    merge_gap: int | None
    degraded: Fraction | None
    maintenance: str | None
    longest_outage: int | None
    outages_at_most: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class UptimeFigure:
    """A figure that is promised or shown: of one system, or of several together.

    `members` are systems or other figures; `together` is None for a single system, and for a combined figure of which
    nobody said how. `share` is None where nothing is promised.
    """

    name: str
    members: tuple[str, ...]
    is_combined: bool
    together: Together | None
    weights: Mapping[str, int]
    share: Fraction | None
    counting: CountingTerms
    clause: Clause


@dataclass(frozen=True, slots=True)
class MaintenanceTerms:
    """Agreed windows by name, the notice (seconds) that others need, and how much is left out at most.

    `ends` is `planned` or `actual`: what holds for a window that was over early. `clause` is that of the whole part,
    `window_clauses` those of its windows.
    """

    windows: Mapping[str, Window]
    notice: int | None
    at_most: Budget | None
    unannounced: str | None
    ends: str = "actual"
    clause: Clause | None = None
    window_clauses: Mapping[str, Clause] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class UptimeTerms:
    """Every uptime figure of a version, those of systems first, and the maintenance that may be left out of them."""

    figures: tuple[UptimeFigure, ...]
    maintenance: MaintenanceTerms

    @property
    def promised(self) -> tuple[UptimeFigure, ...]:
        """The figures with a share."""
        return tuple(figure for figure in self.figures if figure.share is not None)


def resolve_uptime(written: Sections, origins: Origins) -> UptimeTerms:
    """Return the uptime figures of a version; a system that says nothing of its own has what holds for all."""
    uptime = written.uptime
    figures = [*_of_systems(written, origins)]
    for name, combined in uptime.combined.items():
        figures.append(_combined(name, combined, written, origins))
    return UptimeTerms(tuple(figures), _maintenance(written, origins))


def _of_systems(written: Sections, origins: Origins) -> Iterator[UptimeFigure]:
    uptime = written.uptime
    for name in written.systems:
        own = uptime.systems.get(name)
        promised = _first(own.share if own else None, uptime.share)
        if promised is None:
            continue
        path = ("uptime", "systems", name) if own else ("uptime", "share")
        yield UptimeFigure(
            name=name,
            members=(name,),
            is_combined=False,
            together=None,
            weights={},
            share=promised.share,
            counting=_counting(own, uptime),
            clause=origins.clause(path),
        )


def _combined(name: str, combined: Combined, written: Sections, origins: Origins) -> UptimeFigure:
    path = ("uptime", "combined", name)
    return UptimeFigure(
        name=name,
        members=combined.of or tuple(written.systems),
        is_combined=True,
        together=combined.together,
        weights=combined.weights,
        share=combined.share.share if combined.share else None,
        counting=_counting(combined, written.uptime),
        clause=origins.clause(path),
    )


def _counting(own: Counting | None, shared: Counting) -> CountingTerms:
    mine, names = own or shared, [field.name for field in fields(CountingTerms)]
    said: dict[str, Any] = {name: _first(getattr(mine, name), getattr(shared, name)) for name in names}
    return CountingTerms(**said)


def _first(own: V | None, shared: V | None) -> V | None:
    # A list that names nothing says nothing.
    return shared if own in (None, ()) else own


def _maintenance(written: Sections, origins: Origins) -> MaintenanceTerms:
    part = written.maintenance
    return MaintenanceTerms(
        part.windows,
        part.notice,
        part.at_most,
        part.unannounced,
        part.ends or "actual",
        origins.clause(("maintenance",)),
        {name: origins.clause(("maintenance", "windows", name)) for name in part.windows},
    )
