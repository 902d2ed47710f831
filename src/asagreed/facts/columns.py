"""Tickets at hand, laid out in the columns of an `EventTable`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import accumulate, chain

import numpy as np

from asagreed.facts.event_table import NOTHING, EventTable, Int8, Int64
from asagreed.facts.tickets import ATTRIBUTES, Ticket, TicketEvent
from asagreed.facts.word_codes import WordCodes


def table_from_tickets(tickets: Iterable[Ticket]) -> EventTable:
    """Lay tickets out in columns, in the given order.

    The events of each ticket are put in order of (`at`, `sequence`), equal ones as given. Of events with one id only
    the first in that order stays; events without an id all stay.
    """
    kept = tuple(replace(ticket, events=events_in_order(ticket.events)) for ticket in tickets)
    events = tuple(chain.from_iterable(ticket.events for ticket in kept))
    words = WordCodes()
    value = np.array([words.code(event.value) for event in events], dtype=np.int32)
    columns = {
        name: np.array([words.code(_of_ticket(ticket, name)) for ticket in kept], dtype=np.int32)
        for name in ("priority", *ATTRIBUTES)
    }
    return EventTable(
        first=np.array([0, *accumulate(len(ticket.events) for ticket in kept)], dtype=np.int64),
        kind=_int8(event.kind for event in events),
        at=_int64(event.at for event in events),
        value=value,
        attribute=_int8(_code_of_attribute(event) for event in events),
        reported_at=_int64(ticket.reported_at for ticket in kept),
        recorded_at=_int64(ticket.recorded_at for ticket in kept),
        columns=columns,
        words=words.vocabulary(),
        ticket_at=lambda position: kept[position],
        ids_of=lambda positions: [kept[position].id for position in positions],
    )


def events_in_order(events: Iterable[TicketEvent]) -> tuple[TicketEvent, ...]:
    """Return events by (`at`, `sequence`), each id once."""
    return tuple(_each_id_once(sorted(events, key=lambda event: (event.at, event.sequence))))


def _each_id_once(events: Iterable[TicketEvent]) -> Iterator[TicketEvent]:
    seen: set[str] = set()
    for event in events:
        if event.id not in seen:
            yield event
        if event.id:
            seen.add(event.id)


def _of_ticket(ticket: Ticket, name: str) -> str | None:
    return ticket.priority if name == "priority" else ticket.attributes.get(name)


def _code_of_attribute(event: TicketEvent) -> int:
    return NOTHING if event.attribute is None else ATTRIBUTES.index(event.attribute)


def _int64(numbers: Iterable[int]) -> Int64:
    return np.fromiter(numbers, dtype=np.int64)


def _int8(numbers: Iterable[int]) -> Int8:
    return np.fromiter(numbers, dtype=np.int8)
