"""Events that come twice with one id: of each only the first stays."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from asagreed.facts.event_table import Int64
from asagreed.facts.readers.landing import column_of, is_one_of
from asagreed.facts.readers.laying import Layout
from asagreed.facts.readers.runs import tickets_of


@dataclass(frozen=True, slots=True, eq=False)
class Kept:
    """Which rows stay, and where tickets begin among them; `rows` is None if all stay."""

    rows: Int64 | None
    first: Int64
    dropped: int


def without_repeated(layout: Layout, origin: Int64, first: Int64) -> Kept:
    """Find the rows whose ticket has a row before with the same id, told by two hashes of it (128 bits)."""
    if not layout.has("id"):
        return Kept(None, first, 0)
    column = f"{column_of('id')}::varchar"
    is_missing = f"({column} is null or {is_one_of(column, ('', *layout.mapping.missing))})"
    found = layout.landed.fetch(f"hash({column}) as one, hash(reverse({column})) as other, {is_missing} as missing")
    one, other, missing = found["one"][origin], found["other"][origin], found["missing"][origin]
    ticket = tickets_of(first)
    order = np.lexsort((np.arange(len(origin)), other, one, ticket))
    same = np.ones(max(0, len(order) - 1), dtype=np.bool_)
    for key in (ticket, one, other):
        same &= key[order[1:]] == key[order[:-1]]
    repeated = order[1:][same]
    repeated = repeated[~missing[repeated]]
    if not len(repeated):
        return Kept(None, first, 0)
    stays = np.ones(len(origin), dtype=np.bool_)
    stays[repeated] = False
    counts = np.bincount(ticket[stays], minlength=len(first) - 1)
    return Kept(np.flatnonzero(stays), np.concatenate(([0], np.cumsum(counts))), len(repeated))
