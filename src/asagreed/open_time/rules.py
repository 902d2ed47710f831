"""The rules of a local day: which shifts open on it, and what closes it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from asagreed.open_time.holidays import ClosedDays, Holidays
from asagreed.open_time.shifts import Shift

Shifts = tuple[Shift, ...]


@dataclass(frozen=True)
class DayRules:
    """Weekly hours and what differs from them on single dates, in local clock time.

    `weekly` has the shifts of Monday to Sunday. On a date in `openings` these shifts replace the day's own, holiday or
    not; an empty tuple closes the day. `on_holiday` and `before_holiday` give hours of their own to holidays and to
    the dates before them. `closed` closes its dates otherwise.
    """

    weekly: tuple[Shifts, ...]
    closed: tuple[ClosedDays, ...] = ()
    openings: Mapping[date, Shifts] = field(default_factory=dict)
    on_holiday: tuple[tuple[Holidays, Shifts], ...] = ()
    before_holiday: tuple[tuple[Holidays, Shifts], ...] = ()

    def shifts_on(self, day: date) -> Shifts:
        """Return the shifts that open on a date, before holidays close anything."""
        if day in self.openings:
            return self.openings[day]
        for holidays, shifts in self.on_holiday:
            if holidays.name_on(day):
                return shifts
        if self.before_holiday:
            tomorrow = day + timedelta(days=1)
            for holidays, shifts in self.before_holiday:
                if holidays.name_on(tomorrow):
                    return shifts
        return self.weekly[day.weekday()]

    def is_exempt(self, day: date) -> bool:
        """Say whether hours of its own keep a date open although a holiday falls on it."""
        return day in self.openings or any(holidays.name_on(day) for holidays, _ in self.on_holiday)

    def holiday_on(self, day: date) -> str | None:
        """Return the name of the holiday that closes a date, if one does."""
        if self.is_exempt(day):
            return None
        names = (closed.holidays.name_on(day) for closed in self.closed)
        return next((name for name in names if name), None)
