"""Exports of made-up desks, written to real files, and what was read from them in short words."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from pathlib import Path

from asagreed.facts.readers import ExportMapping, RowShape, TicketLog
from asagreed.facts.readers.preview import moment_in_words
from asagreed.facts.tickets import Ticket

EVENTS = ExportMapping(
    RowShape.EVENT, {"ticket": "ticket", "at": "at", "event": "event", "value": "value"}, missing=("?",)
)
UPDATES = ExportMapping(
    RowShape.UPDATE,
    {"ticket": "number", "at": "updated", "status": "state", "priority": "priority"},
    missing=("?",),
    statuses={
        "New": "working", "Active": "working", "Waiting": "waiting for customer", "Resolved": "resolved",
        "Closed": "closed", "Cancelled": "cancelled", "Merged": "merged", "Reopened": "reopened", "-100": "refuse",
    },
)  # fmt: skip
TICKETS = ExportMapping(
    RowShape.TICKET,
    {
        "ticket": "id", "reported": "created", "first response": "answered", "resolved": "resolved",
        "closed": "closed", "status": "status",
    },
    statuses={"Canceled": "cancelled", "Merged": "merged", "Done": "resolved", "Shut": "closed"},
)  # fmt: skip


def write_csv(path: Path, rows: Iterable[Sequence[str]], *, delimiter: str = ",", encoding: str = "utf-8") -> Path:
    """Write rows, the head among them, as a delimited text."""
    with path.open("w", encoding=encoding, newline="") as stream:
        csv.writer(stream, delimiter=delimiter).writerows(rows)
    return path


def write_text(path: Path, text: str, *, encoding: str = "utf-8") -> Path:
    """Write a text as it stands."""
    path.write_bytes(text.encode(encoding))
    return path


def told(ticket: Ticket | None) -> list[str]:
    """Return the events of a ticket as short lines."""
    assert ticket is not None
    return [
        " ".join(
            word
            for word in (
                moment_in_words(event.at)[5:16],
                event.kind.name.lower(),
                event.attribute or "",
                event.value or "",
            )
            if word
        )
        for event in ticket.events
    ]


def accounted(log: TicketLog) -> bool:
    """Return whether every row is in or refused, and every refused one listed."""
    return log.rows_in + log.rows_refused == log.rows_read and len(log.refused) == min(1_000, log.rows_refused)
