"""Open time: spans, calendars, and the seconds that pass while a calendar is open."""

from asagreed.open_time.calendars import AllOf, AnyOf, Calendar, Except, always, weekly_calendar
from asagreed.open_time.counting import OpenHours, in_zone
from asagreed.open_time.durations import ElapsedTime, OpenTime, in_words
from asagreed.open_time.expansion import LocalSpan
from asagreed.open_time.holidays import ClosedDays, Holidays, ListedHolidays, PublicHolidays
from asagreed.open_time.rules import DayRules
from asagreed.open_time.shifts import Shift, parse_shifts, shift
from asagreed.open_time.spans import Span, Spans

__all__ = [
    "AllOf",
    "AnyOf",
    "Calendar",
    "ClosedDays",
    "DayRules",
    "ElapsedTime",
    "Except",
    "Holidays",
    "ListedHolidays",
    "LocalSpan",
    "OpenHours",
    "OpenTime",
    "PublicHolidays",
    "Shift",
    "Span",
    "Spans",
    "always",
    "in_words",
    "in_zone",
    "parse_shifts",
    "shift",
    "weekly_calendar",
]
