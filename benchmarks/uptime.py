"""Signals of a quarter as columns, to a month's figures: by the command, and beside a plain reading of the columns."""

from __future__ import annotations

import tempfile
from pathlib import Path

import duckdb

from asagreed.facts.uptime_readers.in_bulk import checks_in_bulk
from benchmarks.commands import ASAGREED, run_often
from benchmarks.figures import Figure, Target, ratio, seconds
from benchmarks.sizes import Size
from benchmarks.tables import Section, figure_records, figure_table
from benchmarks.timing import timed

SYSTEMS, DAYS = 50, 90
MINUTES = 24 * 60
FIRST = 1_767_225_600
"""2026-01-01 in UTC seconds."""
FINISH, MEMORY = Target(5), Target(1000)
RUNS = 5


def measure(size: Size) -> Section:
    """Measure a month of a file of signals that covers a quarter; a quick run has fewer systems."""
    systems = SYSTEMS if size.runs > 2 else 5
    with tempfile.TemporaryDirectory() as folder:
        signals, agreement = Path(folder, "signals.parquet"), Path(folder, "agreement.yaml")
        _write_signals(signals, systems)
        agreement.write_text(_agreement(systems), encoding="utf-8")
        until = FIRST + DAYS * MINUTES * 60
        plain = timed(lambda: _read(signals), runs=size.runs)
        derived = timed(lambda: checks_in_bulk(signals, every=60, since=FIRST, as_of=until), runs=size.runs)
        asked = (ASAGREED, "uptime", str(agreement), str(signals), "--period", "2026-02", "--as-of", "2026-04-01")
        runs = run_often(*asked, runs=RUNS)
    rows = systems * DAYS * MINUTES
    figures = [
        seconds(f"`asagreed uptime`, {rows:,} signals of {systems} systems to a month's figures", runs.timing, FINISH),
        seconds("the same, processor time", runs.processor),
        Figure("the same, peak memory", "MB", runs.memory.best, runs.memory.median, MEMORY),
        seconds("its part: outages and unwatched time from the signals", derived),
        seconds("the limit: DuckDB reads the three columns, and sorts nothing", plain),
        ratio("outages from signals ÷ the limit", derived, plain),
    ]
    return Section("uptime", (figure_table("Uptime", figures),), figure_records(figures))


def _write_signals(path: Path, systems: int) -> None:
    """Write one signal a minute and system, in the order in which they come; now and then one fails for minutes."""
    duckdb.sql(
        f"""COPY (
          SELECT 'system ' || lpad(CAST(s AS VARCHAR), 2, '0') AS system, CAST({FIRST} + 60 * m AS BIGINT) AS "at",
            CASE WHEN hash(s * 1000003 + m // 7) % 500 = 0 THEN 'down' ELSE 'up' END AS state
          FROM range({DAYS * MINUTES}) minutes(m), range({systems}) systems(s)
          WHERE hash(s * 31 + m // 600) % 400 <> 0
          ORDER BY m, s
        ) TO '{path}' (FORMAT parquet)"""  # noqa: S608 -- numbers and a path of our own
    )


def _agreement(systems: int) -> str:
    names = [f"system {number:02d}" for number in range(systems)]
    listed = "\n".join(f"  {name}: {name}" for name in names)
    return f"""agreement: many
zone: Europe/London
term: {{from: 2026-01-01, for: 1 year}}
signed: 2025-12-15
systems:
{listed}
uptime:
  {{basis: all time, every: month, counts from: occurred, checked every: 1 min, unknown: left out, share: 99.5%,
   combined: {{all of them: {{of: [{", ".join(names)}], together: at least {systems - 2}, share: 99%}}}}}}
"""


def _read(path: Path) -> None:
    with duckdb.connect() as connection:
        found = connection.execute(
            "SELECT count(DISTINCT system), sum(\"at\"), count(*) FILTER (state = 'down') FROM read_parquet($path)",
            {"path": str(path)},
        ).fetchone()
    assert found
