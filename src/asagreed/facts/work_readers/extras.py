"""What an entry of work may name besides its time: an appointment, travel, kilometers, and the id of a row before."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from asagreed.facts.event_table import Int64
from asagreed.facts.readers.landing import column_of, is_one_of
from asagreed.facts.readers.moment_columns import MISSING
from asagreed.facts.work_readers.column_names import TRAVEL
from asagreed.facts.work_readers.laying import Laying
from asagreed.facts.work_readers.lengths import read_length, read_meters
from asagreed.facts.work_readers.moment_spellings import MISSING_WORDS
from asagreed.facts.work_readers.work_columns import AppointmentColumns

_APPOINTMENT = ("appointment accepted", "appointment start", "appointment end")


def travel_of(laying: Laying) -> Int64:
    """Read the seconds of travel; none is zero."""
    found = laying.nothing(0)
    for meaning, unit in TRAVEL.items():
        if laying.has(meaning):
            seconds = laying.lengths(
                meaning,
                lambda text, unit=unit: _not_negative(read_length(text, unit=unit)),  # type: ignore[misc]
                what="a length of travel",
                remedy="Write a length such as 30 min or 0:30, or name the column travel minutes.",
            )
            found = np.where((found == 0) & (seconds != MISSING), seconds, found)
    return found


def _not_negative(seconds: int | None) -> int | None:
    return seconds if seconds is not None and seconds >= 0 else None


def meters_of(laying: Laying) -> Int64:
    """Read the distance driven, in meters; none is zero."""
    if not laying.has("km"):
        return laying.nothing(0)
    meters = laying.lengths("km", read_meters, what="a distance in kilometers", remedy="Write a number such as 12.5.")
    return np.where(meters == MISSING, 0, meters)


def appointments_of(laying: Laying) -> AppointmentColumns | None:
    """Read the appointments, if the export has all that makes one; refuse the rows that have only a part of it."""
    if not laying.has(*_APPOINTMENT):
        mapped = [laying.mapping.columns[meaning] for meaning in _APPOINTMENT if laying.has(meaning)]
        if mapped:
            names = ", ".join(f"«{name}»" for name in mapped)
            laying.notes.append(
                f"Appointments are not read: besides {names} an appointment needs the moments at which it was "
                "accepted, starts and ends."
            )
        return None
    accepted, start, end = (laying.moments(meaning) for meaning in _APPOINTMENT)
    named = np.stack([accepted, start, end]) != MISSING
    laying.refusals.add(
        np.flatnonzero(named.any(axis=0) & ~named.all(axis=0)),
        lambda said, _: f"its appointment has only {_listed(said)}",
        "Write when it was accepted, when it starts and when it ends; or none of them.",
    )
    laying.refusals.add(
        np.flatnonzero(named.all(axis=0) & (end <= start)),
        lambda said, _: (
            f"its appointment ends ({said['appointment end']}) before it has started ({said['appointment start']})"
        ),
        "Correct the one that is wrong.",
    )
    return AppointmentColumns(accepted, start, end)


def _listed(said: Mapping[str, str]) -> str:
    return " and ".join(f"«{meaning}»" for meaning in _APPOINTMENT if meaning in said)


def drop_repeated(laying: Laying) -> int:
    """Take out rows whose id stands in a row before; return how many of them were that row letter by letter.

    A row with the same id and other content is refused: nobody can say which of the two holds.
    """
    if not laying.has("id"):
        return 0
    column = f"{column_of('id')}::varchar"
    missing = f"({column} is null or {is_one_of(column, ('', *MISSING_WORDS))})"
    found = laying.landed.fetch(f"hash({column}) as one, hash(reverse({column})) as other, {missing} as missing")
    rows = np.flatnonzero(~found["missing"] & laying.refusals.taken)
    one, other = found["one"][rows], found["other"][rows]
    if len(np.unique(one)) == len(one):
        return 0
    columns = ", ".join(column_of(meaning) for meaning in laying.mapping.columns)
    content_of = laying.landed.fetch(f"hash({columns}) as content")["content"][rows]
    order = np.lexsort((rows, other, one))
    begins = np.ones(len(order), dtype=np.bool_)
    begins[1:] = (one[order[1:]] != one[order[:-1]]) | (other[order[1:]] != other[order[:-1]])
    first = order[begins][np.cumsum(begins) - 1]
    is_equal = ~begins & (content_of[order] == content_of[first])
    before = dict(zip(rows[order[~begins]].tolist(), rows[first[~begins]].tolist(), strict=True))
    differing = np.sort(rows[order[~begins & ~is_equal]])
    laying.refusals.add(
        differing,
        lambda said, row: (
            f"the id «{said['id']}» stands in {laying.landed.unit} {_line(laying, before[row])} too, with other content"
        ),
        "Give it an id of its own; an entry that corrects that one names its id under corrects.",
    )
    laying.refusals.taken[rows[order[is_equal]]] = False
    return int(np.count_nonzero(is_equal))


def _line(laying: Laying, row: int) -> int:
    return laying.landed.lines(np.array([row], dtype=np.int64))[0]
