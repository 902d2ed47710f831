"""The periods that are reported: the one that runs at a moment, the next one, and when a report about one is due."""

from __future__ import annotations

from datetime import datetime, time
from zoneinfo import ZoneInfo

from asagreed.errors import NotAPeriod
from asagreed.proof import ReportPeriod, period_named
from asagreed.proof.periods import period_around
from asagreed_web.reports.errors import NotReported
from asagreed_web.reports.models import Every

DUE_AT = time(7)
"""Reports are issued in the early morning of the customer, so that they are there when people come in."""


def find_period(name: str) -> ReportPeriod:
    """Return a month or quarter by its name. Raises NotReported for anything else, a whole year too."""
    try:
        period = period_named(name[:20])
    except NotAPeriod as error:
        raise NotReported(str(error)) from error
    if period.every not in Every or not 2000 <= period.first // 12 < 2100:
        raise NotReported(f"«{period.name}» is not reported here. Write a month as 2026-05, a quarter as 2026-Q2.")
    return period


def period_at(at: int, *, every: str, zone: str) -> ReportPeriod:
    """Return the month or quarter in which a moment lies."""
    local = datetime.fromtimestamp(at, ZoneInfo(zone))
    return period_around(local.year * 12 + local.month - 1, every)


def after(period: ReportPeriod) -> ReportPeriod:
    """Return the period that follows one."""
    return ReportPeriod(period.first + period.length, period.length)


def before(period: ReportPeriod) -> ReportPeriod:
    """Return the period that one follows."""
    return ReportPeriod(period.first - period.length, period.length)


def periods_back(at: int, *, zone: str) -> list[ReportPeriod]:
    """Return the running month and those of the year before it, then the running quarter and those before it."""
    found = []
    for every, count in (("month", 13), ("quarter", 5)):
        period = period_at(at, every=every, zone=zone)
        for _ in range(count):
            found.append(period)
            period = before(period)
    return found


def due_at(period: ReportPeriod, *, day: int, zone: str) -> int:
    """Return when a report about a period is due: on a day of the month after it, in UTC seconds."""
    year, month = divmod(period.first + period.length, 12)
    return int(datetime.combine(datetime(year, month + 1, day), DUE_AT, ZoneInfo(zone)).timestamp())  # noqa: DTZ001 – a day
