"""Codes numbered without a sort: fast where the codes lie close together."""

from __future__ import annotations

import numpy as np

from asagreed.facts.event_table import Int64

WIDEST = 1 << 22
"""Codes spread wider than this are sorted instead of marked in a table."""


def numbered(codes: Int64) -> tuple[Int64, Int64]:
    """Return the distinct codes in order, and for each row the number of its code."""
    if not len(codes):
        return codes, codes
    low, high = int(codes.min()), int(codes.max())
    if low == high:
        return codes[:1].copy(), np.zeros(len(codes), np.int64)
    if high - low > WIDEST:
        distinct, number = np.unique(codes, return_inverse=True)
        return distinct, number
    marked = np.zeros(high - low + 1, np.bool_)
    marked[codes - low] = True
    return np.flatnonzero(marked) + low, (np.cumsum(marked) - 1)[codes - low]
