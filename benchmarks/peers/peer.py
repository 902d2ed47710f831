"""A call of a library that can be measured, and the forms in which it takes moments."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import Enum
from typing import Any

import numpy as np
from numpy.typing import NDArray

from benchmarks.calendars import NEW_YORK
from benchmarks.workloads import Seconds

Floats = NDArray[np.float64]
# Two columns in, results out. What they hold is the library's own affair.
Columns = Callable[[Any, Any], Any]


class Given(Enum):
    """How a library takes its moments. Bringing them into that form is not charged to it."""

    UTC = "datetimes in UTC"
    ZONED = "datetimes in zoneinfo"
    LOCAL = "local datetimes without a zone"
    INTS = "integers, UTC seconds"
    SECONDS = "array of seconds"
    DATETIME64 = "array of datetime64"

    @property
    def is_array(self) -> bool:
        """Whether one call takes all pairs."""
        return self in {Given.SECONDS, Given.DATETIME64}

    def moments(self, seconds: Seconds) -> Sequence[Any] | Seconds:
        """Return moments in this form."""
        if self is Given.SECONDS:
            return seconds
        if self is Given.DATETIME64:
            return seconds.astype("datetime64[s]")
        if self is Given.INTS:
            return [int(moment) for moment in seconds]
        if self is Given.UTC:
            return [datetime.fromtimestamp(moment, UTC) for moment in seconds.tolist()]
        zoned = [datetime.fromtimestamp(moment, NEW_YORK) for moment in seconds.tolist()]
        return zoned if self is Given.ZONED else [moment.replace(tzinfo=None) for moment in zoned]

    def lengths(self, hours: Seconds) -> Sequence[int] | Seconds:
        """Return hours until a deadline: seconds or timedelta64 in arrays, else whole hours."""
        if self is Given.SECONDS:
            return hours * 3600
        if self is Given.DATETIME64:
            return (hours * 3600).astype("timedelta64[s]")
        return [int(hour) for hour in hours]


@dataclass(frozen=True, slots=True)
class Peer:
    """One way to call a library: for elapsed time, for deadlines (from whole hours), or for both.

    `takes_list` says that one call takes a list of datetimes, so that it stands beside the other calls in bulk.
    """

    library: str
    call: str
    given: Given
    elapsed: Columns | None = None
    deadlines: Columns | None = None
    takes_list: bool = False

    @property
    def name(self) -> str:
        return f"{self.library} `{self.call}`"

    @property
    def is_bulk(self) -> bool:
        return self.takes_list or self.given.is_array


def one_by_one(call: Callable[[Any, Any], Any]) -> Columns:
    """Return a call of one pair as a call of columns."""
    return lambda starts, others: list(map(call, starts, others))


def in_seconds(results: Any) -> Floats:
    """Return results as seconds: of a length, or since 1970 of a moment; a local moment is New York's."""
    if isinstance(results, np.ndarray):
        kind = {"m": "timedelta64[us]", "M": "datetime64[us]"}.get(results.dtype.kind)
        return results.astype(np.float64) if kind is None else results.astype(kind).astype(np.int64) / 1e6
    return np.array([_seconds(result) for result in results], np.float64)


def _seconds(result: Any) -> float:
    if isinstance(result, timedelta):
        return result.total_seconds()
    if isinstance(result, datetime):
        return (result if result.tzinfo else result.replace(tzinfo=NEW_YORK)).timestamp()
    return float(result)
