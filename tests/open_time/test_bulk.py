"""Counting many at once gives what counting one at a time gives."""

from __future__ import annotations

from datetime import date
from random import Random

import numpy as np
import pytest
from hypothesis import given, note, settings
from hypothesis import strategies as st
from tests.open_time.desk import desk, hours, local, week

from asagreed.errors import NoWorkingTime, OutOfRange
from asagreed.open_time import Calendar, ClosedDays, DayRules, ListedHolidays, OpenHours, Shift, Span, always
from asagreed.open_time.bulk import CHUNK, SearchTable, SlotTable, table_for
from asagreed.open_time.bulk_deadlines import MOST_STEPS
from asagreed.open_time.zones import year_start

DAY = 86_400
START = year_start(2026)
NOTHING = np.array([], np.int64)


def draw_shifts(random: Random) -> tuple[Shift, ...]:
    """Draw shifts with round and odd ends, gaps of a few seconds, and shifts of one second."""
    kind = random.randrange(6)
    if kind == 0:
        return ()
    if kind == 1:
        return (Shift(0, DAY),)
    if kind == 2:
        opens = random.randrange(DAY)
        return (Shift(opens, opens + random.choice((1, 59, 3600, DAY))),)
    grid = random.choice((1, 60, 900, 3600))
    times = sorted({random.randrange(DAY // grid) * grid for _ in range(random.choice((2, 4, 8)))})
    if kind == 3:
        times = [time for time in times[:2] for time in (time, time + random.choice((1, 7, 45)))]
    pairs = zip(times[::2], times[1::2], strict=False)
    return tuple(Shift(opens, closes) for opens, closes in pairs if opens < closes)


def draw_calendar(random: Random) -> Calendar:
    editions = [(date.min, draw_rules(random))]
    if random.random() < 0.3:
        editions.append((date(2026, random.randint(1, 12), random.randint(1, 28)), draw_rules(random)))
    zone = random.choice(("UTC", "Europe/Berlin", "America/St_Johns", "Australia/Lord_Howe", "Pacific/Apia"))
    closures = tuple(draw_span(random) for _ in range(random.choice((0, 0, 1, 3))))
    return Calendar("support", zone, tuple(editions), closures)


def draw_rules(random: Random) -> DayRules:
    dates = [date(2026, random.randint(1, 12), random.randint(1, 28)) for _ in range(3)]
    closed = ClosedDays(ListedHolidays({dates[0]: "holiday"}), before=random.choice((0, 10_800)), after=7)
    weekly = tuple(draw_shifts(random) for _ in range(7))
    return DayRules(weekly, closed=(closed,), openings={dates[1]: draw_shifts(random)})


def draw_span(random: Random) -> Span:
    start = START + random.randrange(300 * DAY)
    return Span(start, start + random.choice((1, 33, 3600, 3 * DAY)))


@given(seed=st.integers(0, 2**48))
@settings(max_examples=150)
def test_open_time_of_many_pairs(seed: int) -> None:
    random = Random(seed)
    calendar = draw_calendar(random)
    note(repr(calendar))
    days = random.choice((30, 365, 1000))
    moments = [START + random.randrange(days * DAY) for _ in range(40)]
    moments += [span.start + random.choice((-1, 0, 1)) for span in list(calendar.spans(START, START + 30 * DAY))[:10]]
    starts, ends = np.array(moments), np.array(random.sample(moments, len(moments)))

    expected = [calendar.seconds_between(int(a), int(b)) for a, b in zip(starts, ends, strict=True)]

    assert calendar.seconds_between_many(starts, ends).tolist() == expected


@given(seed=st.integers(0, 2**48))
@settings(max_examples=3)
def test_open_time_of_many_pairs_over_seventy_years(seed: int) -> None:
    random = Random(seed)
    calendar = draw_calendar(random)
    note(repr(calendar))
    moments = np.array([START + random.randrange(70 * 365 * DAY) for _ in range(40)])

    check(calendar, moments[:20], moments[20:])


@given(seed=st.integers(0, 2**48))
@settings(max_examples=150)
def test_due_moments_of_many_pairs(seed: int) -> None:
    random = Random(seed)
    calendar = draw_calendar(random)
    note(repr(calendar))
    starts = [START + random.randrange(400 * DAY) for _ in range(40)]
    seconds = [random.choice((0, -5, 1, 60, 3600, random.randrange(1, 200_000))) for _ in starts]
    expected = one_at_a_time(calendar, starts, seconds)

    if expected is None:
        with pytest.raises(NoWorkingTime):
            calendar.moments_after_many(np.array(starts), np.array(seconds))
    else:
        assert calendar.moments_after_many(np.array(starts), np.array(seconds)).tolist() == expected


def one_at_a_time(calendar: Calendar, starts: list[int], seconds: list[int]) -> list[int] | None:
    try:
        return [calendar.moment_after(a, b) for a, b in zip(starts, seconds, strict=True)]
    except NoWorkingTime:
        return None


def check(calendar: OpenHours, starts: np.ndarray, ends: np.ndarray) -> None:
    expected = [calendar.seconds_between(int(a), int(b)) for a, b in zip(starts, ends, strict=True)]
    assert calendar.seconds_between_many(starts, ends).tolist() == expected


@pytest.mark.parametrize("length", [CHUNK - 1, CHUNK, CHUNK + 1])
def test_work_is_done_in_chunks_of_any_number(length: int) -> None:
    starts = START + np.arange(length, dtype=np.int64) * 480
    elapsed = desk().seconds_between_many(starts, starts + DAY)
    due = desk().moments_after_many(starts, np.full(length, 3600))

    picked = [0, CHUNK - 2, length - 1]
    assert elapsed[picked].tolist() == [desk().seconds_between(int(starts[i]), int(starts[i]) + DAY) for i in picked]
    assert due[picked].tolist() == [desk().moment_after(int(starts[i]), 3600) for i in picked]


def test_nothing_asked_is_nothing_answered() -> None:
    assert desk().seconds_between_many(NOTHING, NOTHING).tolist() == []
    assert desk().moments_after_many(NOTHING, NOTHING).tolist() == []


def test_a_calendar_that_never_closes_or_never_opens() -> None:
    starts = np.array([START, START + 5])
    never = desk(("0001-01-01", DayRules(((),) * 7)))

    assert always().seconds_between_many(starts, starts + 9).tolist() == [9, 9]
    assert never.seconds_between_many(starts, starts + 9).tolist() == [0, 0]
    assert always().moments_after_many(starts, np.array([5, 9])).tolist() == [START + 5, START + 14]
    assert never.moments_after_many(starts, np.array([0, -1])).tolist() == starts.tolist()
    with pytest.raises(NoWorkingTime):
        never.moments_after_many(starts, np.array([0, 1]))


def test_a_due_moment_exists_although_others_would_come_too_late() -> None:
    closing = desk(("0001-01-01", DayRules(week())), ("2026-12-31", DayRules(((),) * 7)))
    starts = [int(local(text).timestamp()) for text in ("2026-01-05", "2026-12-30")]
    seconds = [100 * 3600, 3600]

    due = closing.moments_after_many(np.array(starts), np.array(seconds))

    assert due.tolist() == [closing.moment_after(*pair) for pair in zip(starts, seconds, strict=True)]


def test_a_table_is_made_once_and_used_for_the_years_within_it() -> None:
    calendar, moments = desk(), np.array([START, START + 900 * DAY])
    table = table_for(calendar, (moments,))

    assert table_for(calendar, (moments + 5,)) is table
    assert (table.first_year, table.last_year, list(calendar.tables)) == (2026, 2028, [(2026, 2028)])
    assert table_for(calendar, (moments + 900 * DAY,)) is not table


def test_office_days_need_one_slot_a_day() -> None:
    table = table_for(desk(), (np.array([START]),))

    assert isinstance(table, SlotTable)
    assert (table.length, table.shift.itemsize) == (DAY, 4)


def test_more_than_sixty_years_count_in_sixty_four_bits() -> None:
    calendar = desk()
    starts = np.array([year_start(1950), year_start(1999) + 77])
    ends = np.array([year_start(2030) + 12_345, year_start(2100)])

    check(calendar, starts, ends)
    table = table_for(calendar, (starts, ends))
    assert isinstance(table, SlotTable)
    assert table.shift.itemsize == 8


def test_gaps_of_seconds_at_odd_times_are_searched_for() -> None:
    odd = hours("08:00:00-12:00:10 12:00:17-15:03:30 15:03:31-17:00:00")
    calendar = desk(("0001-01-01", DayRules((odd,) * 7)))
    starts = START + np.arange(-5, 5_000) * 4_001
    ends = np.concatenate((starts[100:], starts[:100] + DAY))

    check(calendar, starts, ends)
    assert isinstance(table_for(calendar, (starts, ends)), SearchTable)
    due = calendar.moments_after_many(starts, np.full(len(starts), 12_345))
    assert due.tolist() == [calendar.moment_after(int(start), 12_345) for start in starts]


def test_centuries_of_short_breaks_are_searched_for() -> None:
    calendar = desk(("0001-01-01", DayRules(week("08:00-12:00 12:01-17:00"))), zone="Asia/Kathmandu")
    starts, ends = np.array([year_start(1900)]), np.array([year_start(2100) + 43_210])

    check(calendar, starts, ends)
    assert isinstance(table_for(calendar, (starts, ends)), SearchTable)


def test_spans_of_a_second_are_searched_for_when_steps_would_be_too_many() -> None:
    calendar = desk(("0001-01-01", DayRules(week("08:00:00-08:00:01 09:00-17:00"))))
    seconds = np.array([MOST_STEPS * 2, 5, 28_801, 28_802])
    starts = np.full(4, START)

    due = calendar.moments_after_many(starts, seconds)

    assert due.tolist() == [calendar.moment_after(START, int(wanted)) for wanted in seconds]


def test_moments_outside_the_computed_years_are_refused() -> None:
    with pytest.raises(OutOfRange):
        desk().seconds_between_many(np.array([START]), np.array([year_start(3000)]))


def test_due_moments_of_other_years_have_an_inverse_of_their_own() -> None:
    office = desk()
    for year in (2026, 2020, 2026):
        starts = np.array([year_start(year) + 40 * DAY], np.int64)
        hour = np.array([3600], np.int64)

        assert office.moments_after_many(starts, hour)[0] == office.moment_after(int(starts[0]), 3600)
    assert sorted(office.inverses) == [(2020, 2020), (2026, 2026)]
