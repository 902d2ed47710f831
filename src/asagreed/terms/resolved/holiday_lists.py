"""From the holidays of a paper to those that calendars ask."""

from __future__ import annotations

from datetime import date, timedelta

from asagreed.open_time import ClosedDays, Holidays, ListedHolidays, PublicHolidays
from asagreed.terms.sections.calendars import HolidayList
from asagreed.terms.values.closures import Closure


def holidays_of(written: HolidayList) -> Holidays:
    """Return the holidays of one list."""
    if written.public is None:
        return ListedHolidays(written.with_)
    return PublicHolidays(
        country=written.public.country,
        subdivision=written.public.subdivision,
        without=written.without,
        added=written.with_,
    )


def closed_days(written: HolidayList) -> ClosedDays:
    """Return the dates that a list closes, with the evening before and the morning after where they are agreed."""
    edges = written.closes
    return ClosedDays(holidays_of(written), before=edges.from_ if edges else 0, after=edges.until if edges else 0)


def dates_of(closure: Closure) -> tuple[date, ...]:
    """Return the dates that a closure touches."""
    last = closure.ends - timedelta(microseconds=1)
    return tuple(map(date.fromordinal, range(closure.starts.toordinal(), last.toordinal() + 1)))
