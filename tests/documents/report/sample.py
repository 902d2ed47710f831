"""A small customer with everything that a report can hold: tickets, hours, uptime, declined advice."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from pathlib import Path
from typing import Any

from tests.written_agreements import at, written

from asagreed.documents.report import ReportFacts
from asagreed.facts import EventKind, Ticket, TicketEvent, table_from_tickets
from asagreed.facts.books import Books, CauseFound, Incident, MaterialUsed
from asagreed.facts.uptime import Outage, Unwatched, UptimeFacts, WindowHeld
from asagreed.facts.work import WorkEntry
from asagreed.money import Money
from asagreed.versions import History

Data = dict[str, Any]
TERMS = """\
parties: {provider: Northwind IT, customer: Quay Street Bakery}
calendars:
  support: {hours: {mon-fri: "08:00-17:00"}}
  always: {hours: {every day: "00:00-24:00"}}
working day: 8 h
reporting: {phone: {hours: always}}
priorities:
  titles: {P1: Critical, P2: Normal}
  impact: {company: all, person: one}
  urgency: {now: now, later: later}
  matrix: {company: {now: P1, later: P2}, person: {now: P2, later: P2}}
targets:
  hours: support
  P1: {response: 30 min, resolution: 4 h, kept in: {response: 98% of tickets a quarter}}
  P2: {response: 4 h, resolution: 8 h}
  kept in: {response: 95% of tickets a month, resolution: 90.5% of tickets a month}
pauses: {resolution: [waiting for parts]}
services: {included: {help: {delivery: remote}}, otherwise: excluded}
fees: {flat: {price: 500.00 USD a month}}
allowance: {hours: 10 h a month, for: [remote], unused: expires}
rates: {remote: 100.00 USD per h, billed in: 15 min}
uptime:
  basis: all time
  counts from: occurred
  unknown: left out
  systems: {mail: 99.9%, files: 99%}
  combined: {everything: {of: [mail, files], together: all needed, share: 99.5%}}
maintenance: {notice: 72 h}
"""
DECLINED = """\
declares: advice declined
signed: 2026-02-10
by: owner
about: second disk
advice: a second disk
risk: The files of a day may be lost.
consequence: The repair is billed.
on: files
then: [billable]
"""
MAY_END = at("2026-06-01 00:00")


def history_in(folder: Path, extra: str = "", *, terms: str = TERMS, **papers: str) -> History:
    """Return the agreement of the bakery."""
    return written(folder, terms + extra, **papers)


def ticket(
    number: int, reported: str, *events: tuple[EventKind, str, str | None], priority: str = "P2", **said: str
) -> Ticket:
    """Return a ticket whose events are given by their kind, moment and value."""
    start = at(reported)
    made = [TicketEvent(EventKind.CREATED, start, 0, f"{number}-0")]
    made += [
        TicketEvent(kind, at(moment), place, f"{number}-{place}", value)
        for place, (kind, moment, value) in enumerate(events, start=1)
    ]
    attributes = {"channel": "phone", "title": f"Case {number}", **said}
    return Ticket(f"T-{number}", start, start, tuple(made), priority, attributes)


def done(number: int, reported: str, answered: str, resolved: str, priority: str = "P2", **said: str) -> Ticket:
    """Return a ticket that was answered and resolved."""
    events = ((EventKind.REPLY, answered, None), (EventKind.RESOLVED, resolved, None))
    return ticket(number, reported, *events, priority=priority, **said)


TICKETS = (
    done(1, "2026-04-07 09:00", "2026-04-07 09:10", "2026-04-07 10:00", system="mail", kind="mail"),
    done(2, "2026-05-05 09:00", "2026-05-05 09:10", "2026-05-05 10:00", system="mail", kind="mail"),
    done(3, "2026-05-06 09:00", "2026-05-06 09:40", "2026-05-06 10:00", priority="P1", system="mail", kind="mail"),
    ticket(
        4,
        "2026-05-11 09:00",
        (EventKind.PRIORITY, "2026-05-11 09:05", "P2"),
        (EventKind.REPLY, "2026-05-11 09:10", None),
        (EventKind.STATUS, "2026-05-11 10:00", "waiting for parts"),
        (EventKind.STATUS, "2026-05-12 10:00", "working"),
        (EventKind.ARRIVED, "2026-05-12 11:00", None),
        (EventKind.RESOLVED, "2026-05-13 12:00", None),
        (EventKind.REOPENED, "2026-05-13 13:00", None),
        (EventKind.RESOLVED, "2026-05-13 15:00", None),
        system="files",
        kind="server failure",
        site="shop",
    ),
    ticket(5, "2026-05-29 08:00", (EventKind.REPLY, "2026-05-29 08:05", None), system="files"),
)
UPTIME = UptimeFacts(
    outages=(
        Outage(id="o1", system="mail", occurred_at=at("2026-05-12 10:00"), restored_at=at("2026-05-12 11:00"),
               cause="power supply"),
        Outage(id="o2", system="files", occurred_at=at("2026-05-14 01:00"), restored_at=at("2026-05-14 01:30")),
    ),
    unwatched=(Unwatched(id="u1", system="files", start_at=at("2026-05-20 00:00"), end_at=at("2026-05-20 06:00")),),
    windows=(
        WindowHeld(id="w1", systems=("files",), starts_at=at("2026-05-14 00:00"), planned_end_at=at("2026-05-14 02:00"),
                   notified_at=at("2026-05-01 09:00"), title="new disk"),
    ),
)  # fmt: skip
WORK = (
    WorkEntry(id="w1", seconds=7200, start=at("2026-05-05 09:00"), end=at("2026-05-05 11:00"), person="technician 1",
              service="help", delivery="remote"),
    WorkEntry(id="w2", seconds=3600, start=at("2026-05-06 09:00"), end=at("2026-05-06 10:00"), person="technician 2",
              service="something else", delivery="remote"),
)  # fmt: skip
BOOKS = Books(
    incidents={"T-4": Incident(id="T-4", reported_at=at("2026-05-11 09:00"), cause=CauseFound(cause="disk failure"))},
    materials=(MaterialUsed(id="m1", at=at("2026-05-12 09:00"), what="disk", price=Money(Decimal("120.00"), "USD")),),
)


def facts(history: History, tickets: Iterable[Ticket] = TICKETS, **more: Any) -> ReportFacts:
    """Return everything that is known of the bakery."""
    given: dict[str, Any] = {"entries": WORK, "books": BOOKS, "uptime": UPTIME, "inputs": {"tickets": "a" * 64}}
    return ReportFacts(history=history, tickets=table_from_tickets(tickets), **{**given, **more})


def shown_in(data: Data) -> list[str]:
    """Return every text that a report shows as a figure or cell, in order."""
    found = [data["verdict"]["shown"]]
    for figure in data["figures"]:
        found += [figure["name"], figure["shown"], figure["target_shown"], figure["verdict"], figure["beside"]]
    for table in tables_of(data):
        found += [column["head"] for column in table["columns"] if table["rows"]]
        found += [cell["shown"] for row in table["rows"] for cell in row["cells"]]
        found += [table["empty"]] if not table["rows"] else []
    return [text for text in found if text]


def tables_of(data: Data) -> list[Data]:
    """Return the tables of a report, those of the first page first."""
    return [*data["first"], *(table for section in data["sections"] for table in section["tables"])]


def rows_of(data: Data, name: str) -> dict[str, list[str]]:
    """Return what the rows of a table show, by the names of the rows."""
    found = next(table for table in tables_of(data) if table["id"] == name)
    return {row["id"]: [cell["shown"] for cell in row["cells"]] for row in found["rows"]}
