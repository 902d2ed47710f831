"""When and how long everybody worked, from whatever of start, end, day and duration an export has."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from asagreed.facts.event_table import Int64
from asagreed.facts.readers.coding import word_columns
from asagreed.facts.readers.local_times import Flags
from asagreed.facts.readers.moment_columns import MISSING
from asagreed.facts.work_readers.column_names import LENGTHS
from asagreed.facts.work_readers.laying import Laying
from asagreed.facts.work_readers.lengths import read_length, read_number
from asagreed.open_time.durations import in_words

LONGEST = 7 * 86_400
TOLERANCE = 60
"""Seconds by which a duration may differ from start and end: exports round to minutes, or to hundredths of an hour."""
A_LENGTH = "Write a length such as 1 h 30 min, 1:30 or 1.5."
_UNITS = {3600: "hours", 60: "minutes", 1: "seconds"}
_COMPARED = 10_000


@dataclass(frozen=True, slots=True, eq=False)
class Times:
    """When and how long, of every row; only of the rows that are not refused it is sound."""

    start: Int64
    end: Int64
    done_on: Int64
    seconds: Int64


def times_of(laying: Laying) -> Times:
    """Read when and how long, and refuse what cannot be; start and end count more than a duration."""
    start, end, day = laying.moments("start"), laying.moments("end"), laying.moments("date")
    given = _given(laying, start, end)
    has_start, has_end = start != MISSING, end != MISSING
    has_both, has_length = has_start & has_end, given != MISSING
    _refuse_incomplete(laying, has_start, has_end, has_length, day)
    _refuse_impossible(laying, end - start, given, has_both, has_length)
    seconds = np.where(has_both, end - start, given)
    return Times(
        start=np.where(has_start | ~has_end, start, end - given),
        end=np.where(has_end | ~has_start, end, start + given),
        done_on=np.where(has_start | has_end, MISSING, day),
        seconds=seconds,
    )


def _given(laying: Laying, start: Int64, end: Int64) -> Int64:
    """Return the durations that the export names, from the first of its columns that has one."""
    given = laying.nothing()
    for meaning, said in LENGTHS.items():
        if laying.has(meaning):
            unit = said or _unit_of_bare_numbers(laying, meaning, start, end)
            found = laying.lengths(
                meaning,
                lambda text, unit=unit: read_length(text, unit=unit),  # type: ignore[misc]
                what="a length of time",
                remedy=A_LENGTH,
            )
            given = np.where(given == MISSING, found, given)
    return given


def _unit_of_bare_numbers(laying: Laying, meaning: str, start: Int64, end: Int64) -> int:
    """Return the unit in which numbers without one agree with start and end most often; hours, if nothing tells."""
    column = word_columns(laying.landed, (meaning,))[meaning]
    numbers = np.array([*(_number_or_nan(word) for word in column.words), np.nan])
    if np.isnan(numbers).all():
        return 3600
    known = np.flatnonzero((start != MISSING) & (end != MISSING))[:_COMPARED]
    spans, said = (end - start)[known], numbers[column.codes[known]]
    agreeing = {unit: int(np.count_nonzero(np.abs(said * unit - spans) <= TOLERANCE)) for unit in _UNITS}
    unit = max(agreeing, key=lambda each: agreeing[each])
    name = laying.mapping.columns[meaning]
    why = ", which agrees with start and end" if agreeing[unit] else ""
    laying.notes.append(f"Numbers without a unit in «{name}» are read as {_UNITS[unit]}{why}.")
    return unit


def _number_or_nan(word: str) -> float:
    number = read_number(word)
    return float("nan") if number is None else float(number)


def _refuse_incomplete(laying: Laying, has_start: Flags, has_end: Flags, has_length: Flags, day: Int64) -> None:
    nowhen = ~has_start & ~has_end & (day == MISSING)
    laying.refusals.add(
        np.flatnonzero(nowhen & ~has_length), lambda *_: "it says neither when nor how long", "Write start and end."
    )
    laying.refusals.add(
        np.flatnonzero(nowhen),
        lambda *_: "it says how long and not when, so it belongs to no period",
        "Write the date, or start and end.",
    )
    laying.refusals.add(
        np.flatnonzero(~has_length & ~(has_start & has_end)),
        lambda said, _: f"it has {_lacking(said)}, so nobody can say how long it lasted",
        "Write start and end, or the duration.",
    )


def _lacking(said: Mapping[str, str]) -> str:
    """Return what a row without a length lacks."""
    lacking = "no end" if "start" in said else "no start"
    return f"{lacking} and no duration"


def _refuse_impossible(laying: Laying, spans: Int64, given: Int64, has_both: Flags, has_length: Flags) -> None:
    laying.refusals.add(
        np.flatnonzero(has_both & (spans < 0)),
        lambda said, _: f"it ends ({said['end']}) before it starts ({said['start']})",
        "Correct the one that is wrong; work over midnight ends on the next date.",
    )
    laying.refusals.add(
        np.flatnonzero(has_length & (given < 0)),
        lambda _, row: f"its duration of {in_words(int(given[row]))} is below zero",
        "Correct the duration; to take hours back, let a new entry correct the old one.",
    )
    laying.refusals.add(
        np.flatnonzero(has_both & has_length & (np.abs(spans - given) > TOLERANCE)),
        lambda _, row: (
            f"start and end are {in_words(int(spans[row]))} apart, and its duration is {in_words(int(given[row]))}"
        ),
        "Correct the one that is wrong; an entry with a break in it is two entries.",
    )
    lasted = np.where(has_both, spans, given)
    laying.refusals.add(
        np.flatnonzero(lasted > LONGEST),
        lambda _, row: f"nobody works for {in_words(int(lasted[row]))} at a stretch",
        "Correct it; an entry is at most seven days long.",
    )
