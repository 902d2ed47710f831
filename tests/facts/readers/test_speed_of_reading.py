"""How long reading takes, and how much memory: measured in a process of its own."""

import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

MEASURE = """
import re, sys, time
from asagreed.facts.readers import read_tickets
start = time.perf_counter()
log = read_tickets(sys.argv[1])
seconds = time.perf_counter() - start
memory = int(re.search(r"VmHWM:\\s+(\\d+)", open("/proc/self/status").read())[1]) // 1024
print(seconds, memory, log.table.number_of_tickets)
"""


@pytest.mark.proof
@pytest.mark.parametrize("order", ["moment", "ticket, moment"])
def test_six_million_events_are_read_in_about_a_second(tmp_path: Path, order: str) -> None:
    path = tmp_path / "events.parquet"
    duckdb.execute(
        f"""copy (
        select 'T' || lpad(i::varchar, 7, '0') as ticket,
            make_timestamp(
                (1735689600 + hash(i) % 31536000 + k * 3000 + hash(i * 7 + k) % 2000)::bigint * 1000000
            ) as moment,
            ['created', 'agent_reply', 'status', 'status', 'customer_reply', 'resolved'][k + 1] as event,
            [null, null, 'waiting for customer', 'in progress', null, null][k + 1] as status,
            case k when 0 then 'P' || (1 + i % 4) end as priority
        from range(1000000) t(i), range(6) q(k) order by {order}
        ) to '{path}' (format parquet, compression zstd)"""  # noqa: S608 -- made up here
    )

    told = subprocess.run([sys.executable, "-c", MEASURE, str(path)], capture_output=True, text=True, check=True)
    seconds, megabytes, tickets = told.stdout.split()

    assert int(tickets) == 1_000_000
    assert float(seconds) < 1.5, told.stdout
    assert int(megabytes) < 600, told.stdout
