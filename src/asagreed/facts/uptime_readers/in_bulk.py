"""Millions of checks from Parquet: what one system's looks say, worked out in columns.

The answer is that of `stretches_of_looks` for the same looks, all of them confirmed; a property test holds the two
together. Looks are sorted once; then only those at which something changes are ever touched by Python.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import duckdb
import numpy as np
from numpy.typing import NDArray

from asagreed.errors import UnreadableUptime
from asagreed.facts.uptime import Outage, State, Stretch, Unwatched, UptimeFacts

STALE_AFTER = 3
"""Nobody knows what happened between two looks that lie more intervals apart."""
STATES: tuple[State, ...] = ("up", "unknown", "degraded", "down")
"""By rank: of several looks in one second the worst counts."""
COLUMNS = frozenset({"system", "at", "state"})
WRITE = "Write the columns system (text), at (whole UTC seconds, or a timestamp with time zone) and state (text)."
Column = NDArray[np.int64]


def checks_in_bulk(path: Path, *, every: int, since: int | None, as_of: int) -> UptimeFacts:
    """Return the outages and the unwatched time that a Parquet file of looks tells of. Raises UnreadableUptime.

    `every` is how often somebody looked; before its first look a system was watched by nobody, from `since` on.
    """
    outages: list[Outage] = []
    unwatched: list[Unwatched] = []
    for system, at, rank in _systems(path, as_of):
        for each in stretches_in_bulk(at, rank, stale_after=STALE_AFTER * every, as_of=as_of, since=since):
            key = f"{system}@{each.start}"
            if each.state == "unknown":
                unwatched.append(Unwatched(id=key, system=system, start_at=each.start, end_at=each.end))
                continue
            outages.append(
                Outage(
                    id=key,
                    system=system,
                    occurred_at=each.start,
                    detected_at=each.confirmed_at,
                    restored_at=each.end,
                    is_degraded=each.state == "degraded",
                )
            )
    return UptimeFacts(outages=tuple(outages), unwatched=tuple(unwatched))


def stretches_in_bulk(
    at: Column, rank: NDArray[np.int8], *, stale_after: int, as_of: int, since: int | None = None
) -> Iterator[Stretch]:
    """Yield when something was not up, by looks in order of time and rank, none of them after `as_of`."""
    # Of equal moments the last has the highest rank.
    keep = np.append(at[1:] != at[:-1], True)
    at, rank = at[keep], rank[keep]
    if since is not None and since < at[0]:
        yield Stretch(state="unknown", start=since, end=int(at[0]), confirmed_at=since)
    silent = np.append(at[1:] - at[:-1] > stale_after, as_of - int(at[-1]) > stale_after)
    first = np.append(True, (rank[1:] != rank[:-1]) | silent[:-1])
    starts = np.flatnonzero(first)
    ends = np.append(starts[1:], len(at))
    # Runs that are up, and after which somebody looked in time, say nothing: there are few others.
    telling = np.flatnonzero((rank[starts] != 0) | silent[ends - 1])
    for run in telling.tolist():
        yield from _of_run(at, int(starts[run]), int(ends[run]), STATES[rank[starts[run]]], bool(silent[ends[run] - 1]))


def _of_run(at: Column, start: int, end: int, state: State, is_silent: bool) -> Iterator[Stretch]:  # noqa: FBT001 -- private, and named where it is called
    begins, last = int(at[start]), int(at[end - 1])
    following = int(at[end]) if end < len(at) else None
    until = last if is_silent else following
    if state != "up" and until != begins:
        yield Stretch(state=state, start=begins, end=until, confirmed_at=begins)
    if is_silent:
        yield Stretch(state="unknown", start=last, end=following, confirmed_at=last)


def _systems(path: Path, as_of: int) -> Iterator[tuple[str, Column, NDArray[np.int8]]]:
    """Yield the looks of each system, in order of time and rank."""
    with duckdb.connect() as connection:
        try:
            looks = connection.read_parquet(str(path))
            types = dict(zip(looks.columns, map(str, looks.types), strict=True))
        except duckdb.Error as error:
            raise UnreadableUptime(file=path.name, why=str(error).split("\n")[0], remedy=WRITE) from None
        moment = _moment(path, types)
        names = [str(name) for (name,) in looks.aggregate("system").order("system").fetchall()]
        ranks = " ".join(f"WHEN '{state}' THEN {rank}" for rank, state in enumerate(STATES))
        found = connection.execute(
            f"SELECT {moment} AS moment, CAST(list_position($names, system) AS SMALLINT) AS name, "  # noqa: S608 -- from a fixed list of names
            f"CAST(CASE lower(state) {ranks} ELSE 1 END AS TINYINT) AS rank FROM read_parquet($path) "
            f"WHERE {moment} <= $as_of",
            {"names": names, "path": str(path), "as_of": as_of},
        ).fetchnumpy()
    at, name, rank = (np.asarray(found[key]) for key in ("moment", "name", "rank"))
    # One number a look orders them all: system, then time, then rank. Most files are in that order already.
    key = (name.astype(np.int64) << 44) + (at << 2) + rank
    if np.any(key[1:] < key[:-1]):
        order = np.argsort(key, kind="stable")
        at, name, rank = at[order], name[order], rank[order]
    edges = np.searchsorted(name, np.arange(1, len(names) + 2))
    for place, system in enumerate(names):
        low, high = int(edges[place]), int(edges[place + 1])
        if low < high:
            yield system, at[low:high], rank[low:high]


def _moment(path: Path, types: dict[str, str]) -> str:
    missing = sorted(COLUMNS - types.keys())
    if missing:
        raise UnreadableUptime(file=path.name, why=f"it has no column «{missing[0]}»", remedy=WRITE)
    if types["at"] == "TIMESTAMP WITH TIME ZONE":
        return 'CAST(epoch("at") AS BIGINT)'
    if types["at"].endswith(("BIGINT", "INTEGER")):
        return 'CAST("at" AS BIGINT)'
    why = f"«at» is {types['at'].lower()}, which does not say in which zone"
    raise UnreadableUptime(file=path.name, why=why, remedy=WRITE)
