"""Eight tickets of spring, told in the words of the cases, and the agreements that they are replayed under."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from tests.cases.runner import moment_of, ticket_of

from asagreed.facts import EventTable, Ticket, table_from_tickets
from asagreed.foresight import JudgedLog, judge_log
from asagreed.versions import History, read_agreement

HERE = Path(__file__).parent
BERLIN = "Europe/Berlin"

TICKETS = {
    "A": ("P1", ["Tue 2026-03-31 23:30  raised", "Wed 2026-04-01 00:10  answered", "Wed 2026-04-01 00:20  resolved"]),
    "B": ("P1", ["Tue 2026-03-10 10:00  raised", "Tue 2026-03-10 12:00  answered", "Tue 2026-03-10 13:00  resolved"]),
    "C": (
        "P2, for printer, at clinic",
        [
            "Tue 2026-03-10 10:00  raised",
            "Tue 2026-03-10 11:00  answered",
            "Tue 2026-03-10 11:10  customer wrote",
            "Tue 2026-03-10 11:20  answered",
            "Tue 2026-03-10 11:30  customer wrote",
            "Tue 2026-03-10 13:00  resolved",
            "Thu 2026-04-02 10:00  reopened",
            "Fri 2026-04-03 10:00  resolved",
        ],
    ),
    "D": ("P2", ["Mon 2026-04-20 10:00  raised", "Mon 2026-04-20 10:30  cancelled"]),
    "E": ("P2, at clinic", ["Wed 2026-04-29 10:00  raised", "Wed 2026-04-29 10:30  on hold, waiting for the customer"]),
    "F": ("P9", ["Wed 2026-04-29 10:00  raised"]),
    "G": ("P3", ["Sun 2026-03-01 10:00  raised", "Mon 2026-03-02 10:00  answered"]),
    "H": ("P2", ["Wed 2025-12-31 10:00  raised"]),
}
AS_OF = "Wed 2026-04-29 12:00"


def ticket(name: str) -> Ticket:
    about, events = TICKETS[name]
    return replace(ticket_of({"ticket": about, "events": events}, BERLIN), id=name)


@lru_cache
def table() -> EventTable:
    return table_from_tickets(ticket(name) for name in TICKETS)


@lru_cache
def history(name: str = "replayed") -> History:
    found, problems = read_agreement(HERE / f"{name}.yaml")
    assert found is not None, problems
    return found


def judged(name: str = "replayed", *, start: int | None = None, end: int | None = None) -> JudgedLog:
    return judge_log(table(), history(name), as_of=moment_of(AS_OF, BERLIN), start=start, end=end)


def at(text: str) -> int:
    return moment_of(text, BERLIN)
