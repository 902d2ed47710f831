"""Settle made-up customers step by step, in one process: `python -m benchmarks.work_stages CUSTOMERS`.

It takes the steps of `settle_customer` and prints the seconds of each, on the wall and of processors.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

from benchmarks.made_customers import made_customers

Taken = dict[str, tuple[float, float]]


def main() -> None:
    """Settle customer after customer; imports are a stage of their own."""
    taken: Taken = {}
    with _timed("import", taken):
        from asagreed.billing.work.in_bulk import as_columns  # noqa: PLC0415 -- to time it
        from asagreed.billing.work.settling import settle  # noqa: PLC0415 -- to time it
        from asagreed.facts.books import read_books  # noqa: PLC0415 -- to time it
        from asagreed.facts.work_readers import read_work_columns  # noqa: PLC0415 -- to time it
        from asagreed.versions import read_agreement  # noqa: PLC0415 -- to time it
    for customer in made_customers(int(sys.argv[1])):
        with _timed("read the papers", taken):
            history, _ = read_agreement(customer.agreement)
        assert history is not None
        with _timed("read the books", taken):
            books = read_books(customer.books, zone=history.zone).books
        assert books is not None
        with _timed("read the work into columns", taken):
            columns = read_work_columns(customer.work, zone=history.zone)
        with _timed("entries of the columns", taken):
            entries = list(columns.entries())
        with _timed("settle: judge, split, price, draw", taken):
            settlement = settle(entries, history, books)
        with _timed("parts into columns", taken):
            as_columns(settlement)
    print(json.dumps(taken))


@contextmanager
def _timed(stage: str, taken: Taken) -> Iterator[None]:
    began, worked = time.perf_counter(), time.process_time()
    yield
    wall, processor = taken.get(stage, (0.0, 0.0))
    taken[stage] = (wall + time.perf_counter() - began, processor + time.process_time() - worked)


if __name__ == "__main__":
    main()
