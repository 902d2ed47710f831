"""A year of work of many customers, settled in bulk: seconds and memory, how both grow, and one verdict with its trace.

No other open library does this, so there is no peer to stand beside: the figures stand beside their limits.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Iterator
from fractions import Fraction

from asagreed.billing.work.explaining import explain_part
from asagreed.billing.work.in_bulk import Customer, explain_row, settle_customer
from asagreed.billing.work.settling import settle
from asagreed.facts.books import read_books
from asagreed.facts.work_readers import read_work_columns
from asagreed.figures import figure_data
from asagreed.versions import read_agreement
from benchmarks.commands import Runs, run, run_often
from benchmarks.figures import Figure, Target, each, ratio, seconds
from benchmarks.made_customers import ENTRIES, made_customers
from benchmarks.sizes import Size
from benchmarks.tables import Section, Table, figure_records, figure_table, number
from benchmarks.timing import timing_of

PROCESSES = 2
WALL, MEMORY, VERDICT = Target(60), Target(1500), Target(2)
RUNS = 3
LEFT = "start and end of Python"
FLOORS = {
    "read": "DuckDB reads every column, as a command",
    "multiply": "DuckDB reads, NumPy multiplies hours by rates, as a command",
    "loop": "plain Python cuts at 9 and 5 and multiplies, one process",
}


def measure(size: Size) -> Section:
    """Settle the work of several numbers of customers, and explain some of it."""
    customers = tuple(Customer(*made) for made in made_customers(size.customers[-1]))
    runs = min(size.runs, RUNS)
    found = {many: _settled(many, runs) for many in size.customers}
    most = size.customers[-1]
    floors = {
        how: run_often(sys.executable, "-m", "benchmarks.work_floors", how, str(most), runs=runs) for how in FLOORS
    }
    figures = [*_headline(found[most], floors), *_verdicts(customers[: size.explained_customers])]
    stages, of_stages = _stages(size.customers[0], runs)
    explained, wrong = _explained(customers[: size.explained_customers])
    title = (
        f"{most * ENTRIES:,} entries of {most} customers from Parquet, judged, split, drawn and priced in {PROCESSES} "
        "processes, from the start of the command to its end"
    )
    return Section(
        name="work",
        tables=(figure_table(title, figures), _growth(found), stages),
        records=[*figure_records(figures), *of_stages, *(_record(many, each) for many, each in found.items())],
        remarks=(f"Of {explained:,} rows explained again from the files, {wrong} have another amount than their row.",),
    )


def _settled(customers: int, runs: int) -> Runs:
    return run_often(
        sys.executable, "-m", "benchmarks.settle_work", str(customers), str(PROCESSES), runs=runs, is_warm=True
    )


def _headline(ours: Runs, floors: dict[str, Runs]) -> Iterator[Figure]:
    yield seconds("settle", ours.timing, WALL)
    yield seconds("settle, processor time", ours.processor)
    yield Figure(
        "settle, peak memory of all processes", "MB", ours.memory_of_all.best, ours.memory_of_all.median, MEMORY
    )
    for how, said in FLOORS.items():
        yield seconds(said, floors[how].timing)
    for how in FLOORS:
        yield ratio(f"settle, processor time, to «{how}»", ours.processor, floors[how].processor)


def _growth(found: dict[int, Runs]) -> Table:
    lines = tuple(
        (
            f"{customers * ENTRIES:,}",
            f"{customers:,}",
            f"{json.loads(runs.outputs[0])['parts']:,}",
            number(runs.timing.best),
            number(runs.timing.median),
            number(runs.timing.median / customers / ENTRIES * 1e6),
            number(runs.processor.median),
            number(runs.memory_of_all.median),
        )
        for customers, runs in found.items()
    )
    columns = ("entries", "customers", "parts", "best s", "median s", "s a million", "processor s", "MB")
    return Table("How it grows", columns, lines)


def _stages(customers: int, runs: int) -> tuple[Table, list[dict[str, object]]]:
    """Return the stages of settling, in one process, and what is left of it: the start and the end of Python."""
    done = [run(sys.executable, "-m", "benchmarks.work_stages", str(customers)) for _ in range(runs)]
    taken = [json.loads(each.output) for each in done]
    stages = {stage: [each[stage] for each in taken] for stage in taken[0]}
    stages[LEFT] = [
        (
            each.seconds - sum(wall for wall, _ in stage.values()),
            each.processor_seconds - sum(processor for _, processor in stage.values()),
        )
        for each, stage in zip(done, taken, strict=True)
    ]
    rows, records = [], []
    for stage, seconds_of in stages.items():
        wall, processor = (timing_of(list(column)) for column in zip(*seconds_of, strict=True))
        shares = f"{processor.median / customers / ENTRIES * 1e6:,.1f}"
        rows.append((stage, *map(number, (wall.best, wall.median, processor.median)), shares))
        records.append({"stage": stage, "best": wall.best, "median": wall.median, "processor": processor.median})
    title = f"Where the time goes: {customers * ENTRIES:,} entries of {customers} customers, in one process"
    return Table(title, ("", "best s", "median s", "processor s", "µs an entry"), tuple(rows)), records


def _verdicts(customers: tuple[Customer, ...]) -> Iterator[Figure]:
    """Return how long a verdict with its whole trace takes: nothing is known before but the papers and the books."""
    taken = []
    for customer in customers:
        history, _ = read_agreement(customer.agreement)
        assert history is not None
        books = read_books(customer.books or "", zone=history.zone).books
        assert books is not None
        for entry in read_work_columns(customer.work, zone=history.zone).entries(range(7, ENTRIES, 97)):
            began = time.perf_counter()
            parts = settle((entry,), history, books).parts
            _ = [figure_data(explain_part(part, zone=history.zone, currency="USD")) for part in parts]
            taken.append(time.perf_counter() - began)
    yield each("one verdict with its whole trace, the agreement read", timing_of(taken), 1, "ms", VERDICT)


def _explained(customers: tuple[Customer, ...]) -> tuple[int, int]:
    """Explain some rows of each customer; return how many, and how many of them have another amount than the row."""
    explained = wrong = 0
    for customer in customers:
        work = settle_customer(customer)
        for row in range(11, len(work.entry), len(work.entry) // 5):
            figure = explain_row(customer, row)
            amount = Fraction(int(work.numerator[row]), int(work.denominator[row]))
            explained += 1
            wrong += (figure.value or 0) != amount
    return explained, wrong


def _record(customers: int, runs: Runs) -> dict[str, object]:
    return {
        "customers": customers,
        "entries": customers * ENTRIES,
        "best": runs.timing.best,
        "median": runs.timing.median,
        "processor": runs.processor.median,
        "MB": runs.memory_of_all.median,
        **json.loads(runs.outputs[0]),
    }
