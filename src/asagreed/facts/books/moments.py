"""Moments of a books file that the clocks of its zone do not show, or that have not come yet."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from asagreed.facts.books.written_facts import PageRead, as_written
from asagreed.open_time.zones import zone_named
from asagreed.reading.nodes import Place
from asagreed.reading.problems import Problem, problem_at
from asagreed.versions.moments import utc_seconds


def impossible_moments(read: PageRead, *, zone: str, as_of: int | None) -> Iterator[Problem]:
    """Find moments that the clocks skipped or showed twice, and moments after `as_of` (UTC seconds)."""
    for moment, place in read.moments():
        yield from _where_the_clocks_change(moment, place, zone)
        if as_of is not None and utc_seconds(moment, zone) > as_of:
            yield problem_at(
                place,
                "YML603",
                f"«{as_written(moment)}» is dated in the future, and books hold what has happened.",
                remedy="Correct the date, or write the fact down when it has happened.",
            )


def _where_the_clocks_change(moment: datetime, place: Place, zone: str) -> Iterator[Problem]:
    first, second = (moment.replace(tzinfo=zone_named(zone), fold=fold).utcoffset() for fold in (0, 1))
    if first is None or second is None or first == second:
        return
    shown = as_written(moment)
    if first < second:
        yield problem_at(
            place,
            "YML604",
            f"The clocks of {zone} never showed {shown}: they went forward over it.",
            remedy="Correct the clock time; a moment in this hour was written by a clock that had not been changed.",
        )
    else:
        yield problem_at(
            place,
            "YML605",
            f"The clocks of {zone} showed {shown} twice, because they went back; the first time is taken.",
            remedy="Nothing is to be done if that is right; else write the first moment after it that comes once.",
        )
