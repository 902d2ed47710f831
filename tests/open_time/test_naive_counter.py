"""Counting agrees with a naive counter that asks the clock on the wall for every minute."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from random import Random
from zoneinfo import ZoneInfo

import numpy as np
import pytest
from hypothesis import example, given, note, settings
from hypothesis import strategies as st
from tests.open_time import naive_counter
from tests.open_time.naive_counter import NaiveHours, Shifts, open_minutes

from asagreed.open_time import Calendar, ClosedDays, ListedHolidays, LocalSpan, Shift, weekly_calendar

YEARS = {
    "Africa/Cairo": (2014, 2023),
    "Africa/Casablanca": (2018, 2025),
    "America/Chicago": (2024, 2025),
    "America/Havana": (2024,),
    "America/New_York": (2007, 2026),
    "America/Sao_Paulo": (2015, 2016, 2017, 2018),
    "America/St_Johns": (2010, 2011),
    "Antarctica/Troll": (2024,),
    "Asia/Beirut": (2023,),
    "Asia/Jerusalem": (2025,),
    "Asia/Kathmandu": (2025,),
    "Asia/Kolkata": (2025,),
    "Asia/Tehran": (2021, 2022),
    "Australia/Lord_Howe": (2025,),
    "Australia/Sydney": (2025,),
    "Europe/Berlin": (2025, 2026),
    "Europe/Dublin": (2025,),
    "Pacific/Apia": (2011, 2012),
    "Pacific/Chatham": (2025,),
    "UTC": (2024,),
}
WEEK, MONTH = 7 * 1440, 31 * 1440
QUESTIONS = 4
ALL_DAY: Shifts = ((0, 1440),)


@cache
def changes_in(zone: str) -> tuple[int, ...]:
    """Return the minutes after 1970 before which the clocks of a zone changed, to the hour, in its years."""
    tz, found = ZoneInfo(zone), []
    for year in YEARS[zone]:
        hours = [datetime(year, 1, 1, tzinfo=UTC) + timedelta(hours=number) for number in range(8784)]
        offsets = [hour.astimezone(tz).utcoffset() for hour in hours]
        pairs = zip(hours[1:], offsets, offsets[1:], strict=False)
        found += [int(hour.timestamp()) // 60 for hour, before, after in pairs if before != after]
    return tuple(found)


def draw_window(random: Random, zone: str) -> tuple[int, int]:
    """Draw some days around a change of the clocks, or a month."""
    changes = changes_in(zone)
    if changes and random.random() < 0.75:
        return random.choice(changes) - WEEK // 2, WEEK
    new_year = int(datetime(random.choice(YEARS[zone]), 1, 1, tzinfo=UTC).timestamp()) // 60
    return new_year + random.choice((-10 * 1440, 95 * 1440)), MONTH


def draw_clock_time(random: Random) -> int:
    """Draw a time of day, often in the small hours in which clocks change, seldom at an odd minute."""
    hour = random.choice((0, 0, 1, 2, 2, 3, 4, 6, 8, 9, 12, 13, 17, 18, 22, 23))
    return hour * 60 + random.choice((0, 0, 0, 15, 30, 45, random.randrange(60)))


def draw_shifts(random: Random) -> Shifts:
    kind = random.random()
    if kind < 0.15:
        return ()
    if kind < 0.25:
        return ALL_DAY
    if kind < 0.45:
        opens, closes = draw_clock_time(random), draw_clock_time(random)
        return ((opens, closes),)
    times = sorted({draw_clock_time(random) for _ in range(random.choice((2, 2, 4, 6)))} | {1440})
    if random.random() < 0.7:
        times.pop()
    return tuple(zip(times[::2], times[1::2], strict=False))


def draw_dates(random: Random, first: date, days: int) -> list[date]:
    return [first + timedelta(days=random.randrange(-1, days + 1)) for _ in range(random.choice((0, 1, 2, 3)))]


def draw_hours(random: Random, zone: str, first: int, count: int) -> NaiveHours:
    start = datetime.fromtimestamp(first * 60, UTC).date()
    dates = (draw_dates(random, start, count // 1440) for _ in range(3))
    holidays, overrides, closures = dates
    if overrides and random.random() < 0.5:
        holidays.append(overrides[0])
    same = draw_shifts(random)
    return NaiveHours(
        zone=zone,
        weekly=(same,) * 7 if random.random() < 0.2 else tuple(draw_shifts(random) for _ in range(7)),
        holidays=frozenset(holidays),
        overrides={day: draw_shifts(random) for day in overrides},
        closures=tuple(draw_closure(random, day) for day in closures),
    )


def draw_closure(random: Random, day: date) -> tuple[datetime, datetime]:
    starts = datetime.combine(day, time()) + timedelta(minutes=draw_clock_time(random))
    return starts, starts + timedelta(minutes=random.choice((30, 60, 90, 480, 1440, 3000)))


def calendar_of(hours: NaiveHours) -> Calendar:
    return weekly_calendar(
        name="support",
        zone=hours.zone,
        weekly=tuple(shifts_of(shifts) for shifts in hours.weekly),
        closed=(ClosedDays(ListedHolidays(dict.fromkeys(hours.holidays, "holiday"))),),
        openings={day: shifts_of(shifts) for day, shifts in hours.overrides.items()},
        closures=tuple(LocalSpan(starts, ends) for starts, ends in hours.closures),
    )


def shifts_of(shifts: Shifts) -> tuple[Shift, ...]:
    return tuple(Shift(a * 60, (b if b > a else b + 1440) * 60) for a, b in shifts)


def check_one_calendar(seed: int) -> None:
    random = Random(seed)
    zone = random.choice(sorted(YEARS))
    first, count = draw_window(random, zone)
    hours = draw_hours(random, zone, first, count)
    note(f"{hours} from minute {first}, {count} minutes")
    calendar, is_open = calendar_of(hours), open_minutes(hours, first, count)
    check_elapsed(random, calendar, is_open, first)
    check_deadlines(random, calendar, is_open, first)


def check_elapsed(random: Random, calendar: Calendar, is_open: np.ndarray, first: int) -> None:
    starts = [draw_moment(random, first, len(is_open)) for _ in range(QUESTIONS)]
    ends = [draw_moment(random, first, len(is_open)) for _ in range(QUESTIONS)]
    starts[0], ends[0] = first * 60, (first + len(is_open)) * 60
    pairs = list(zip(starts, ends, strict=True))
    expected = [naive_counter.seconds_between(is_open, first, *pair) for pair in pairs]

    assert [calendar.seconds_between(*pair) for pair in pairs] == expected
    assert calendar.seconds_between_many(np.array(starts), np.array(ends)).tolist() == expected


def check_deadlines(random: Random, calendar: Calendar, is_open: np.ndarray, first: int) -> None:
    ends = (first + len(is_open)) * 60
    starts = [draw_moment(random, first, len(is_open)) for _ in range(QUESTIONS)]
    left = [naive_counter.seconds_between(is_open, first, start, ends) for start in starts]
    # Often all that is left of a stretch: whole hours end on closing times.
    asked = [
        (start, min(random.choice((60, 1800, 3600, 14_400, 28_800, random.randint(1, seconds))), seconds))
        for start, seconds in zip(starts, left, strict=True)
        if seconds
    ]
    expected = [naive_counter.moment_after(is_open, first, *pair) for pair in asked]

    assert [calendar.moment_after(*pair) for pair in asked] == expected
    many = np.array(asked, np.int64).reshape(-1, 2)
    assert calendar.moments_after_many(many[:, 0], many[:, 1]).tolist() == expected


def draw_moment(random: Random, first: int, count: int) -> int:
    odd = random.choice((0, 0, random.randrange(60)))
    return (first + random.randrange(count - 1)) * 60 + odd


@given(seed=st.integers(0, 2**48))
@settings(max_examples=1_250)
@example(seed=0)
def test_five_thousand_questions_agree_with_the_clock_on_the_wall(seed: int) -> None:
    check_one_calendar(seed)


@pytest.mark.proof
@given(seed=st.integers(0, 2**48))
@settings(max_examples=25_000)
def test_a_hundred_thousand_questions_agree_with_the_clock_on_the_wall(seed: int) -> None:
    check_one_calendar(seed)


def test_the_naive_counter_counts_a_night_of_twenty_three_hours() -> None:
    hours = NaiveHours("Europe/Berlin", (ALL_DAY,) * 7)
    first = int(datetime(2026, 3, 28, 23, tzinfo=UTC).timestamp()) // 60

    assert int(open_minutes(hours, first, 23 * 60).sum()) == 23 * 60
    assert naive_counter.wall_clock("Europe/Berlin", first, 23 * 60)[-1] % 1440 == 1439
