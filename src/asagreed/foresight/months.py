"""Calendar months in a zone, as numbers: 12 × year + month − 1."""

from __future__ import annotations

from datetime import datetime

import numpy as np

from asagreed.clocks.in_bulk.columns import NO_MOMENT
from asagreed.facts.event_table import Int64
from asagreed.open_time import in_zone
from asagreed.open_time.zones import zone_named

NO_MONTH = -1


def month_of(moments: Int64, zone: str) -> Int64:
    """Return the local month of each moment in UTC seconds; NO_MONTH for NO_MOMENT."""
    known = moments[moments != NO_MOMENT]
    if not len(known):
        return np.full(len(moments), NO_MONTH, np.int64)
    first, last = _number(int(known.min()), zone), _number(int(known.max()), zone)
    starts = np.array([month_start(number, zone) for number in range(first, last + 2)], np.int64)
    found = first + np.searchsorted(starts, moments, side="right") - 1
    return np.where(moments == NO_MOMENT, NO_MONTH, found)


def month_start(number: int, zone: str) -> int:
    """Return the UTC second at which a month begins in a zone."""
    year, month = divmod(number, 12)
    return int(datetime(year, month + 1, 1, tzinfo=zone_named(zone)).timestamp())


def month_name(number: int) -> str:
    """Return a month as `2026-03`."""
    year, month = divmod(number, 12)
    return f"{year}-{month + 1:02d}"


def period_of_month(number: int, every: str) -> str:
    """Return the month, quarter or year that a month belongs to, as `2026-03`, `2026-Q1` or `2026`."""
    year, month = divmod(number, 12)
    return {"year": str(year), "quarter": f"{year}-Q{month // 3 + 1}"}.get(every, month_name(number))


def _number(moment: int, zone: str) -> int:
    local = in_zone(moment, zone)
    return local.year * 12 + local.month - 1
