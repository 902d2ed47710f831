"""A small desk to count on, and local times as people write them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from asagreed.open_time import Calendar, DayRules, LocalSpan, Shift, parse_shifts

BERLIN = "Europe/Berlin"


def local(text: str, zone: str = BERLIN, *, fold: int = 0) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone), fold=fold)


def week(workdays: str = "08:00-17:00", saturday: str = "", sunday: str = "") -> tuple[tuple[Shift, ...], ...]:
    return (hours(workdays),) * 5 + (hours(saturday), hours(sunday))


def hours(text: str) -> tuple[Shift, ...]:
    return parse_shifts(text) if text else ()


def days(texts: Mapping[str, str]) -> dict[date, str]:
    return {date.fromisoformat(day): name for day, name in texts.items()}


def closure(start: str, end: str) -> LocalSpan:
    return LocalSpan(datetime.fromisoformat(start), datetime.fromisoformat(end))


def desk(*editions: tuple[str, DayRules], zone: str = BERLIN, closures: Any = ()) -> Calendar:
    dated = tuple((date.fromisoformat(first), rules) for first, rules in editions)
    return Calendar("support", zone, dated or ((date.min, DayRules(week())),), closures)


def open_on(calendar: Calendar, first: str, last: str) -> list[str]:
    """Return the open stretches from one local midnight to another, as the clock on the wall shows them."""
    zone = ZoneInfo(calendar.zone)
    begin, end = (int(local(text, calendar.zone).timestamp()) for text in (first, last))
    edges = ((span.start, span.end) for span in calendar.spans(begin, end))
    return ["-".join(f"{datetime.fromtimestamp(edge, zone):%m-%d %H:%M}" for edge in pair) for pair in edges]
