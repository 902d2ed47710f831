"""The first rows of an export as they were understood."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

import numpy as np

from asagreed.facts.readers.ticket_log import TicketLog
from asagreed.facts.tickets import ATTRIBUTES, EventKind

ROWS = 20


@dataclass(frozen=True, slots=True)
class UnderstoodEvent:
    """An event, and the line of the export that it comes from."""

    line: int
    ticket: str
    at: str
    event: str
    value: str


def first_rows(log: TicketLog, *, rows: int = ROWS) -> tuple[UnderstoodEvent, ...]:
    """Return what the first rows that were taken have become, in order of the file.

    A row that changed nothing does not appear; one that changed two things appears twice.
    """
    table, origin = log.table, log.origin
    places = np.flatnonzero(origin < rows)
    places = places[np.argsort(origin[places], kind="stable")]
    tickets = np.searchsorted(table.first, places, side="right") - 1
    lines = log.lines_of(origin[places])
    names = log.table.ids_of(tickets)
    return tuple(
        UnderstoodEvent(line, name, moment_in_words(int(table.at[place])), _event(log, place), _value(log, place))
        for place, line, name in zip(places.tolist(), lines, names, strict=True)
    )


def moment_in_words(second: int) -> str:
    """Return a UTC second as ISO 8601."""
    return datetime.fromtimestamp(second, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _event(log: TicketLog, place: int) -> str:
    name = EventKind(int(log.table.kind[place])).name.lower().replace("_", " ")
    attribute = int(log.table.attribute[place])
    return name if attribute < 0 else f"{name} {ATTRIBUTES[attribute]}"


def _value(log: TicketLog, place: int) -> str:
    return log.table.words.word(int(log.table.value[place])) or ""
