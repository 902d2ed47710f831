"""Replay: what an agreement would have made of past tickets (mission G2)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

import numpy as np

from asagreed.clocks import ServiceTarget, Verdict
from asagreed.clocks.in_bulk.columns import VERDICTS, ClockColumns
from asagreed.facts.event_table import Int64
from asagreed.foresight.cube import Cell, Cube, count_cells
from asagreed.foresight.judged_log import JudgedLog
from asagreed.foresight.months import NO_MONTH, month_name, month_of, period_of_month
from asagreed.measures import Attainment
from asagreed.terms.resolved.clauses import ShareClause

WORST, SOME = 20, 5
DIMENSIONS = ("target", "priority", "kind", "site", "month")
NOTHING = "(none)"


@dataclass(frozen=True, slots=True)
class Line:
    """The attainment of one clock for one target, priority, kind, site or month, beside the share promised for it."""

    clock: str
    by: str
    name: str
    attainment: Attainment
    promised: ShareClause | None
    target: ServiceTarget | None = None
    lengths: tuple[int, int] = (0, 0)
    """The shortest and the longest of the target's times in open seconds; travel makes them differ between sites."""


@dataclass(frozen=True, slots=True)
class Promise:
    """A share that was promised, in one of its periods, and whether it was kept; None when nothing was decided."""

    clause: ShareClause
    period: str
    attainment: Attainment
    is_kept: bool | None


@dataclass(frozen=True, slots=True)
class Miss:
    """A breached clock."""

    ticket: str
    clock: str
    target: ServiceTarget
    elapsed: int
    breached_at: int

    @property
    def over(self) -> int:
        """The open seconds beyond the target."""
        return self.elapsed - self.target.within


@dataclass(frozen=True, slots=True)
class Unjudged:
    """Tickets whose clock could not be judged for one reason, with some of their ids."""

    clock: str
    why: str
    tickets: int
    some: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Replay:
    """All figures of a replay of the tickets reported in [`start`, `end`), where limits are given.

    `paused` is open seconds by clock and hold reason.
    """

    agreement: str
    zone: str
    as_of: int
    start: int | None
    end: int | None
    tickets: int
    lines: tuple[Line, ...]
    promises: tuple[Promise, ...]
    misses: tuple[Miss, ...]
    paused: tuple[tuple[str, str, int], ...]
    unjudged: tuple[Unjudged, ...]
    restated: int

    def by(self, dimension: str) -> tuple[Line, ...]:
        """Return the lines of one dimension."""
        return tuple(line for line in self.lines if line.by == dimension)


def summarise(judged: JudgedLog) -> Replay:
    """Return the figures of a judged log."""
    clocks = judged.clocks
    cube = _cube(judged, clocks)
    return Replay(
        agreement=judged.history.agreement,
        zone=judged.history.zone,
        as_of=judged.as_of,
        start=judged.start,
        end=judged.end,
        tickets=judged.table.number_of_tickets,
        lines=tuple(_lines(judged, cube, clocks)),
        promises=tuple(_promises(judged, cube)),
        misses=worst_misses(judged, clocks, most=WORST),
        paused=tuple(
            (columns.name, reason, seconds)
            for columns in judged.clocks
            for reason, seconds in sorted(columns.paused.items(), key=lambda pair: -pair[1])
        ),
        unjudged=tuple(_unjudged(judged, clocks)),
        restated=cube.restated(),
    )


def _cube(judged: JudgedLog, clocks: Iterable[ClockColumns]) -> Cube:
    counts: Counter[Cell] = Counter()
    for columns in clocks:
        keys: list[Int64] = [columns.priority.astype(np.int64)]
        keys += [judged.table.columns[name][columns.ticket].astype(np.int64) for name in ("kind", "site")]
        keys.append(month_of(columns.decided_at, judged.history.zone))
        counts += count_cells(columns, keys)
    return Cube(counts)


def _lines(judged: JudgedLog, cube: Cube, clocks: Iterable[ClockColumns]) -> Iterable[Line]:
    targets = {columns.name: columns.targets for columns in clocks}
    leaders = {name: _leaders(own) for name, own in targets.items()}
    shares = Shares(judged)
    for dimension in DIMENSIONS:
        grouping = _Grouping(dimension, leaders)
        groups = cube.attainments(grouping)
        promised = shares.of_groups(cube, grouping)
        for (clock, code), attainment in sorted(groups.items(), key=_in_order(dimension)):
            target = targets[clock][code] if dimension == "target" else None
            name = _name(judged, dimension, code, target)
            lengths = (0, 0) if target is None else _lengths(targets[clock], leaders[clock], code)
            yield Line(clock, dimension, name, attainment, promised[clock, code], target, lengths)


Group = tuple[tuple[str, int], Attainment]


def _in_order(dimension: str) -> Callable[[Group], tuple[str, int, int]]:
    """Return what lines are sorted by: kinds and sites with most breaches first, everything else by its own order."""
    by_breaches = dimension in ("kind", "site")
    return lambda group: (group[0][0], -group[1].breached if by_breaches else 0, group[0][1])


@dataclass(frozen=True, slots=True)
class _Grouping:
    """Groups cells by clock and one dimension; cells without a month belong to no month.

    Targets of one clause are one group (`leaders`), whatever travel or access made of them for a site.
    """

    dimension: str
    leaders: Mapping[str, tuple[int, ...]]

    def __call__(self, cell: Cell) -> tuple[str, int] | None:
        code = {
            "target": self.leaders[cell.clock][cell.target],
            "priority": cell.priority,
            "kind": cell.kind,
            "site": cell.site,
            "month": cell.month,
        }[self.dimension]
        return None if self.dimension == "month" and code == NO_MONTH else (cell.clock, code)


def _leaders(targets: tuple[ServiceTarget, ...]) -> tuple[int, ...]:
    """Return for each target the first one that the same line of the same paper promises."""
    places = [_place(target) for target in targets]
    return tuple(places.index(place) for place in places)


def _lengths(targets: tuple[ServiceTarget, ...], leaders: tuple[int, ...], leader: int) -> tuple[int, int]:
    own = [target.within for target, led_by in zip(targets, leaders, strict=True) if led_by == leader]
    return min(own), max(own)


def _place(target: ServiceTarget) -> tuple[str, str, int]:
    clause = target.clauses[0]
    return clause.address, clause.file, clause.line


def _name(judged: JudgedLog, dimension: str, code: int, target: ServiceTarget | None) -> str:
    if target is not None:
        return target.clauses[0].address
    if dimension == "month":
        return month_name(code)
    return judged.table.words.word(code) or NOTHING


class Shares:
    """The shares that the last version promises, by clock and priority."""

    def __init__(self, judged: JudgedLog) -> None:
        self._terms = judged.history.versions[-1].terms
        self._words = judged.table.words

    def of(self, cell: Cell) -> ShareClause | None:
        """Return the share that is promised for the clocks of a cell."""
        return self._terms.share(cell.clock, priority=self._words.word(cell.priority))

    def of_groups(self, cube: Cube, grouping: _Grouping) -> dict[tuple[str, int], ShareClause | None]:
        """Return the share of each group, or None where its cells have different ones."""
        found: dict[tuple[str, int], list[ShareClause | None]] = {}
        for cell in cube.counts:
            group = grouping(cell)
            if group is not None:
                found.setdefault(group, []).append(self.of(cell))
        return {group: shares[0] if _all_same(shares) else None for group, shares in found.items()}


def _all_same(shares: list[ShareClause | None]) -> bool:
    return all(share == shares[0] for share in shares)


def _promises(judged: JudgedLog, cube: Cube) -> Iterable[Promise]:
    shares = Shares(judged)
    clauses = {share.clause.address: share for cell in cube.counts if (share := shares.of(cell))}

    def key(cell: Cell) -> tuple[str, str] | None:
        share = shares.of(cell)
        if share is None or cell.month == NO_MONTH:
            return None
        return share.clause.address, period_of_month(cell.month, share.share.every)

    for (address, period), attainment in sorted(cube.attainments(key).items()):
        share = clauses[address]
        promised = share.share.share
        kept = None if promised is None else attainment.keeps(promised)
        yield Promise(share, period, attainment, kept)


def worst_misses(judged: JudgedLog, clocks: Iterable[ClockColumns], *, most: int) -> tuple[Miss, ...]:
    """Return the breached clocks that exceeded their target by most open time, the worst first."""
    found: list[tuple[int, int, Miss]] = []
    for columns in clocks:
        breached = np.flatnonzero(columns.verdict == VERDICTS.index(Verdict.BREACHED))
        over = columns.elapsed[breached] - columns.within[breached]
        worst = breached[np.argsort(-over, kind="stable")[:most]]
        ids = judged.table.ids_of(columns.ticket[worst].astype(np.int64))
        for row, ticket in zip(worst, ids, strict=True):
            target = columns.targets[columns.target[row]]
            miss = Miss(ticket, columns.name, target, int(columns.elapsed[row]), int(columns.breached_at[row]))
            found.append((-miss.over, int(columns.ticket[row]), miss))
    return tuple(miss for _, _, miss in sorted(found, key=lambda one: one[:2])[:most])


def _unjudged(judged: JudgedLog, clocks: Iterable[ClockColumns]) -> Iterable[Unjudged]:
    for columns in clocks:
        reasons: dict[str, list[int]] = {}
        for ticket, why in columns.why_not.items():
            reasons.setdefault(why, []).append(ticket)
        for why, tickets in sorted(reasons.items(), key=lambda pair: -len(pair[1])):
            some = judged.table.ids_of(np.array(tickets[:SOME], np.int64))
            yield Unjudged(columns.name, why, len(tickets), tuple(some))
