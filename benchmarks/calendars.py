"""The calendars of the benchmarks: New York, Monday to Friday, closed on US federal holidays."""

from __future__ import annotations

from datetime import date, time
from zoneinfo import ZoneInfo

import holidays

from asagreed.open_time import Calendar, ClosedDays, PublicHolidays, parse_shifts, weekly_calendar

ZONE = "America/New_York"
NEW_YORK = ZoneInfo(ZONE)
OPENS, CLOSES = time(9), time(17)
YEARS = range(2013, 2031)
"""Years of holidays for the peers: more than the pairs need, because some fail past the last one they know."""

ONE_SHIFT = "09:00-17:00"
SPLIT_AND_OVERNIGHT = "08:07-12:01 12:48-17:13 22:11-05:03"


def calendar(shifts: str) -> Calendar:
    """Return our calendar with some shifts on each weekday; a new one, of which nothing is computed yet."""
    weekday = parse_shifts(shifts)
    return weekly_calendar(
        name=shifts,
        zone=ZONE,
        weekly=(weekday,) * 5 + ((),) * 2,
        closed=(ClosedDays(PublicHolidays("US")),),
    )


def holiday_dates() -> list[date]:
    """Return the same holidays for the peers, in order, with the days on which they are observed."""
    return sorted(holidays.country_holidays("US", years=YEARS))
