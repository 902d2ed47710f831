"""Time zones as stretches of constant offset from UTC."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from asagreed.errors import UnknownZone
from asagreed.open_time.shifts import DAY

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Stretch:
    """A half-open stretch of UTC seconds during which local clocks are ahead of UTC by `offset` seconds."""

    start: int
    end: int
    offset: int


@lru_cache(maxsize=512)
def zone_named(name: str) -> ZoneInfo:
    """Return an IANA zone. Raises UnknownZone."""
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        raise UnknownZone(zone=name) from None


@lru_cache(maxsize=4096)
def stretches_of_year(name: str, year: int) -> tuple[Stretch, ...]:
    """Return the stretches of constant offset that make up one UTC year.

    The offset is looked up once a day and a change is bracketed to the second: since 1900 no zone has changed twice
    within three days.
    """
    zone = zone_named(name)
    first, last = year_start(year), year_start(year + 1)
    found: list[Stretch] = []
    start, offset = first, offset_at(zone, first)
    for moment in (*range(first + DAY, last, DAY), last - 1):
        after = offset_at(zone, moment)
        if after != offset:
            change = change_between(zone, max(start, moment - DAY), moment)
            found.append(Stretch(start, change, offset))
            start, offset = change, after
    found.append(Stretch(start, last, offset))
    return tuple(found)


def change_between(zone: ZoneInfo, low: int, high: int) -> int:
    """Return the first second with the offset of `high`, by halving; the offset changes once from `low` to `high`."""
    offset = offset_at(zone, high)
    while high - low > 1:
        middle = (low + high) // 2
        if offset_at(zone, middle) == offset:
            high = middle
        else:
            low = middle
    return high


def offset_at(zone: ZoneInfo, moment: int) -> int:
    """Return how many seconds local clocks are ahead of UTC at a moment."""
    local = (EPOCH + timedelta(seconds=moment)).astimezone(zone)
    return (local.replace(tzinfo=UTC) - EPOCH) // timedelta(seconds=1) - moment


@lru_cache(maxsize=4096)
def year_start(year: int) -> int:
    """Return the UTC second at which a year begins."""
    return (datetime(year, 1, 1, tzinfo=UTC) - EPOCH).days * DAY
