"""How long a system may be down by a promised share, and how much maintenance may be left out beside it."""

from __future__ import annotations

from datetime import datetime
from itertools import pairwise
from math import floor
from zoneinfo import ZoneInfo

from dateutil.relativedelta import relativedelta

from asagreed.checks.subject import Subject
from asagreed.open_time import always, in_zone
from asagreed.open_time.counting import OpenHours
from asagreed.terms.resolved.uptime_clauses import MaintenanceTerms, UptimeFigure
from asagreed.terms.sections.uptime import ALL_TIME

MONTHS = {"month": 1, "quarter": 3, "year": 12}
_WEEKDAY_IN = {"month": 5, "quarter": 14, "year": 53}
"""How often a day of the week comes at most."""


def basis_calendar(subject: Subject, figure: UptimeFigure) -> OpenHours | None:
    """Return the time that a figure is a share of, or None where it is not said."""
    basis = figure.counting.basis
    if basis is None:
        return None
    return always() if basis == ALL_TIME else subject.terms.calendar(basis)


def allowed_seconds(subject: Subject, figure: UptimeFigure) -> int | None:
    """Return how long a system may be down in the shortest of its periods within a year, or None where one cannot tell.

    It is ⌊(1 − share) × basis⌋ (semantics/availability.md, 4.3).
    """
    basis = basis_calendar(subject, figure)
    if basis is None or figure.share is None or figure.counting.every is None:
        return None
    months, zone = MONTHS[figure.counting.every], ZoneInfo(subject.terms.zone)
    began = in_zone(subject.version.from_at, subject.terms.zone)
    first = datetime(began.year, 1, 1, tzinfo=zone)
    edges = [first + relativedelta(months=months * number) for number in range(12 // months + 1)]
    stamps = [int(edge.timestamp()) for edge in edges]
    bases = [basis.seconds_between(start, end) for start, end in pairwise(stamps)]
    return floor((1 - figure.share) * min(bases))


def most_maintenance(rules: MaintenanceTerms, figure: UptimeFigure) -> int | None:
    """Return how many seconds of a period may be left out at most, or None where nothing limits them."""
    every = figure.counting.every or "month"
    limit = None
    if rules.at_most:
        limit = rules.at_most.seconds * max(1, MONTHS[every] // MONTHS[rules.at_most.every])
    if rules.notice is not None:
        return limit
    planned = 0
    for window in rules.windows.values():
        times = _WEEKDAY_IN[every] * len(window.every.days) if not window.every.place else MONTHS[every]
        planned += times * window.for_
    return planned if limit is None else min(planned, limit)
