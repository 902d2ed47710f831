"""Lines of JSON that ask for open time: the format of the worktime test vectors."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from asagreed.errors import NoWorkingTime
from asagreed.open_time import (
    Calendar,
    ClosedDays,
    ListedHolidays,
    LocalSpan,
    Shift,
    Span,
    in_zone,
    shift,
    weekly_calendar,
)
from asagreed.open_time.zones import EPOCH, zone_named

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def answer(line: Mapping[str, Any]) -> dict[str, Any]:
    """Return `{"id", "seconds"}`, `{"id", "deadline"}` or `{"id", "error"}` for one question."""
    calendar = calendar_of(line, name=str(line.get("id", "")))
    start = moment_of(line["start"], line["tz"])
    if line["kind"] == "elapsed":
        end = moment_of(line["end"], line["tz"])
        return {"id": line["id"], "seconds": calendar.seconds_between(start, end)}
    if line["kind"] != "deadline":
        raise ValueError(f"the kind «{line['kind']}» is neither «elapsed» nor «deadline»")
    if not isinstance(line["seconds"], int):
        raise TypeError(f"«seconds» is a whole number, not {line['seconds']!r}")
    try:
        moment = calendar.moment_after(start, line["seconds"])
    except NoWorkingTime:
        return {"id": line["id"], "error": "no_working_time"}
    return {"id": line["id"], "deadline": in_zone(moment, line["tz"]).isoformat()}


def calendar_of(line: Mapping[str, Any], *, name: str) -> Calendar:
    """Return the calendar of a line: tz, hours, holidays, closures and overrides."""
    zone = line["tz"]
    zone_named(zone)
    hours = line.get("hours") or {}
    if strange := sorted(set(hours) - set(DAYS)):
        raise ValueError(f"«hours» has no day «{strange[0]}»; days are {', '.join(DAYS)}")
    holidays = {date.fromisoformat(day): "holiday" for day in line.get("holidays") or ()}
    overrides = line.get("overrides") or {}
    return weekly_calendar(
        name=name,
        zone=zone,
        weekly=tuple(_shifts(hours.get(day) or ()) for day in DAYS),
        closed=(ClosedDays(ListedHolidays(holidays)),) if holidays else (),
        openings={date.fromisoformat(day): _shifts(shifts) for day, shifts in overrides.items()},
        closures=tuple(one for pair in line.get("closures") or () if (one := _closure(pair[0], pair[1], zone))),
    )


def _shifts(pairs: Any) -> tuple[Shift, ...]:
    return tuple(shift(opens, closes) for opens, closes in pairs)


def _closure(start: str, end: str, zone: str) -> Span | LocalSpan | None:
    first, last = datetime.fromisoformat(start), datetime.fromisoformat(end)
    if first.tzinfo is None and last.tzinfo is None:
        return LocalSpan(first, last)
    opens, closes = moment_of(start, zone), moment_of(end, zone)
    return Span(opens, closes) if opens < closes else None


def moment_of(text: str, zone: str) -> int:
    """Return the UTC seconds of an ISO 8601 text; without an offset it is local in the zone."""
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=zone_named(zone))
    return (moment - EPOCH) // timedelta(seconds=1)
