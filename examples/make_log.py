"""Makes the log that benchmarks replay: `make_log.py --tickets 1000000 --events 6 --out FILE.parquet`.

Every ticket has the same number of events: created, reply, then waiting and working in turn (or a change of priority,
or a reopening), and resolved. DuckDB makes all rows in one query; numbers that look random come from the hash of the
ticket, so that the same command gives the same tickets whatever the number of threads.
"""

from __future__ import annotations

import argparse
import time
from pathlib import Path

import duckdb

FEWEST_EVENTS = 4
CHANNELS = ("phone", "phone", "portal", "e-mail")

_TICKETS = """
create temp table tickets as
select
    number,
    printf('T%08d', number) as ticket,
    day + 8 * 3600 + to_office_hours as created,
    case when p < 0.02 then 1 when p < 0.12 then 2 when p < 0.75 then 3 else 4 end as priority,
    $channels[1 + drawn(number, 5, len($channels))] as channel,
    drawn(number, 6, 100) < 2 as is_changed,
    drawn(number, 7, 100) < 1 as is_reopened,
from (
    select
        number,
        -- A year of days, weekends a fifth as busy; nine of ten tickets between 8 and 18 o'clock.
        1735707600 + 86400 * drawn(number, 1, 365) as some_day,
        case when dayofweek(to_timestamp(some_day)) in (0, 6) and drawn(number, 2, 5) > 0
            then some_day + 2 * 86400 else some_day end as day,
        case when drawn(number, 3, 10) > 0 then drawn(number, 4, 36000) else drawn(number, 4, 86400) - 28800 end
            as to_office_hours,
        drawn(number, 8, 1000000) / 1e6 as p,
    from range(1, $tickets + 1) as numbers(number)
)
"""

# Slots: 0 created, 1 reply, …, events - 1 resolved. Gaps between them are exponential, the first one shorter.
_EVENTS = """
create temp table events as
select
    ticket,
    created + sum(gap) over (partition by number order by slot) as moment,
    case
        when slot = 0 then 'created'
        when slot = 1 then 'reply'
        when slot = $events - 1 then 'resolved'
        when is_reopened and slot = $events - 2 then 'reopened'
        when is_reopened and slot = $events - 3 then 'resolved'
        when is_changed and slot = $events - 2 then 'priority'
        when slot % 2 = 1 or slot < $events - 2 then 'status'
        else 'internal note'
    end as event,
    case event
        when 'status' then if(slot % 2 = 0, 'waiting for customer', 'working')
        when 'priority' then 'P' || if(priority > 2, priority - 1, priority + 1)
    end as value,
    if(slot = 0, 'P' || priority, null) as priority,
    if(slot = 0, channel, null) as channel,
    number,
    slot,
from (
    select *, case when slot = 0 then 0 else 60 + (mean * -ln(1 - u))::bigint end as gap
    from (
        select
            tickets.*, slot, drawn(number, 100 + slot, 1000000) / 1e6 as u,
            if(slot = 1, [600, 1500, 4000, 9000], [2700, 12000, 60000, 120000])[tickets.priority] as mean,
        from tickets, range($events) as slots(slot)
    )
)
"""

_IN_ORDER = """
copy (
    select ticket, to_timestamp(moment) as "at", event, value, priority, channel
    from events
    order by moment, number, slot
) to '{out}' (format parquet, compression zstd)
"""


def make_log(out: Path, *, tickets: int, events: int) -> None:
    """Write the log, in order of time."""
    connection = duckdb.connect()
    connection.execute("set timezone = 'UTC'")
    connection.execute("create temp macro drawn(number, what, below) as (hash(number, what) % below)::bigint")
    connection.execute(_TICKETS, {"tickets": tickets, "channels": list(CHANNELS)})
    connection.execute(_EVENTS, {"events": events})
    connection.execute(_IN_ORDER.format(out=str(out).replace("'", "''")))


def main() -> None:
    """Read the command line, and write the file."""
    parser = argparse.ArgumentParser(description="Make the log that benchmarks replay.")
    parser.add_argument("--tickets", type=int, default=1_000_000)
    parser.add_argument("--events", type=int, default=6, help=f"events a ticket, at least {FEWEST_EVENTS}")
    parser.add_argument("--out", type=Path, required=True, help="FILE.parquet")
    given = parser.parse_args()
    if given.events < FEWEST_EVENTS:
        parser.error(f"A ticket needs at least {FEWEST_EVENTS} events.")
    began = time.perf_counter()
    make_log(given.out, tickets=given.tickets, events=given.events)
    print(f"{given.out}: {given.tickets * given.events:,} events in {time.perf_counter() - began:.1f} s")


if __name__ == "__main__":
    main()
