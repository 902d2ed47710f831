"""Open time in bulk and one at a time, beside what NumPy takes to subtract the same arrays."""

from __future__ import annotations

from datetime import UTC, datetime, tzinfo
from functools import partial

import numpy as np

from asagreed.open_time import Calendar, OpenTime
from benchmarks.calendars import NEW_YORK, ONE_SHIFT, SPLIT_AND_OVERNIGHT, calendar
from benchmarks.figures import Figure, Target, each, rate, ratio
from benchmarks.reference import Reference
from benchmarks.sizes import Size
from benchmarks.tables import Section, figure_records, figure_table
from benchmarks.timing import Work, timed, timed_in_turns
from benchmarks.workloads import Pairs, Seconds, lengths, uniform

CALENDARS = {"one shift a day": ONE_SHIFT, "split and overnight, odd minutes": SPLIT_AND_OVERNIGHT}
MOST_TIMES_A_SUBTRACTION = Target(12)
SPLIT_RATE = Target(10, at_least=True)
DEADLINE_RATE = Target(6, at_least=True)
ONE_ELAPSED = Target(4)
CHECKED = 2_000


def measure(size: Size) -> Section:
    """Measure both calendars on millions of pairs, then single calls."""
    pairs, until = uniform(size.pairs), lengths(size.pairs)
    title = f"Open time in bulk: {size.pairs:,} pairs at once, New York, Monday to Friday, US federal holidays"
    bulk = [*_elapsed(pairs, size.runs), *_deadlines(pairs.starts, until, size.runs), *_first_call(size.runs)]
    single = _one_at_a_time(uniform(size.peer_pairs), size.runs)
    compared, wrong = _wrong(pairs, until)
    return Section(
        name="open_time",
        tables=(figure_table(title, bulk), figure_table("Open time, one call at a time", single)),
        records=[*figure_records([*bulk, *single]), {"what": "bulk results compared", "of": compared, "wrong": wrong}],
        remarks=(f"Of {compared:,} results in bulk, compared with the plain reference, {wrong:,} are wrong.",),
    )


def _elapsed(pairs: Pairs, runs: int) -> list[Figure]:
    starts, ends, count = pairs.starts, pairs.others, len(pairs.starts)
    result = np.empty(count, np.int64)
    works: dict[str, Work] = {
        "NumPy, end - start, new result": lambda: np.subtract(ends, starts),
        "NumPy, end - start, out=": lambda: np.subtract(ends, starts, out=result),
    }
    for name, shifts in CALENDARS.items():
        works[f"elapsed, {name}"] = partial(calendar(shifts).seconds_between_many, starts, ends)
    timings = timed_in_turns(works, runs=runs)
    (new, in_place), (one, split) = list(timings)[:2], list(timings)[2:]
    return [
        *(each(name, timing, count, "ns") for name, timing in timings.items()),
        rate(one, timings[one], count),
        ratio(f"{one}, to a subtraction with new result", timings[one], timings[new], MOST_TIMES_A_SUBTRACTION),
        ratio(f"{one}, to a subtraction with out=", timings[one], timings[in_place], MOST_TIMES_A_SUBTRACTION),
        rate(split, timings[split], count, SPLIT_RATE),
    ]


def _deadlines(starts: Seconds, until: Seconds, runs: int) -> list[Figure]:
    works = {
        f"deadline, {name}": partial(calendar(shifts).moments_after_many, starts, until)
        for name, shifts in CALENDARS.items()
    }
    timings = timed_in_turns(works, runs=runs)
    return [rate(name, timing, len(starts), DEADLINE_RATE) for name, timing in timings.items()]


def _first_call(runs: int) -> list[Figure]:
    """Measure what is paid once for a calendar: eleven years of it, made into a table."""
    few = uniform(100)
    return [
        each(f"first call of a calendar, {name}", timed(partial(_elapsed_anew, shifts, few), runs=runs), 1, "ms")
        for name, shifts in CALENDARS.items()
    ]


def _elapsed_anew(shifts: str, pairs: Pairs) -> Seconds:
    return calendar(shifts).seconds_between_many(pairs.starts, pairs.others)


def _one_at_a_time(pairs: Pairs, runs: int) -> list[Figure]:
    hours = calendar(ONE_SHIFT)
    works: dict[str, Work] = {}
    for name, zone in {"UTC": UTC, "zoneinfo": NEW_YORK}.items():
        starts, ends = _in_zone(pairs.starts, zone), _in_zone(pairs.others, zone)
        works[f"one elapsed, two datetimes in {name}"] = partial(_each_elapsed, hours, starts, ends)
        works[f"one deadline, a datetime in {name}"] = partial(_each_deadline, hours, starts)
    timings = timed_in_turns(works, runs=runs)
    return [
        each(name, timing, len(pairs.starts), "µs", ONE_ELAPSED if name.startswith("one elapsed") else None)
        for name, timing in timings.items()
    ]


def _each_elapsed(hours: Calendar, starts: list[datetime], ends: list[datetime]) -> list[OpenTime]:
    return list(map(hours.elapsed, starts, ends))


def _each_deadline(hours: Calendar, starts: list[datetime]) -> list[datetime]:
    until = OpenTime(8 * 3600)
    return [hours.deadline(start, until) for start in starts]


def _in_zone(moments: Seconds, zone: tzinfo) -> list[datetime]:
    return [datetime.fromtimestamp(moment, zone) for moment in moments.tolist()]


def _wrong(pairs: Pairs, until: Seconds) -> tuple[int, int]:
    """Return how many results in bulk were compared with the plain reference, and how many differ from it."""
    wrong = 0
    starts, ends, until = pairs.starts[:CHECKED], pairs.others[:CHECKED], until[:CHECKED]
    for shifts in CALENDARS.values():
        hours, reference = calendar(shifts), Reference(shifts)
        elapsed = map(reference.elapsed, starts.tolist(), ends.tolist())
        due = map(reference.deadline, starts.tolist(), until.tolist())
        wrong += int(np.sum(hours.seconds_between_many(starts, ends) != np.fromiter(elapsed, np.int64)))
        wrong += int(np.sum(hours.moments_after_many(starts, until) != np.fromiter(due, np.int64)))
    return 4 * len(starts), wrong
