"""The times at which nobody may enter a site, as a calendar that is open then."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time

from asagreed.open_time import AnyOf, Calendar, DayRules, Shift
from asagreed.open_time.counting import OpenHours
from asagreed.terms.resolved.holiday_lists import dates_of, holidays_of
from asagreed.terms.sections.calendars import HolidayList
from asagreed.terms.sections.places import Site
from asagreed.terms.values.access import WHOLE_DAY, NoAccess, WeeklyNoAccess
from asagreed.terms.values.closures import Closure, NamedHolidays

DAY = 86_400
NEVER: tuple[tuple[Shift, ...], ...] = ((),) * 7


def no_access_calendar(name: str, site: Site, *, holidays: Mapping[str, HolidayList], zone: str) -> OpenHours:
    """Return the calendar that is open while a site cannot be entered, in the site's own zone."""
    parts = tuple(
        Calendar(name=name, zone=site.zone or zone, editions=((date.min, _rules(each, holidays)),))
        for each in site.no_access
    )
    return AnyOf(name, parts)


def _rules(each: NoAccess, holidays: Mapping[str, HolidayList]) -> DayRules:
    if isinstance(each, WeeklyNoAccess):
        return DayRules(weekly=tuple(each.shifts if day in each.days else () for day in range(7)))
    if isinstance(each, NamedHolidays):
        return DayRules(weekly=NEVER, on_holiday=((holidays_of(holidays[each.name]), WHOLE_DAY),))
    return DayRules(weekly=NEVER, openings={day: (_part_of(day, each),) for day in dates_of(each)})


def _part_of(day: date, closure: Closure) -> Shift:
    midnight = datetime.combine(day, time())
    opens = max(0, int((closure.starts - midnight).total_seconds()))
    closes = min(DAY, int((closure.ends - midnight).total_seconds()))
    return Shift(opens, closes)
