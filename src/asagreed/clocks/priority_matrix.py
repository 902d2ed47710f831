"""The priority of tickets that name none: by impact and urgency, as the agreement's matrix says (mission A5)."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from asagreed.errors import NotInForce
from asagreed.facts import EventTable, Ticket, Vocabulary
from asagreed.facts.event_table import NOTHING, Int32
from asagreed.terms import MatrixCell
from asagreed.versions import History

PRIORITY, IMPACT, URGENCY = "priority", "impact", "urgency"


def cell_of(ticket: Ticket, history: History) -> MatrixCell | None:
    """Return the cell that gives a ticket its priority; None if it names its own, or the matrix has no such cell."""
    if ticket.priority is not None:
        return None
    try:
        terms = history.version_in_force(at=ticket.reported_at).terms
    except NotInForce:
        return None
    return terms.cells.get((ticket.attributes.get(IMPACT, ""), ticket.attributes.get(URGENCY, "")))


def with_priority(ticket: Ticket, history: History) -> Ticket:
    """Return a ticket with the priority that its impact and urgency give it, if it names none."""
    cell = cell_of(ticket, history)
    return ticket if cell is None else replace(ticket, priority=cell.priority)


def with_priorities(table: EventTable, history: History) -> EventTable:
    """Return a table in which tickets without a priority have that of their impact and urgency."""
    lacks = table.columns[PRIORITY] == NOTHING
    if not lacks.any() or not any(version.terms.cells for version in history.versions):
        return table
    codes = {word: code for code, word in enumerate(table.words.words)}
    priority = table.columns[PRIORITY].copy()
    for version in history.versions:
        until = np.inf if version.until_at is None else version.until_at
        open_for = lacks & (table.reported_at >= version.from_at) & (table.reported_at < until)
        for (impact, urgency), cell in version.terms.cells.items():
            chosen = open_for & _says(table, IMPACT, codes.get(impact)) & _says(table, URGENCY, codes.get(urgency))
            priority[chosen] = codes.setdefault(cell.priority, len(codes))
    return replace(table, columns={**table.columns, PRIORITY: priority}, words=Vocabulary(tuple(codes)))


def _says(table: EventTable, name: str, code: int | None) -> np.ndarray[tuple[int, ...], np.dtype[np.bool_]]:
    column: Int32 = table.columns[name]
    return np.zeros(len(column), np.bool_) if code is None else column == code
