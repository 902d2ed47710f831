"""Rows of one ticket brought together, by two hashes of its id, without sorting more than is out of order.

Two different ids are taken for one only if both hashes agree: 64 bits of the one and at least 32 of the other (41 for
eight million rows). For a million tickets the chance of that is below one in ten to the seventeenth.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from asagreed.facts.event_table import Int64

UInt64: TypeAlias = NDArray[np.uint64]
Flags: TypeAlias = NDArray[np.bool_]
CHUNK = 1 << 16


@dataclass(frozen=True, slots=True, eq=False)
class TicketOrder:
    """Rows in order of tickets, and tickets in order of their first row; `rows` is None if they already are."""

    rows: Int64 | None
    first: Int64

    def only(self, taken: Int64 | None) -> TicketOrder:
        """Return the order without the rows that are not taken; a ticket without any goes too."""
        if taken is None:
            return self
        size = int(self.first[-1])
        stays = np.zeros(size, dtype=np.bool_)
        stays[taken] = True
        if self.rows is not None:
            stays = stays[self.rows]
        places = np.flatnonzero(stays)
        ends = np.unique(np.searchsorted(places, self.first))
        return TicketOrder(places if self.rows is None else self.rows[places], ends)


def in_ticket_order(one: UInt64, other: UInt64) -> TicketOrder:
    """Group rows by the two hashes of their ticket, keeping the order of the rows of a ticket. `one` is used up."""
    if not len(one):
        return TicketOrder(None, np.zeros(1, dtype=np.int64))
    heads = _heads(one, other)
    if heads is not None:
        return TicketOrder(None, np.append(heads, len(one)))
    bits = max(1, int(len(one) - 1).bit_length())
    keys = _keys(one, bits)
    keys.sort()
    rows = (keys & np.uint64((1 << bits) - 1)).view(np.int64)
    keys >>= np.uint64(bits)
    new = np.ones(len(keys), dtype=np.bool_)
    np.not_equal(keys[1:], keys[:-1], out=new[1:])
    _part(new, rows, other)
    return _by_first_row(rows, np.flatnonzero(new), bits, keys.view(np.int64))


def _heads(one: UInt64, other: UInt64) -> Int64 | None:
    """Return where tickets begin if all rows of a ticket stand together, else None."""
    changed = one[1:] != one[:-1]
    if 2 * np.count_nonzero(changed) > len(one):
        return None
    changed |= other[1:] != other[:-1]
    heads = np.concatenate(([0], np.flatnonzero(changed) + 1))
    tickets = np.sort(one[heads])
    return None if (tickets[1:] == tickets[:-1]).any() else heads


def _keys(one: UInt64, bits: int) -> UInt64:
    """Return the upper bits of the hash with the number of the row below them: sorting these keeps rows in order."""
    one &= np.uint64((1 << 64) - (1 << bits))
    for start in range(0, len(one), CHUNK):  # pieces need no big temporary, which costs more than the counting
        one[start : start + CHUNK] |= np.arange(start, min(start + CHUNK, len(one)), dtype=np.uint64)
    return one


def _part(new: Flags, rows: Int64, other: UInt64) -> None:
    """Part the tickets that share the upper bits of the first hash by the second, in place."""
    mixed = [place for start in range(0, len(rows), CHUNK) for place in _mixed(new, rows, other, start)]
    if not mixed:
        return
    begins = np.append(np.flatnonzero(new), len(rows))
    for group in np.unique(np.searchsorted(begins, mixed, side="right") - 1):
        part = slice(int(begins[group]), int(begins[group + 1]))
        rows[part] = rows[part][np.argsort(other[rows[part]], kind="stable")]
        seconds = other[rows[part]]
        new[part][1:] |= seconds[1:] != seconds[:-1]


def _mixed(new: Flags, rows: Int64, other: UInt64, start: int) -> list[int]:
    """Return where, in one piece, the second hash changes although the first does not."""
    seconds = other[rows[start : start + CHUNK + 1]]
    changed = (seconds[1:] != seconds[:-1]) & ~new[start + 1 : start + CHUNK + 1]
    return (np.flatnonzero(changed) + start + 1).tolist() if changed.any() else []


def _by_first_row(rows: Int64, begins: Int64, bits: int, keys: Int64) -> TicketOrder:
    """Put the tickets in order of their first rows; `keys` is room of the same size, to be written over."""
    first_rows = rows[begins]
    keys.fill(0)
    keys[begins] = np.diff(first_rows, prepend=0)
    np.cumsum(keys, out=keys)  # every row now has the first row of its ticket
    keys <<= bits
    keys |= rows
    keys.sort()
    keys &= (1 << bits) - 1
    lengths = np.diff(begins, append=len(rows))
    first = np.concatenate(([0], np.cumsum(lengths[np.argsort(first_rows)])))
    return TicketOrder(keys, first)
