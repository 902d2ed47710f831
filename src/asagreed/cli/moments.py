"""Dates and moments as they are typed on the command line."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import typer


def moment(text: str, *, zone: str, option: str) -> int:
    """Return the UTC seconds of a date or ISO moment; without an offset it is local in the zone."""
    try:
        parsed = _parsed(text.strip())
    except ValueError:
        raise typer.BadParameter(
            f"«{text}» is not a moment. Write a date such as 2026-03-01, or a moment such as 2026-03-01 16:55.",
            param_hint=option,
        ) from None
    if parsed.tzinfo is None:
        parsed = parsed.replace(tzinfo=ZoneInfo(zone))
    return int(parsed.timestamp() // 1)


def _parsed(text: str) -> datetime:
    if len(text) == len("2026-03-01"):
        return datetime.combine(date.fromisoformat(text), time())
    return datetime.fromisoformat(text)


def this_moment() -> int:
    """Return the UTC seconds of this moment; only the command line may ask for them."""
    return int(datetime.now(tz=UTC).timestamp())


def end_of_day(text: str, *, zone: str, option: str) -> int:
    """Return the last second of a date, or a moment that is given with its time."""
    at = moment(text, zone=zone, option=option)
    if len(text.strip()) > len("2026-03-01"):
        return at
    next_day = datetime.fromtimestamp(at, ZoneInfo(zone)).date() + timedelta(days=1)
    return int(datetime.combine(next_day, time(), tzinfo=ZoneInfo(zone)).timestamp()) - 1
