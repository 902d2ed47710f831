"""Reports: the data of a customer's month, its PDF, and the month of two hundred customers in two processes."""

from __future__ import annotations

import time
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from itertools import count
from multiprocessing import get_context
from pathlib import Path

from asagreed.documents.report import ReportFacts, ReportPeriod, customer_report, period_named, report_pdf
from asagreed.facts.books import read_books
from asagreed.facts.readers import read_tickets
from asagreed.facts.work_readers import read_work
from asagreed.versions import read_agreement
from benchmarks.figures import Target, each, seconds
from benchmarks.sizes import Size
from benchmarks.tables import Section, figure_records, figure_table
from benchmarks.timing import timed, timing_of

EXAMPLES = Path(__file__).parents[1] / "examples"
CUSTOMER = "harbour-dental"
MAY = period_named("2026-05")
AS_OF = 1_780_400_000
PROCESSES = 2
_COUNT = count()


def measure(size: Size) -> Section:
    """Measure the report of the dental practice: 600 tickets, of which 95 were reported in the month."""
    facts = _read()
    data = customer_report(facts, period=MAY, as_of=AS_OF)
    making = timed(lambda: customer_report(facts, period=MAY, as_of=AS_OF), runs=size.runs)
    printing = timed(lambda: report_pdf({**data, "customer": f"Practice {next(_COUNT)}"}), runs=size.runs)
    customers = max(size.customers)
    started = time.perf_counter()
    # Forked processes would wait for ever for the threads of Typst and DuckDB, which they do not have.
    with ProcessPoolExecutor(PROCESSES, mp_context=get_context("spawn")) as processes:
        written = sum(processes.map(_report, range(customers), chunksize=4))
    month = timing_of([time.perf_counter() - started])
    assert written > customers * 10_000
    figures = [
        each("a customer's month as data", making, 1, "ms"),
        each("its PDF/A and PDF/UA, five pages", printing, 1, "ms", Target(300)),
        seconds(f"the month of {customers} customers, read, measured and printed by two processes", month, Target(120)),
    ]
    return Section("reports", (figure_table("Reports", figures),), figure_records(figures))


def _read() -> ReportFacts:
    history, _ = read_agreement(EXAMPLES / CUSTOMER)
    assert history is not None
    books = EXAMPLES / "books" / CUSTOMER
    read = read_books(books / "books.yaml", zone=history.zone)
    assert read.books is not None
    return ReportFacts(
        history=history,
        tickets=read_tickets(EXAMPLES / "tickets" / f"{CUSTOMER}.csv").table,
        entries=read_work(books / "work.csv", zone=history.zone).entries,
        books=read.books,
    )


def _report(number: int, period: ReportPeriod = MAY) -> int:
    """Read a customer anew, as one of many whom nobody has looked at before, and return the bytes of the report."""
    facts = replace(_read(), customer=f"Practice {number}")
    return len(report_pdf(customer_report(facts, period=period, as_of=AS_OF)))
