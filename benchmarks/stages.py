"""A replay step by step, as a command: `python -m benchmarks.stages AGREEMENT LOG TIMES`.

It takes the steps of `asagreed replay` and writes to the file TIMES the seconds of each, on the wall and of processors.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


def main() -> None:
    """Replay once; imports are a stage of their own."""
    agreement, log, times = map(Path, sys.argv[1:])
    taken: dict[str, tuple[float, float]] = {}
    with _timed("import", taken):
        from asagreed.cli.agreements import open_agreement  # noqa: PLC0415 -- to time it
        from asagreed.cli.exports import open_tickets  # noqa: PLC0415 -- to time it
        from asagreed.cli.replay_tables import print_replay  # noqa: PLC0415 -- to time it
        from asagreed.documents.replay_data import replay_data  # noqa: PLC0415 -- to time it
        from asagreed.facts import readers  # noqa: F401, PLC0415 -- to time it
        from asagreed.foresight import judge_log, summarise  # noqa: PLC0415 -- to time it
    with _timed("agreement", taken):
        history = open_agreement(agreement)
    with _timed("read", taken):
        tickets = open_tickets(log, None)
    with _timed("judge", taken):
        judged = judge_log(tickets.table, history)
    with _timed("summarise", taken):
        summary = summarise(judged)
    with _timed("print", taken):
        account = {"file": log.name, "rows": tickets.rows_read, "in": tickets.rows_in, "refused": tickets.rows_refused}
        account |= {"duplicates": tickets.duplicates, "uncertain_times": tickets.uncertain_count}
        account |= {"tickets": tickets.table.number_of_tickets, "events": len(tickets.table.kind), "notes": []}
        print_replay(replay_data(summary, read=account, comparison=None))
    times.write_text(json.dumps(taken), encoding="utf-8")


@contextmanager
def _timed(stage: str, taken: dict[str, tuple[float, float]]) -> Iterator[None]:
    began, worked = time.perf_counter(), time.process_time()
    yield
    taken[stage] = (time.perf_counter() - began, time.process_time() - worked)


if __name__ == "__main__":
    main()
