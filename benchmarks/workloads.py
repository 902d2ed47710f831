"""The pairs of moments that are measured: U, L and D, and U again by the million."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

import numpy as np
from numpy.typing import NDArray

Seconds = NDArray[np.int64]

SEED = 42
FROM, UNTIL = (int(datetime(year, 1, 1, tzinfo=UTC).timestamp()) for year in (2015, 2025))
SHORTEST, LONGEST = 60, 60 * 86_400
HOURS = (4, 8, 72)


@dataclass(frozen=True, slots=True, eq=False)
class Pairs:
    """Starts in UTC seconds, and for each an end, or the open hours until a deadline."""

    name: str
    starts: Seconds
    others: Seconds


def uniform(count: int) -> Pairs:
    """U: gaps from a minute to 60 days, each as likely."""
    draw = np.random.default_rng(SEED)
    starts = _starts(draw, count)
    return Pairs("U", starts, starts + draw.integers(SHORTEST, LONGEST, count))


def log_uniform(count: int) -> Pairs:
    """L: gaps from a minute to 60 days, short ones as likely as long ones; half are below five hours."""
    draw = np.random.default_rng(SEED + 1)
    starts = _starts(draw, count)
    gaps = np.exp(draw.uniform(np.log(SHORTEST), np.log(LONGEST), count)).astype(np.int64)
    return Pairs("L", starts, starts + gaps)


def deadlines(count: int) -> Pairs:
    """D: 4, 8 and 72 open hours from a start, in turn."""
    draw = np.random.default_rng(SEED + 2)
    return Pairs("D", _starts(draw, count), np.resize(np.array(HOURS, np.int64), count))


def lengths(count: int) -> Seconds:
    """Return open seconds until a deadline, from one to those of 72 hours."""
    return np.random.default_rng(SEED + 3).integers(1, max(HOURS) * 3600, count, endpoint=True)


def _starts(draw: np.random.Generator, count: int) -> Seconds:
    return draw.integers(FROM, UNTIL, count)
