"""Many tickets in columns: the shape in which a replay counts millions of events."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from asagreed.facts.tickets import ATTRIBUTES, EventKind, Ticket, TicketEvent

Int64: TypeAlias = NDArray[np.int64]
Int32: TypeAlias = NDArray[np.int32]
Int8: TypeAlias = NDArray[np.int8]

NOTHING = -1
"""The code for «no value»."""


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The words behind the codes of a column: code i means `words[i]`."""

    words: tuple[str, ...] = ()

    def word(self, code: int) -> str | None:
        """Return the word behind a code, or None for «no value»."""
        return None if code == NOTHING else self.words[code]


@dataclass(frozen=True, slots=True, eq=False)
class EventTable:
    """n tickets with m events, sorted by ticket, moment and order of arrival.

    `first[i]:first[i + 1]` are the events of ticket i. `kind` holds `EventKind` codes, `at` UTC seconds, `value` a
    code into `words` (statuses, priorities, agreement names, happenings alike), `attribute` an index into
    `facts.tickets.ATTRIBUTES` for CHANGED, else NOTHING. `reported_at` and `recorded_at` have one row a ticket, and
    so has every column of `columns` («priority» and the names of ATTRIBUTES, codes into `words`).
    """

    first: Int64
    kind: Int8
    at: Int64
    value: Int32
    attribute: Int8
    reported_at: Int64
    recorded_at: Int64
    columns: Mapping[str, Int32]
    words: Vocabulary
    ticket_at: Callable[[int], Ticket]
    """Rebuild ticket i with all its texts, for a trace."""
    ids_of: Callable[[Int64], list[str]]
    """Return the ids of the tickets at the given positions."""

    @property
    def number_of_tickets(self) -> int:
        """How many tickets there are."""
        return len(self.first) - 1

    def bare_ticket(self, position: int) -> Ticket:
        """Return one ticket as the columns know it: without its id and without texts, events numbered in order."""
        first, end = int(self.first[position]), int(self.first[position + 1])
        said = {name: self.words.word(int(codes[position])) for name, codes in self.columns.items()}
        priority = said.pop("priority", None)
        return Ticket(
            id="",
            reported_at=int(self.reported_at[position]),
            recorded_at=int(self.recorded_at[position]),
            events=tuple(self._bare_event(event, event - first) for event in range(first, end)),
            priority=priority,
            attributes={name: word for name, word in said.items() if word is not None},
        )

    def _bare_event(self, event: int, number: int) -> TicketEvent:
        attribute = int(self.attribute[event])
        return TicketEvent(
            kind=EventKind(self.kind[event]),
            at=int(self.at[event]),
            sequence=number,
            id=str(number),
            value=self.words.word(int(self.value[event])),
            attribute=None if attribute == NOTHING else ATTRIBUTES[attribute],
        )

    def part(self, begin: int, end: int) -> EventTable:
        """Return the tickets from one position to another as a table of their own."""
        events = slice(int(self.first[begin]), int(self.first[end]))
        return EventTable(
            first=self.first[begin : end + 1] - self.first[begin],
            kind=self.kind[events],
            at=self.at[events],
            value=self.value[events],
            attribute=self.attribute[events],
            reported_at=self.reported_at[begin:end],
            recorded_at=self.recorded_at[begin:end],
            columns={name: codes[begin:end] for name, codes in self.columns.items()},
            words=self.words,
            ticket_at=lambda position: self.ticket_at(begin + position),
            ids_of=lambda positions: self.ids_of(positions + begin),
        )

    def take(self, positions: Int64) -> EventTable:
        """Return the tickets at some positions, in that order, as a table of their own."""
        begins, counts = self.first[positions], np.diff(self.first)[positions]
        first = np.concatenate(([0], np.cumsum(counts)))
        events = np.arange(first[-1]) - np.repeat(first[:-1] - begins, counts)
        return EventTable(
            first=first,
            kind=self.kind[events],
            at=self.at[events],
            value=self.value[events],
            attribute=self.attribute[events],
            reported_at=self.reported_at[positions],
            recorded_at=self.recorded_at[positions],
            columns={name: codes[positions] for name, codes in self.columns.items()},
            words=self.words,
            ticket_at=lambda position: self.ticket_at(int(positions[position])),
            ids_of=lambda chosen: self.ids_of(positions[chosen]),
        )
