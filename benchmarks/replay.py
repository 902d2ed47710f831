"""Replay of a made log: seconds and memory, how both grow, and where the seconds go."""

from __future__ import annotations

import json
import sys
import tempfile
from pathlib import Path

from benchmarks.commands import ASAGREED, Runs, run, run_often
from benchmarks.figures import Figure, Target, ratio, seconds
from benchmarks.made_logs import EVENTS, made_log
from benchmarks.sizes import Size
from benchmarks.tables import Section, Table, figure_records, figure_table, number
from benchmarks.timing import timing_of

AGREEMENT = "examples/benchmark"
WALL = Target(3)
MEMORY = Target(800)
RUNS = 5
RUNS_OF_GROWTH = 3
LEFT = "start and end of Python"


def measure(size: Size) -> Section:
    """Replay logs of several sizes with the command, and read each with DuckDB alone."""
    logs = {tickets: str(made_log(tickets)) for tickets in size.tickets}
    found, floors = {}, {}
    for tickets, log in logs.items():
        runs = min(size.runs, RUNS if tickets == size.headline_tickets else RUNS_OF_GROWTH)
        found[tickets] = run_often(ASAGREED, "replay", AGREEMENT, log, runs=runs)
        floors[tickets] = run_often(sys.executable, "-m", "benchmarks.read_only", log, runs=runs)
    figures = _headline(size.headline_tickets, found, floors)
    head = f"{size.headline_tickets:,} tickets × {EVENTS} events from Parquet"
    stages, of_stages = _stages(logs[size.headline_tickets], f"Where the time goes: {head}")
    return Section(
        name="replay",
        tables=(
            figure_table(f"`asagreed replay`: {head}, from the start of the command to the printed result", figures),
            _growth(found, floors),
            stages,
        ),
        records=[*figure_records(figures), *of_stages, *(_record(tickets, runs) for tickets, runs in found.items())],
        remarks=(_each_further_million(found),),
    )


def _headline(tickets: int, found: dict[int, Runs], floors: dict[int, Runs]) -> list[Figure]:
    ours, floor = found[tickets], floors[tickets]
    query = timing_of([float(output) for output in floor.outputs])
    return [
        seconds("replay", ours.timing, WALL),
        seconds("replay, processor time", ours.processor),
        Figure("replay, peak memory", "MB", ours.memory.best, ours.memory.median, MEMORY),
        seconds("DuckDB reads every column, as a command", floor.timing),
        seconds("DuckDB reads every column, the query alone", query),
        Figure("DuckDB reads every column, peak memory", "MB", floor.memory.best, floor.memory.median),
        ratio("replay, to reading as a command", ours.timing, floor.timing),
    ]


def _growth(found: dict[int, Runs], floors: dict[int, Runs]) -> Table:
    lines = tuple(
        (
            f"{tickets:,}",
            f"{tickets * EVENTS:,}",
            number(runs.timing.best),
            number(runs.timing.median),
            number(runs.timing.median / tickets * 1e6),
            number(runs.processor.median),
            number(runs.memory.median),
            number(runs.memory.median / tickets * 1e6),
            number(floors[tickets].timing.median),
        )
        for tickets, runs in found.items()
    )
    columns = (
        "tickets",
        "events",
        "best s",
        "median s",
        "s a million",
        "processor s",
        "MB",
        "MB a million",
        "only read, s",
    )
    return Table("How it grows", columns, lines)


def _each_further_million(found: dict[int, Runs]) -> str:
    """Return the slope of both halves of the table: the same where cost grows linearly."""
    sizes = list(found)
    middle = sizes[len(sizes) // 2 - 1]
    slopes = "; ".join(
        _slope(found, low, high) for low, high in ((sizes[0], middle), (middle, sizes[-1])) if low < high
    )
    return f"Each further million of tickets: {slopes}."


def _slope(found: dict[int, Runs], low: int, high: int) -> str:
    millions = (high - low) / 1e6
    more, less = found[high], found[low]
    wall = (more.timing.median - less.timing.median) / millions
    processor = (more.processor.median - less.processor.median) / millions
    memory = (more.memory.median - less.memory.median) / millions
    figures = f"{number(wall)} s, {number(processor)} s of processors, {number(memory)} MB"
    return f"from {low:,} to {high:,} {figures}"


def _stages(log: str, title: str) -> tuple[Table, list[dict[str, object]]]:
    """Return the stages of some replays, and what is left of each: the start and the end of Python."""
    whole, taken = [], []
    with tempfile.TemporaryDirectory() as folder:
        times = Path(folder, "times.json")
        for _ in range(RUNS_OF_GROWTH):
            whole.append(run(sys.executable, "-m", "benchmarks.stages", AGREEMENT, log, str(times)))
            taken.append(json.loads(times.read_text(encoding="utf-8")))
    stages = {stage: [run[stage] for run in taken] for stage in taken[0]}
    stages[LEFT] = [
        (
            run.seconds - sum(wall for wall, _ in each.values()),
            run.processor_seconds - sum(cpu for _, cpu in each.values()),
        )
        for run, each in zip(whole, taken, strict=True)
    ]
    rows, records = [], []
    for stage, each in stages.items():
        wall, processor = (timing_of(list(column)) for column in zip(*each, strict=True))
        rows.append((stage, *map(number, (wall.best, wall.median, processor.median))))
        records.append({"stage": stage, "best": wall.best, "median": wall.median, "processor": processor.median})
    return Table(title, ("", "best s", "median s", "processor s"), tuple(rows)), records


def _record(tickets: int, runs: Runs) -> dict[str, float]:
    return {
        "tickets": tickets,
        "best": runs.timing.best,
        "median": runs.timing.median,
        "processor": runs.processor.median,
        "MB": runs.memory.median,
    }
