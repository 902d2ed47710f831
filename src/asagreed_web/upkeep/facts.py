"""Rows → records of recurring work, the work it took, and what the customer deferred, in the library's words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from asagreed.facts.books import DeferredItem
from asagreed.facts.upkeep import UpkeepRecord
from asagreed.facts.work import WorkEntry
from asagreed_web.upkeep.models import SettledWork

_COLUMNS = ("id", "customer_id", "task", "due_on", "says", "at", "by", "because", "evidence", "worked", "restored_in",
            "succeeded", "recorded_at")  # fmt: skip
Row = tuple[Any, ...]


def upkeep_records(customer_id: int, *, from_on: date | None = None) -> tuple[UpkeepRecord, ...]:
    """Return everything that was said of a customer's recurring work, from a due date on."""
    return tuple(record for _, record in _records((customer_id,), from_on))


def upkeep_records_of(customer_ids: Iterable[int], *, from_on: date) -> dict[int, list[UpkeepRecord]]:
    """Return the same of several customers, by customer."""
    found: dict[int, list[UpkeepRecord]] = {customer_id: [] for customer_id in customer_ids}
    for customer_id, record in _records(found, from_on):
        found[customer_id].append(record)
    return found


def _records(customer_ids: Iterable[int], from_on: date | None) -> Iterator[tuple[int, UpkeepRecord]]:
    rows = SettledWork.objects.filter(customer_id__in=list(customer_ids))
    rows = rows.filter(due_on__gte=from_on) if from_on else rows
    for row in rows.order_by("recorded_at", "id").values_list(*_COLUMNS):
        pk, customer_id, task, due_on, says, at, by, because, evidence, worked, restored_in, succeeded, known = row
        record = UpkeepRecord(
            task=task,
            due_on=due_on,
            says=says,
            at=at,
            by=by,
            because=because,
            evidence=evidence,
            worked=worked,
            restored_in=restored_in,
            succeeded=succeeded,
            recorded_at=known,
            place=f"upkeep {pk}",
        )
        yield customer_id, record


_WORK = ("id", "task", "due_on", "at", "worked", "by", "recorded_at")


def upkeep_work_rows(customer_id: int, *, with_corrected: bool = False) -> list[Row]:
    """Return the time that recurring work took, as rows whose number is below zero.

    The last column is the number of the row that each corrects, or 0; what was corrected is left out unless asked for.
    """
    found: list[Row] = []
    newest: dict[tuple[str, date], int] = {}
    rows = SettledWork.objects.filter(customer_id=customer_id, says="done", worked__gt=0)
    for pk, task, due_on, *rest in rows.order_by("recorded_at", "id").values_list(*_WORK):
        corrects = newest.get((task, due_on), 0)
        newest[task, due_on] = -pk
        found.append((-pk, task, due_on, *rest, corrects if with_corrected else 0))
    return found if with_corrected else [row for row in found if row[0] in newest.values()]


def upkeep_work(row: Row) -> WorkEntry:
    """Return the time of one piece of recurring work; the task is its service, and says what it draws."""
    number, task, due_on, at, worked, by, recorded_at, corrects = row
    return WorkEntry(
        id=f"upkeep {-number}",
        seconds=worked,
        start=at - worked,
        end=at,
        person=by,
        service=task,
        delivery="remote",
        recorded_at=recorded_at,
        corrects=f"upkeep {-corrects}" if corrects else "",
        note=f"{task}, due on {due_on}",
    )


def deferred_items(customer_id: int) -> Mapping[str, DeferredItem]:
    """Return the work that the customer deferred last, by task, with the moment at which it was agreed to or done."""
    rows = SettledWork.objects.filter(customer_id=customer_id).order_by("recorded_at", "id")
    found: dict[str, DeferredItem] = {}
    proposed: dict[str, int] = {}
    for task, says, at, by, risk in rows.values_list("task", "says", "at", "by", "risk"):
        before = found.get(task)
        is_open = before is not None and before.agreed_at is None
        if says == "proposed":
            proposed[task] = at
        elif says == "deferred" and not is_open:
            found[task] = DeferredItem(name=task, proposed_at=proposed.get(task, at), deferred_at=at, by=by, risk=risk)
        elif says in ("agreed", "done") and before is not None and is_open:
            found[task] = DeferredItem(name=task, proposed_at=before.proposed_at, deferred_at=before.deferred_at,
                                       agreed_at=at, by=before.by, risk=before.risk)  # fmt: skip
    return found
