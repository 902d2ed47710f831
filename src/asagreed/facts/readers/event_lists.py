"""Events found one kind after the other, put in order at the end."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from asagreed.facts.event_table import NOTHING, Int8, Int32, Int64
from asagreed.facts.readers.laying import Laid, TicketColumns
from asagreed.facts.readers.runs import tickets_of
from asagreed.facts.tickets import EventKind

_LATER_IN_A_ROW = (
    EventKind.CREATED, EventKind.REOPENED, EventKind.PRIORITY, EventKind.CHANGED, EventKind.ASSIGNED,
    EventKind.REPLY, EventKind.STATUS, EventKind.RESOLVED, EventKind.CLOSED, EventKind.CANCELLED, EventKind.MERGED,
)  # fmt: skip
"""The order of events at one moment of one ticket that come from one row."""


@dataclass(slots=True, eq=False)
class EventList:
    """Events of any tickets in any order; a place is the position of a row in the order of tickets."""

    _places: list[Int64] = field(default_factory=list)
    _moments: list[Int64] = field(default_factory=list)
    _kinds: list[Int8] = field(default_factory=list)
    _values: list[Int32] = field(default_factory=list)
    _attributes: list[Int8] = field(default_factory=list)

    def add(
        self, places: Int64, moments: Int64, kind: EventKind, *, values: Int32 | None = None, attribute: int = NOTHING
    ) -> None:
        """Add events of one kind, each with the place of the row that it comes from."""
        size = len(places)
        self._places.append(places)
        self._moments.append(moments)
        self._kinds.append(np.full(size, kind, dtype=np.int8))
        self._values.append(np.full(size, NOTHING, dtype=np.int32) if values is None else values)
        self._attributes.append(np.full(size, attribute, dtype=np.int8))

    def laid(self, first: Int64, origin: Int64, tickets: TicketColumns) -> Laid:
        """Sort all events by ticket, moment, place of their row, and kind."""
        place, at = np.concatenate(self._places), np.concatenate(self._moments)
        kind, attribute = np.concatenate(self._kinds), np.concatenate(self._attributes)
        ticket = tickets_of(first)[place]
        rank = np.zeros(len(EventKind), dtype=np.int8)
        rank[np.array(_LATER_IN_A_ROW)] = np.arange(len(_LATER_IN_A_ROW))
        order = np.lexsort((attribute, rank[kind], place, at, ticket))
        counts = np.bincount(ticket, minlength=len(first) - 1)
        return Laid(
            first=np.concatenate(([0], np.cumsum(counts))),
            kind=kind[order],
            at=at[order],
            value=np.concatenate(self._values)[order],
            attribute=attribute[order],
            origin=origin[place[order]],
            tickets=tickets,
            first_rows=np.minimum.reduceat(origin, first[:-1]) if len(origin) else origin,
        )
