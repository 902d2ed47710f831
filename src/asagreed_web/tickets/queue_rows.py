"""What a row of the queue prints, ready for a template that only puts it in its place."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import NamedTuple

from django.utils.translation import get_language

from asagreed.open_time import OpenHours
from asagreed_web.kit import wording
from asagreed_web.kit.parts import PromiseCell, PromiseState
from asagreed_web.tickets.models import QueuePlace, Status
from asagreed_web.tickets.queue import Horizon, QueueRow


class RowView(NamedTuple):
    """One row as it is printed, in the order in which the template takes it apart.

    `cell` counts in open seconds of the promise as of now; `state` and `coverage` are codes of kit/states.py.
    """

    number: str
    state: str
    cell: PromiseCell
    lead: str
    rest: str
    share: str
    subject: str
    customer: str
    waits_for_us: bool
    priority: str
    owner: str
    coverage: str
    age: str


MINUTE, HOUR, DAY = 60, 3600, 86400
COVERAGE = {"included": "covered", "excluded": "excluded", "by arrangement": "by arrangement"}
"""How the boxes of an agreement are shown; everything else is still to be decided."""


def row_view(row: QueueRow, hours: OpenHours | None, *, now: int, zone: str) -> RowView:
    """Return what a row prints at a moment, in a zone."""
    cell = promise_cell(row, hours, now=now)
    lead, rest = _words(cell, zone=zone, now=now)
    return RowView(
        number=str(row.number),
        state=_ticket_state(row),
        cell=cell,
        lead=lead,
        rest=rest,
        share=str(wording.used_share(cell)) if cell.budget else "",
        subject=row.subject,
        customer=row.customer,
        waits_for_us=row.waits_for_us,
        priority=row.priority,
        owner=row.assignee or "",
        coverage=COVERAGE.get(row.coverage_box, "undecided") if row.coverage_box else "",
        age=_age(max(now - row.reported_at, 0)),
    )


def row_views(
    rows: Iterable[QueueRow], horizon: Horizon, hours: Mapping[int, OpenHours], *, zone: str
) -> dict[str, list[RowView]]:
    """Return what the rows of a page print, by their section."""
    found: dict[str, list[RowView]] = {}
    for row in rows:
        view = row_view(row, hours.get(row.pk), now=horizon.now, zone=zone)
        found.setdefault(horizon.section(row.queue_place, row.next_due_at), []).append(view)
    return found


def _words(cell: PromiseCell, *, zone: str, now: int) -> tuple[str, str]:
    """Return a promise in words; words are cut to minutes, so that within a minute they are the same for everybody."""
    remaining = cell.remaining if abs(cell.remaining) < MINUTE else int(cell.remaining / MINUTE) * MINUTE
    due_at = None if cell.due_at is None else cell.due_at - cell.due_at % MINUTE
    alike = PromiseCell(cell.name, cell.state, due_at, remaining, hold_reason=cell.hold_reason)
    return _kept_words(alike, zone, now - now % MINUTE, get_language())


# A sentence is put together from several translations, and a page has fifty of them.
@lru_cache(maxsize=20_000)
def _kept_words(cell: PromiseCell, zone: str, now: int, _language: str | None) -> tuple[str, str]:
    return wording.promise_words(cell, zone=zone, now=now)


def _age(seconds: int) -> str:
    """Return a length by its largest unit only: a column of ages is compared, not measured."""
    unit = next((unit for unit in (DAY, HOUR) if seconds >= unit), MINUTE)
    return _kept_age(seconds // unit * unit, get_language())


@lru_cache(maxsize=10_000)
def _kept_age(seconds: int, _language: str | None) -> str:
    return wording.duration(seconds)


def _ticket_state(row: QueueRow) -> str:
    if row.is_emergency:
        return "emergency"
    if row.status == Status.OPEN and row.assignee_id is None:
        return "new"
    return row.status


def promise_cell(row: QueueRow, hours: OpenHours | None, *, now: int) -> PromiseCell:
    """Return the next promise of a row at a moment: what was used when it was judged, and what has passed since."""
    if row.queue_place == QueuePlace.PAUSED:
        return PromiseCell(
            row.next_clock, "paused", remaining=row.next_target - row.next_elapsed, elapsed=row.next_elapsed,
            budget=row.next_target, hold_reason=row.hold_reason,
        )  # fmt: skip
    if row.queue_place != QueuePlace.PROMISED:
        return PromiseCell(row.next_clock, "none")
    elapsed = row.next_elapsed + (hours.seconds_between(row.judged_at, now) if hours else 0)
    return PromiseCell(
        row.next_clock,
        _promise_state(row, now),
        due_at=row.next_due_at,
        remaining=row.next_target - elapsed,
        elapsed=elapsed,
        budget=row.next_target,
        at_risk_at=row.next_at_risk_at,
        counts_until=_counts_until(hours, now, row.next_due_at),
    )


def _promise_state(row: QueueRow, now: int) -> PromiseState:
    if row.next_due_at < now:
        return "breached"
    is_at_risk = row.next_at_risk_at is not None and row.next_at_risk_at <= now
    return "at risk" if is_at_risk else "running"


def _counts_until(hours: OpenHours | None, now: int, due_at: int) -> int | None:
    """Return when the hours end in which the clock counts now: now itself where they are closed."""
    if hours is None or due_at <= now:
        return None
    if not hours.is_open_at(now):
        return now
    return next(iter(hours.spans(now, due_at))).end
