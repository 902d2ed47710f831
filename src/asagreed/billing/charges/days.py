"""The days of a month, and which version each of them belongs to; runs of days for which the same was agreed."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from itertools import groupby
from typing import Generic, TypeVar

from asagreed.billing.work.boundaries import Month, version_at
from asagreed.terms.resolved.rate_card import local_midnight
from asagreed.versions import History, Version

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Run(Generic[T]):
    """Consecutive days of a month for which one thing held, both days included, and their share of the month."""

    held: T
    version: Version
    first: date
    last: date
    share: Fraction

    @property
    def is_whole(self) -> bool:
        """Whether the run is the whole month."""
        return self.share == 1


def days_of(month: Month) -> tuple[date, ...]:
    """Return the days of a month."""
    return tuple(date(*month, day) for day in range(1, monthrange(*month)[1] + 1))


def version_on(history: History, day: date) -> Version | None:
    """Return the version of a local day: the one in force at its end, so that a day on which one begins is its own."""
    return version_at(history, local_midnight(day + timedelta(days=1), history.zone) - 1)


def version_in(history: History, month: Month) -> Version | None:
    """Return the last version of a month: the one in force at its end, or when the agreement ended within it."""
    found = (version_on(history, day) for day in reversed(days_of(month)))
    return next((version for version in found if version is not None), None)


def runs(history: History, month: Month, held: Callable[[Version, date], T | None]) -> Iterator[Run[T]]:
    """Yield the runs of days of a month for which something held; days for which it is None are passed over.

    What holds is compared by value; of versions that say the same, the first of a run is cited.
    """
    days = days_of(month)
    known = {day: version_on(history, day) for day in days}
    of_days = [(day, version, held(version, day) if version else None) for day, version in known.items()]
    for value, group in groupby(of_days, key=lambda each: each[2]):
        run = list(group)
        version = run[0][1]
        if value is not None and version is not None:
            yield Run(value, version, run[0][0], run[-1][0], Fraction(len(run), len(days)))
