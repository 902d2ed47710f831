"""The calendar that a command asks, and times and lengths as they are typed for it."""

from __future__ import annotations

import difflib
from dataclasses import dataclass
from pathlib import Path

import typer

from asagreed.cli.agreements import open_agreement
from asagreed.cli.moments import moment
from asagreed.open_time import Calendar, OpenHours


@dataclass(frozen=True)
class AskedCalendar:
    """A calendar of an agreement, and the zone in which its times are typed and told."""

    name: str
    hours: OpenHours
    zone: str
    working_day: int | None = None

    def moment(self, text: str, *, option: str) -> int:
        """Return the UTC seconds of a time typed without an offset, or with one."""
        return moment(text, zone=self.zone, option=option)


def open_calendar(agreement: Path, name: str) -> AskedCalendar:
    """Return a calendar by name; it knows every date by the version of the agreement in force on it."""
    history = open_agreement(agreement)
    terms = history.versions[-1].terms
    known = sorted({*terms.calendars, "always"})
    if name not in known:
        near = difflib.get_close_matches(name, known, n=1)
        hint = f"Did you mean «{near[0]}»? " if near else ""
        raise typer.BadParameter(
            f"{history.agreement} has no calendar «{name}». {hint}Its calendars are {', '.join(known)}.",
            param_hint="--calendar",
        )
    hours = terms.calendar(name)
    # What is always open has no zone of its own: its times are told in that of the agreement.
    zone = hours.zone if isinstance(hours, Calendar) and name in terms.calendars else history.zone
    return AskedCalendar(name, hours, zone, terms.working_day_seconds)


def length_in_seconds(text: str, *, working_day: int | None) -> int:
    """Return the seconds of a length such as «4h», «90 min», «1 h 30 min» or «2 working days»."""
    from pydantic_core import PydanticCustomError

    from asagreed.terms.values.durations import parse_duration

    try:
        length = parse_duration(text)
    except PydanticCustomError as error:
        facts = error.context or {}
        raise _refuse_length(f"{facts['message']} {facts['remedy']}") from None
    if length.is_elapsed:
        raise _refuse_length(f"«{text}» passes on the wall, whatever is open. Give open time, such as 4 h.")
    if length.working_days and working_day is None:
        raise _refuse_length("The agreement does not say how long a working day is. Give hours, such as 16 h.")
    return length.in_seconds(working_day=working_day)


def _refuse_length(why: str) -> typer.BadParameter:
    return typer.BadParameter(why, param_hint="LENGTH")
