"""How the lines of `asagreed uptime` write lengths, shares, moments and stretches; several spellings are taken."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from fractions import Fraction
from math import floor
from typing import Any

from asagreed.cli.hours_lines import DAYS, calendar_of, moment_of
from asagreed.open_time import Span, Spans, in_zone
from asagreed.open_time.shifts import seconds_of_day
from asagreed.terms.values.durations import parse_length

Given = Mapping[str, Any]
UNITS = {
    **dict.fromkeys(("s", "sec", "seconds"), 1),
    **dict.fromkeys(("m", "min", "minutes"), 60),
    **dict.fromkeys(("h", "hours"), 3600),
    **dict.fromkeys(("d", "days"), 86_400),
}
STARTS = ("from", "start", "starts", "starts_at", "begin", "occurred", "occurred_at")
ENDS = ("to", "end", "ends", "until", "planned_end", "ends_at", "restored", "restored_at")
AGREEMENT = frozenset({"contract", "effective", "agreement", "force", "start", "starts", "begins"})
"""Words of the keys that say from when and until when an agreement is in force."""
LENGTHS = ("duration", "length", "elapsed", "for", "lasts")


def first(given: Given, *keys: str, otherwise: Any = None) -> Any:
    """Return the value of the first key that is there."""
    return next((given[key] for key in keys if key in given), otherwise)


def length(given: Given, *names: str) -> int | None:
    """Return the seconds under any of some names with a unit behind it: `notice_h`, `cap_s`; or text such as `72 h`."""
    for name in names:
        for unit, seconds in UNITS.items():
            if given.get(f"{name}_{unit}") is not None:
                return floor(share(given[f"{name}_{unit}"]) * seconds)
        if isinstance(given.get(name), str) and given[name].strip()[-1:].isalpha():
            return parse_length(given[name])
        if isinstance(given.get(name), int):
            return int(given[name])
    return None


def length_about(given: Given, *words: str) -> int | None:
    """Return the seconds under any key that has one of some words in it: `notice_h`, `max_h_per_month`; hours at last.

    Rules of maintenance stand in the line itself, or in a map of their own within it.
    """
    for key, value in given.items():
        parts = key.lower().split("_")
        if set(words) & set(parts) and isinstance(value, (int, float, str)) and not isinstance(value, bool):
            units = [UNITS[part] for part in reversed(parts) if part in UNITS]
            text = str(value)
            if text.replace(".", "", 1).isdigit():
                return floor(Fraction(text) * (units[0] if units else UNITS["h"]))
            return parse_length(text)
    return None


def share(value: Any) -> Fraction:
    """Return a number, exact: `1/2`, `0.5`, `50%`, 3."""
    text = str(value).strip()
    return Fraction(text[:-1]) / 100 if text.endswith("%") else Fraction(text)


def percent(value: Any) -> Fraction:
    """Return the share of a percentage: `99.9`, `99.9%`."""
    return Fraction(str(value).strip().removesuffix("%")) / 100


def moment(value: Any, zone: str) -> int:
    """Return the UTC seconds of a local or ISO moment; whole seconds are taken as they are."""
    if isinstance(value, int):
        return value
    if len(str(value)) in {5, 8} and ":" in str(value):
        # A time of day alone: enough for what lies within one day.
        return seconds_of_day(str(value))
    return moment_of(str(value), zone)


def moment_or_none(given: Given, zone: str, *keys: str) -> int | None:
    """Return the moment under any of some keys, or None where it is not there or null."""
    value = first(given, *keys)
    return None if value is None else moment(value, zone)


def stretch(value: Any, zone: str, *, open_end: int | None = None) -> tuple[int, int]:
    """Return start and end of `{"from", "to"}`, of a start with a length, or of a pair. Raises ValueError."""
    if not isinstance(value, Mapping):
        start, end = moment(value[0], zone), moment(value[1], zone)
    else:
        start = moment(next(value[key] for key in STARTS if value.get(key) is not None), zone)
        lasts = length(value, *LENGTHS)
        said = first(value, *ENDS)
        if said is None and lasts is None and open_end is None:
            raise ValueError(f"the stretch {dict(value)} has no end; write «to», or a length such as «duration_s»")
        end = moment(said, zone) if said is not None else start + lasts if lasts is not None else open_end or start
    if end < start:
        raise ValueError(
            f"a stretch from {in_zone(start, zone).isoformat()} cannot end before that, "
            f"at {in_zone(end, zone).isoformat()}; correct one of the two"
        )
    return start, end


def stretches(values: Iterable[Any] | None, zone: str, *, open_end: int | None = None) -> Spans:
    """Return some stretches as a set; those of no length are no part of it."""
    pairs = (stretch(value, zone, open_end=open_end) for value in values or ())
    return Spans(Span(start, end) for start, end in pairs if start < end)


def service_time(given: Given, period: Span, zone: str) -> Spans:
    """Return the agreed time of a line: `always`, or weekly hours without holidays."""
    hours = first(given, "service_hours", "hours", "service", otherwise="always")
    if hours in ("always", "24x7", "all time", None):
        return Spans((period,))
    if isinstance(hours, str):
        return Spans() if hours in ("never", "none") else _refuse_hours(hours)
    inner = {**given, **(hours if "hours" in hours else {}), "hours": hours.get("hours", hours)}
    week = {day: shifts for key, shifts in inner["hours"].items() for day in _days(key)}
    calendar = calendar_of({**inner, "tz": zone, "hours": week}, name="service hours")
    return calendar.spans(period.start, period.end)


def _days(key: str) -> Iterator[str]:
    start, dash, end = key.lower().partition("-")
    if not dash or start not in DAYS or end not in DAYS:
        yield key.lower()
        return
    yield from DAYS[DAYS.index(start) : DAYS.index(end) + 1]


def _refuse_hours(hours: str) -> Spans:
    raise ValueError(f"«service_hours» is «always», «never» or shifts by day of the week, not «{hours}»")


def period_of_line(given: Given, zone: str) -> Span:
    """Return the period of a line without what lies outside the agreement's dates; a month may be written 2026-04."""
    said = given["period"]
    if isinstance(said, str):
        begins = datetime.fromisoformat(f"{said}-01")
        after = begins.replace(year=begins.year + begins.month // 12, month=begins.month % 12 + 1)
        said = {"from": begins.isoformat(), "to": after.isoformat()}
    start, end = stretch(said, zone)
    for key, value in given.items():
        if AGREEMENT & set(key.split("_")):
            starts, ends = _in_force(key, value, zone)
            start, end = max(start, starts or start), min(end, ends or end)
    return Span(start, end)


def _in_force(key: str, value: Any, zone: str) -> tuple[int | None, int | None]:
    """Return from when and until when an agreement is in force, by one key of a line: a map, or one of its ends."""
    if isinstance(value, Mapping):
        return moment_or_none(value, zone, *STARTS), moment_or_none(value, zone, *ENDS)
    if not isinstance(value, str):
        return None, None
    return (None, moment(value, zone)) if set(ENDS) & set(key.split("_")) else (moment(value, zone), None)


def number(value: Fraction | int | None) -> int | str | None:
    """Return seconds as a whole number, or as text where they are none."""
    if value is None:
        return None
    exact = Fraction(value)
    return int(exact) if exact.denominator == 1 else str(exact)
