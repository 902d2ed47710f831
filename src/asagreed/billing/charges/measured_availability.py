"""Measured availability, as service credits are worked out from it: a share, or downtime beyond what is allowed.

Where the measure cannot say whether a promise was kept, neither is given: the credit is to be settled, not guessed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from fractions import Fraction
from itertools import groupby

from asagreed.billing.work.boundaries import Month
from asagreed.facts.books import AvailabilityGiven
from asagreed.measures.availability import Availability

UNDETERMINED = "undetermined"


def given_by(measured: Iterable[Availability], *, month: Month) -> Iterator[AvailabilityGiven]:
    """Yield what a month's measures give of each system and combined figure; nothing of one without a base."""
    named = sorted((each for each in measured if each.base), key=lambda each: each.name)
    for name, parts in groupby(named, key=lambda each: each.name):
        yield _given(name, tuple(parts), f"{month[0]}-{month[1]:02d}")


def _given(name: str, parts: tuple[Availability, ...], month: str) -> AvailabilityGiven:
    place = f"measured availability of {name} in {month}"
    # A month in which the terms of uptime changed has several figures, and no clause says which one counts.
    if len(parts) > 1 or not _is_determined(parts[0]):
        return AvailabilityGiven(system=name, month=month, place=place)
    measured = parts[0]
    beyond = max(measured.down - (measured.allowance or 0), Fraction(0))
    given = AvailabilityGiven(system=name, month=month, share=measured.shown, downtime_seconds=int(beyond), place=place)
    # A promise that was missed either way may still reach one tier or the next.
    return replace(given, low=measured.low, high=measured.high) if measured.low != measured.high else given


def _is_determined(measured: Availability) -> bool:
    return measured.verdict != UNDETERMINED and (measured.promised is not None or measured.low == measured.high)
