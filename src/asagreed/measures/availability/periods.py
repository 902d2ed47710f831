"""Months, quarters and years by the calendar of a zone, as spans of UTC seconds."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

from dateutil.relativedelta import relativedelta

from asagreed.open_time import Span, in_zone
from asagreed.open_time.zones import zone_named

MONTHS = {"month": 1, "quarter": 3, "year": 12}


def period_of(at: int, *, every: str, zone: str) -> Span:
    """Return the month, quarter or year that a moment lies in."""
    local = in_zone(at, zone)
    first = _first(local.year, local.month - (local.month - 1) % MONTHS[every], zone_named(zone))
    return Span(_seconds(first), _seconds(first + relativedelta(months=MONTHS[every])))


def periods_in(span: Span, *, every: str, zone: str) -> Iterator[Span]:
    """Yield the months, quarters or years that a span touches, in order and whole."""
    at = span.start
    while at < span.end:
        found = period_of(at, every=every, zone=zone)
        yield found
        at = found.end


def month_span(year: int, month: int, *, zone: str) -> Span:
    """Return a month of the calendar."""
    return period_of(_seconds(_first(year, month, zone_named(zone))), every="month", zone=zone)


def _first(year: int, month: int, zone: ZoneInfo) -> datetime:
    return datetime(year, month, 1, tzinfo=zone)


def _seconds(moment: datetime) -> int:
    return int(moment.timestamp())
