"""Storing what tickets were judged to be: their clocks, and their places in the queue."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from django.db import connection
from django.db.models import Field, JSONField, Model

from asagreed.clocks import ClockState, Verdict
from asagreed.figures import clause_data
from asagreed_web.clocks.judging import Judged, JudgedTicket
from asagreed_web.clocks.models import TicketClock
from asagreed_web.tickets.models import ENDED, QueuePlace, Ticket

JUDGED_COLUMNS = ["state", "verdict", "target", "elapsed", "started_at", "due_at", "at_risk_at", "breached_at",
                  "stopped_at", "next_step_at", "clause", "judged_at"]  # fmt: skip
QUEUE_COLUMNS = ["queue_place", "next_due_at", "next_clock", "next_state", "next_verdict", "next_target",
                 "next_elapsed", "next_at_risk_at", "judged_at"]  # fmt: skip
IN_ONE_STATEMENT = 500
"""SQLite takes 32,766 values in a statement; a row has about a dozen."""
_PROMISED = (Verdict.OPEN.value, Verdict.BREACHED.value)


def keep(judged: Sequence[JudgedTicket]) -> None:
    """Store the clocks of tickets and their places in the queue; the caller has locked the tickets.

    A ticket of which nothing changed but that time went by stays as it is stored, as of the moment of then.
    """
    rows = [[_row(each.ticket, one, at=each.at) for one in each.clocks] for each in judged]
    stored = _stored_clocks([each.ticket.pk for each in judged])
    changed: list[Ticket] = []
    clocks: list[TicketClock] = []
    for each, own in zip(judged, rows, strict=True):
        before = _placed(each.ticket)
        as_of = each.ticket.judged_at
        place(each.ticket, own, at=each.at)
        if _placed(each.ticket) == before and _is_unchanged(own, stored[each.ticket.pk]):
            each.ticket.judged_at = as_of
            continue
        changed.append(each.ticket)
        clocks += own
    _keep_clocks(clocks, {ticket.pk: stored[ticket.pk] for ticket in changed})
    _update_each(changed, QUEUE_COLUMNS)


_ClocksByName = dict[tuple[str, int], tuple[Any, ...]]
"""The clocks of a ticket by name and cycle: their primary key, and what was judged."""


def _stored_clocks(tickets: Sequence[int]) -> dict[int, _ClocksByName]:
    found: dict[int, _ClocksByName] = {pk: {} for pk in tickets}
    columns = ("ticket_id", "name", "cycle", "pk", *JUDGED_COLUMNS)
    for ticket, name, cycle, *rest in TicketClock.objects.filter(ticket__in=tickets).values_list(*columns):
        found[ticket][name, cycle] = tuple(rest)
    return found


def _is_unchanged(rows: Sequence[TicketClock], stored: _ClocksByName) -> bool:
    """Say whether clocks are stored as they are, but for the time that goes by while they run."""
    if len(rows) != len(stored):
        return False
    for row in rows:
        _, *kept = stored.get((row.name, row.cycle), (None,))
        if not kept or any(
            getattr(row, column) != value
            for column, value in zip(JUDGED_COLUMNS, kept, strict=True)
            if column != "judged_at" and (column != "elapsed" or row.state != ClockState.RUNNING.value)
        ):
            return False
    return True


def _placed(ticket: Ticket) -> tuple[Any, ...]:
    """Return the place of a ticket, but for the time that goes by while its clock runs."""
    goes_by = ("judged_at", "next_elapsed") if ticket.next_state == ClockState.RUNNING.value else ("judged_at",)
    return tuple(getattr(ticket, column) for column in QUEUE_COLUMNS if column not in goes_by)


def _keep_clocks(rows: Sequence[TicketClock], stored: dict[int, _ClocksByName]) -> None:
    """Make the clocks of tickets these; what they do not have any more goes."""
    there: list[TicketClock] = []
    new: list[TicketClock] = []
    for row in rows:
        known = stored[row.ticket_id].pop((row.name, row.cycle), None)
        if known is None:
            new.append(row)
        else:
            row.pk = known[0]
            there.append(row)
    gone = [known[0] for own in stored.values() for known in own.values()]
    if gone:
        TicketClock.objects.filter(pk__in=gone).delete()
    _update_each(there, JUDGED_COLUMNS)
    TicketClock.objects.bulk_create(new)


def _update_each(rows: Sequence[Model], columns: Sequence[str]) -> None:
    """Write some columns of rows that are there, many in one statement; Django's own takes ten times as long."""
    for first in range(0, len(rows), IN_ONE_STATEMENT):
        _update_together(rows[first : first + IN_ONE_STATEMENT], columns)


def _update_together(rows: Sequence[Model], columns: Sequence[str]) -> None:
    quoted, model = connection.ops.quote_name, rows[0]._meta
    fields = [field for field in model.concrete_fields if field.name in columns]
    # Both databases name the columns of VALUES so. One that is empty throughout would have no type of its own.
    named = ", ".join(
        f"{quoted(str(field.column))} = CAST(new.column{place} AS {field.db_type(connection)})"
        for place, field in enumerate(fields, start=2)
    )
    values = ", ".join([f"({', '.join(['%s'] * (len(fields) + 1))})"] * len(rows))
    table = quoted(model.db_table)
    statement = f"UPDATE {table} SET {named} FROM (VALUES {values}) AS new WHERE {table}.id = new.column1"  # noqa: S608 – names of columns, no values
    with connection.cursor() as cursor:
        cursor.execute(statement, [value for row in rows for value in (row.pk, *_as_columns(row, fields))])


def _as_columns(row: Model, fields: Sequence[Field[Any, Any]]) -> Iterator[Any]:
    for field in fields:
        value = getattr(row, field.attname)
        # Numbers and words are stored as they are; to ask each field for that took a tenth of all judging.
        yield field.get_db_prep_save(value, connection) if isinstance(field, JSONField) else value


def _row(ticket: Ticket, one: Judged, *, at: int) -> TicketClock:
    clock = one.clock
    clause = next(iter(clock.target.clauses), None)
    return TicketClock(
        ticket_id=ticket.pk,
        customer_id=ticket.customer_id,
        name=clock.name,
        cycle=clock.cycle or 0,
        state=clock.state.value,
        verdict=clock.verdict.value,
        target=clock.target.within,
        elapsed=clock.elapsed,
        started_at=clock.started_at,
        due_at=clock.due_at,
        at_risk_at=one.at_risk_at,
        breached_at=clock.breached_at,
        stopped_at=clock.stopped_at,
        next_step_at=one.next_step_at,
        clause=None if clause is None else clause_data(clause),
        judged_at=at,
    )


def place(ticket: Ticket, rows: Sequence[TicketClock], *, at: int) -> None:
    """Put a ticket into its place in the queue: by the promise that breaks next, or broke first and still runs."""
    running = [row for row in rows if row.state == ClockState.RUNNING.value and row.verdict in _PROMISED and row.due_at]
    paused = [row for row in rows if row.state == ClockState.PAUSED.value and row.verdict in _PROMISED]
    ticket.judged_at = at
    if ticket.status in ENDED:
        ticket.queue_place, shown = QueuePlace.ENDED, None
        ticket.next_due_at = 0
    elif running:
        shown = min(running, key=lambda row: (row.due_at or 0, row.name))
        ticket.queue_place, ticket.next_due_at = QueuePlace.PROMISED, shown.due_at or 0
    elif paused:
        shown = min(paused, key=lambda row: (row.target - row.elapsed, row.name))
        ticket.queue_place, ticket.next_due_at = QueuePlace.PAUSED, shown.target - shown.elapsed
    else:
        shown = None
        ticket.queue_place, ticket.next_due_at = QueuePlace.UNPROMISED, ticket.counts_from
    ticket.next_clock = shown.name if shown else ""
    ticket.next_state = shown.state if shown else ""
    ticket.next_verdict = shown.verdict if shown else ""
    ticket.next_target = shown.target if shown else 0
    ticket.next_elapsed = shown.elapsed if shown else 0
    ticket.next_at_risk_at = shown.at_risk_at if shown else None
