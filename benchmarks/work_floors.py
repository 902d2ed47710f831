"""The least that settling could cost, as a command: `python -m benchmarks.work_floors HOW CUSTOMERS`.

HOW is `read` (DuckDB decodes every column of the same files), `multiply` (DuckDB hands start, end and role to NumPy,
which multiplies hours by rates) or `loop` (plain Python that cuts every entry at the edges of 9 to 5 and prices it).
None of them knows coverage, allowances, blocks, minimums, versions or a reason: they are no peers, only floors.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import duckdb
import numpy as np

from benchmarks.made_customers import ZONES, made_customers

RATES = {None: 120.0, "apprentice": 80.0, "technician": 120.0, "engineer": 165.0}
NINE, FIVE, SATURDAY = time(9), time(17), 5


def main() -> None:
    """Do one of the three for every customer, and print a sum."""
    how, number = sys.argv[1], int(sys.argv[2])
    connection = duckdb.connect()
    each = {"read": _read, "multiply": _multiplied, "loop": _looped}[how]
    print(sum(each(connection, place, customer.work) for place, customer in enumerate(made_customers(number))))


def _read(connection: duckdb.DuckDBPyConnection, _place: int, work: Path) -> float:
    query = "select any_value(columns(*)) from read_parquet($work)"
    return float(len(connection.execute(query, {"work": str(work)}).fetchall()))


def _multiplied(connection: duckdb.DuckDBPyConnection, _place: int, work: Path) -> float:
    query = (
        'select epoch(start) as starts, epoch("end") as ends, '
        "case role when 'apprentice' then 0 when 'engineer' then 2 else 1 end as role from read_parquet($work)"
    )
    found = connection.execute(query, {"work": str(work)}).fetchnumpy()
    return float(((found["ends"] - found["starts"]) / 3600 * np.array((80.0, 120.0, 165.0))[found["role"]]).sum())


def _looped(connection: duckdb.DuckDBPyConnection, place: int, work: Path) -> float:
    zone = ZoneInfo(ZONES[place % len(ZONES)][0])
    query = 'select epoch(start), epoch("end"), role from read_parquet($work)'
    total = 0.0
    for start, end, role in connection.execute(query, {"work": str(work)}).fetchall():
        for first, last, factor in _cut(int(start), int(end), zone):
            total += (last - first) / 3600 * RATES[role] * factor
    return total


def _cut(start: int, end: int, zone: ZoneInfo) -> Iterator[tuple[int, int, float]]:
    """Yield the stretches of an entry: at 9, at 5 and at midnight, with what the hour is multiplied by."""
    while start < end:
        local = datetime.fromtimestamp(start, zone)
        edges = (NINE, FIVE, time.max) if local.weekday() < SATURDAY else (time.max,)
        edge = next(each for each in edges if local.time() < each)
        until = datetime.combine(local.date(), edge, zone)
        last = min(end, int((until + timedelta(seconds=1) if edge == time.max else until).timestamp()))
        yield start, last, 2.0 if local.weekday() >= SATURDAY else 1.0 if edge == FIVE else 1.5
        start = last


if __name__ == "__main__":
    main()
