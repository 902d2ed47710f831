"""Columns that run ticket by ticket: what comes first, what is carried on, what is out of order."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from asagreed.facts.event_table import NOTHING, Int32, Int64
from asagreed.facts.readers.local_times import Flags
from asagreed.facts.readers.moment_columns import MISSING


def first_where(flags: Flags, first: Int64) -> Int64:
    """Return for every ticket its first row with a flag, or NOTHING."""
    found = np.where(flags[first[:-1]], first[:-1], NOTHING)
    silent = np.flatnonzero(found == NOTHING)
    flagged = np.flatnonzero(flags)
    if len(silent) and len(flagged):
        following = np.searchsorted(flagged, first[silent])
        rows = flagged[np.minimum(following, len(flagged) - 1)]
        inside = (rows >= first[silent]) & (rows < first[silent + 1])
        found[silent[inside]] = rows[inside]
    return found


def first_said(codes: Int32, first: Int64) -> Int32:
    """Return for every ticket the first of its codes that is not NOTHING."""
    rows = first_where(codes != NOTHING, first)
    return np.where(rows == NOTHING, np.int32(NOTHING), codes[rows])


def first_moment(moments: Int64 | None, origin: Int64, first: Int64) -> Int64:
    """Return for every ticket the first moment that its rows say, or MISSING."""
    if moments is None:
        return np.full(len(first) - 1, MISSING, dtype=np.int64)
    said = moments[origin]
    rows = first_where(said != MISSING, first)
    return np.where(rows == NOTHING, MISSING, said[rows])


def carried(codes: Int32, first: Int64) -> tuple[Int32, Int32]:
    """Return for every row what its ticket says from then on, and what it said before; NOTHING where nothing yet."""
    rows = np.arange(len(codes))
    said = np.where(codes != NOTHING, rows, NOTHING)
    np.maximum.accumulate(said, out=said)
    begin = np.repeat(first[:-1], np.diff(first))
    now = np.where(said >= begin, codes[said], np.int32(NOTHING))
    before = np.full(len(now), NOTHING, dtype=np.int32)
    before[1:] = now[:-1]
    before[first[:-1]] = NOTHING
    return now, before


def tickets_of(first: Int64) -> Int64:
    """Return the position of the ticket of every row."""
    return np.repeat(np.arange(len(first) - 1), np.diff(first))


def disorder(first: Int64, *keys: Int64) -> tuple[Int64, Int64] | None:
    """Return which rows have to change places so that the keys do not decrease within a ticket, or None if none has.

    The rows of the answer's first part take what the rows of its second part hold. The first key counts most; rows
    that are equal keep their order.
    """
    wrong = np.zeros(max(0, len(keys[0]) - 1), dtype=np.bool_)
    equal = np.ones(len(wrong), dtype=np.bool_)
    for key in keys:
        wrong |= equal & (key[1:] < key[:-1])
        equal &= key[1:] == key[:-1]
    wrong[first[1:-1] - 1] = False
    places = np.flatnonzero(wrong)
    if not len(places):
        return None
    moved = np.unique(np.searchsorted(first, places, side="right") - 1)
    lengths = first[moved + 1] - first[moved]
    starts = np.repeat(first[moved] - np.concatenate(([0], np.cumsum(lengths)[:-1])), lengths)
    rows = starts + np.arange(len(starts))
    order = np.lexsort((*(key[rows] for key in reversed(keys)), np.repeat(moved, lengths)))
    return rows, rows[order]


def number_of_tickets_with(flags: Flags, first: Int64) -> int:
    """Return how many tickets have a row with a flag."""
    return len(np.unique(np.searchsorted(first, np.flatnonzero(flags), side="right")))


def take(column: NDArray[np.generic], change: tuple[Int64, Int64] | None) -> None:
    """Let rows change places, in the column itself."""
    if change is not None:
        column[change[0]] = column[change[1]]
