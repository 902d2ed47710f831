"""An export as it was read: its tickets in columns, and an account of every row."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np

from asagreed.facts.event_table import NOTHING, EventTable, Int32, Int64, Vocabulary
from asagreed.facts.readers.landing import Landed, column_of
from asagreed.facts.readers.laying import IN_COLUMNS, Laid, Layout
from asagreed.facts.readers.mapping import ExportMapping
from asagreed.facts.readers.moment_columns import MISSING
from asagreed.facts.readers.refusals import RefusedRow, UncertainTime
from asagreed.facts.tickets import ATTRIBUTES, EventKind, Ticket, TicketEvent


@dataclass(frozen=True, slots=True, eq=False)
class TicketLog:
    """The tickets of an export, and what became of every row: `rows_in` + `rows_refused` = `rows_read`.

    `refused` and `uncertain` list the first thousand, the counts count all. Rows that repeat the id of an event are
    read, dropped, and counted as `duplicates`. `notes` say what was assumed and what is odd.
    """

    table: EventTable
    rows_read: int
    rows_in: int
    rows_refused: int
    duplicates: int
    refused: tuple[RefusedRow, ...]
    uncertain: tuple[UncertainTime, ...]
    uncertain_count: int
    unread_columns: tuple[str, ...]
    mapping: ExportMapping
    notes: tuple[str, ...]
    file: str
    kind: str
    encoding: str
    delimiter: str
    _texts: TicketTexts

    @property
    def origin(self) -> Int64:
        """The row of the export, counted from 0 among those that could be split into fields, of every event."""
        return self._texts.origin

    def lines_of(self, rows: Int64) -> list[int]:
        """Return the lines of the file on which rows begin."""
        return self._texts.lines_of(rows)

    def find(self, ticket_id: str) -> Ticket | None:
        """Return the ticket with an id, or None."""
        position = self._texts.position_of(ticket_id)
        return None if position is None else self.table.ticket_at(position)


class TicketTexts:
    """The texts of tickets, fetched from the export when somebody asks for them."""

    def __init__(self, layout: Layout, laid: Laid, words: Vocabulary, file: str) -> None:
        self._landed: Landed = layout.landed
        self._mapping = layout.mapping
        self._laid = laid
        self._words = words
        self._file = file

    @property
    def origin(self) -> Int64:
        """The row of every event."""
        return self._laid.origin

    def lines_of(self, rows: Int64) -> list[int]:
        """Return the lines of the file on which rows begin."""
        return self._landed.lines(rows)

    def ids_of(self, positions: Int64) -> list[str]:
        """Return the ids of the tickets at some positions."""
        rows = self._laid.first_rows[np.asarray(positions, dtype=np.int64)]
        return [identifier or "" for (identifier,) in self._landed.texts((column_of("ticket"),), rows)]

    def position_of(self, ticket_id: str) -> int | None:
        """Return where the ticket with an id is, or None."""
        query = f"select row from {self._landed.relation} where {column_of('ticket')}::varchar = ? order by row"  # noqa: S608 -- our names, quoted texts
        found = self._landed.asked(query, [ticket_id]).fetchnumpy()["row"]
        places = np.flatnonzero(np.isin(self._laid.first_rows, found))
        return int(places[0]) if len(places) else None

    def ticket_at(self, position: int) -> Ticket:
        """Rebuild one ticket with all its texts."""
        laid = self._laid
        place = slice(int(laid.first[position]), int(laid.first[position + 1]))
        rows = laid.origin[place]
        first_row = laid.first_rows[position : position + 1]
        told = self._told(np.concatenate((first_row, rows)))
        lines = self._landed.lines(np.concatenate((first_row, rows)))
        attributes = {
            name: word
            for name in IN_COLUMNS[1:]
            if (word := self._words.word(self._code(laid.tickets.columns.get(name), position))) is not None
        }
        if title := told[0].get("title"):
            attributes["title"] = title
        return Ticket(
            id=told[0]["ticket"] or "",
            reported_at=int(laid.tickets.reported_at[position]),
            recorded_at=int(laid.tickets.recorded_at[position]),
            events=tuple(
                self._event(place.start + number, number, lines[number + 1], told[number + 1])
                for number in range(len(rows))
            ),
            priority=self._words.word(self._code(laid.tickets.columns.get("priority"), position)),
            attributes=MappingProxyType(attributes),
            occurred_at=self._occurred_at(position),
            source=f"{self._file}:{lines[0]}",
        )

    def _event(self, place: int, number: int, line: int, told: Mapping[str, str | None]) -> TicketEvent:
        laid = self._laid
        kind = EventKind(int(laid.kind[place]))
        code = int(laid.attribute[place])
        attribute = None if code == NOTHING else ATTRIBUTES[code]
        what = kind.name.lower().replace("_", " ") + (f" {attribute}" if attribute else "")
        return TicketEvent(
            kind=kind,
            at=int(laid.at[place]),
            sequence=number,
            id=told.get("id") or f"{self._file}:{line} {what}",
            value=self._words.word(int(laid.value[place])),
            attribute=attribute,
            by=told.get("by"),
            why=told.get("why"),
        )

    def _told(self, rows: Int64) -> list[dict[str, str | None]]:
        names = [name for name in ("ticket", "title", "id", "by", "why") if name in self._mapping.columns]
        found = self._landed.texts([column_of(name) for name in names], rows)
        return [dict(zip(names, map(self._said, texts), strict=True)) for texts in found]

    def _said(self, text: str | None) -> str | None:
        return None if text is None or self._mapping.is_missing(text.strip()) else text

    def _occurred_at(self, position: int) -> int | None:
        column = self._laid.tickets.occurred_at
        return None if column is None or column[position] == MISSING else int(column[position])

    @staticmethod
    def _code(column: Int32 | None, position: int) -> int:
        return NOTHING if column is None else int(column[position])


def table_of(laid: Laid, texts: TicketTexts, words: Vocabulary) -> EventTable:
    """Return the columns of an export as an `EventTable`; a column that the export lacks is all NOTHING."""
    tickets = len(laid.first) - 1
    nothing = np.broadcast_to(np.int32(NOTHING), (tickets,))
    return EventTable(
        first=laid.first,
        kind=laid.kind,
        at=laid.at,
        value=laid.value,
        attribute=laid.attribute,
        reported_at=laid.tickets.reported_at,
        recorded_at=laid.tickets.recorded_at,
        columns={name: laid.tickets.columns.get(name, nothing) for name in ("priority", *ATTRIBUTES)},
        words=words,
        ticket_at=texts.ticket_at,
        ids_of=texts.ids_of,
    )
