"""Verdicts as a file: one row a clock of a ticket under an agreement, for tools that read Parquet."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import duckdb
import numpy as np

from asagreed.clocks.in_bulk.columns import NO_MOMENT, STATES, VERDICTS, ClockColumns
from asagreed.foresight.judged_log import JudgedLog

ROWS_AT_A_TIME = 500_000


def write_verdicts(judged: Mapping[str, JudgedLog], path: Path) -> int:
    """Write every judged clock under every agreement to a Parquet file, and return how many rows there are.

    `judged` has a name for each agreement, for the first column. Moments are UTC timestamps, `within` and `elapsed`
    open seconds. An existing file is replaced.
    """
    with duckdb.connect() as connection:
        connection.execute(_TABLE)
        for agreement, log in judged.items():
            for columns in log.clocks:
                _insert_clock(connection, agreement, log, columns)
        connection.execute("COPY verdicts TO ? (FORMAT parquet, COMPRESSION zstd)", [str(path)])
        (written,) = connection.execute("SELECT count(*) FROM verdicts").fetchall()
    return int(written[0])


def _insert_clock(
    connection: duckdb.DuckDBPyConnection, agreement: str, judged: JudgedLog, columns: ClockColumns
) -> None:
    rows = np.flatnonzero(columns.target >= 0)
    for begin in range(0, len(rows), ROWS_AT_A_TIME):
        chunk = _chunk(agreement, judged, columns, rows[begin : begin + ROWS_AT_A_TIME])
        connection.register("chunk", chunk)
        connection.execute(_INSERT, [NO_MOMENT, NO_MOMENT])
        connection.unregister("chunk")


_TABLE = """
CREATE TABLE verdicts (
    agreement VARCHAR, ticket VARCHAR, clock VARCHAR, clause VARCHAR, priority VARCHAR, state VARCHAR, verdict VARCHAR,
    within BIGINT, elapsed BIGINT, started_at TIMESTAMP, stopped_at TIMESTAMP, breached_at TIMESTAMP
)
"""


def _chunk(
    agreement: str, judged: JudgedLog, columns: ClockColumns, rows: np.ndarray[tuple[int], np.dtype[np.intp]]
) -> dict[str, Any]:
    words = np.array([*judged.table.words.words, None], object)
    clauses = np.array([target.clauses[0].address if target.clauses else "" for target in columns.targets], object)
    return {
        "agreement": np.full(len(rows), agreement, object),
        "ticket": np.array(judged.table.ids_of(columns.ticket[rows].astype(np.int64)), object),
        "clock": np.full(len(rows), columns.name, object),
        "clause": clauses[columns.target[rows]],
        "priority": words[columns.priority[rows]],
        "state": np.array([state.value for state in STATES], object)[columns.state[rows]],
        "verdict": np.array([verdict.value for verdict in VERDICTS], object)[columns.verdict[rows]],
        "within": columns.within[rows],
        "elapsed": columns.elapsed[rows],
        "started_at": columns.started_at[rows],
        "stopped_at": columns.stopped_at[rows],
        "breached_at": columns.breached_at[rows],
    }


_INSERT = """
INSERT INTO verdicts SELECT agreement, ticket, clock, clause, priority, state, verdict, within, elapsed,
    make_timestamp(started_at * 1000000),
    CASE WHEN stopped_at <> ? THEN make_timestamp(stopped_at * 1000000) END,
    CASE WHEN breached_at <> ? THEN make_timestamp(breached_at * 1000000) END
FROM chunk
"""
