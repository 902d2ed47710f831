"""Recurring work of a period as plain data, each piece with its reason."""

from __future__ import annotations

from typing import Any

from asagreed.figures import figure_data
from asagreed.open_time import in_zone
from asagreed.upkeep import Upkeep, UpkeepItem, count_upkeep

_COUNTS = ("fell_due", "done", "skipped", "missed", "deferred", "open", "worked", "drawn")


def upkeep_data(found: Upkeep, *, agreement: str, zone: str, month: str, as_of: int) -> dict[str, Any]:
    """Return recurring work and its counts as plain data; moments are ISO 8601 in the agreement's zone."""
    counted = count_upkeep(found.items)
    return {
        "agreement": agreement,
        "month": month,
        "as_of": _moment(as_of, zone),
        "counts": {name: getattr(counted, name).value for name in _COUNTS},
        "items": [_item(item, zone) for item in found.items],
        "unmatched": [
            {"task": each.task, "due_on": each.due_on.isoformat(), "says": each.says, "place": each.place}
            for each in found.unmatched
        ],
    }


def _item(item: UpkeepItem, zone: str) -> dict[str, Any]:
    record = item.record
    return {
        "task": item.task.name,
        "title": item.task.title,
        "when": item.task.when,
        "systems": list(item.task.systems),
        "due_on": item.due_on.isoformat(),
        "due_at": _moment(item.due_at, zone),
        "missed_at": _moment(item.missed_at, zone),
        "state": item.state.value,
        "late": item.was_late,
        "done_at": _moment(item.done_at, zone),
        "by": record.by if record else "",
        "because": item.reason,
        "evidence": item.evidence,
        "worked_seconds": item.worked,
        "restored_in_seconds": record.restored_in if record else None,
        "everything_came_back": record.succeeded if record else None,
        "draws_hours": item.task.draws_hours,
        "approval": "customer" if item.task.needs_approval else "none",
        "why": figure_data(item.why),
    }


def _moment(at: int | None, zone: str) -> str | None:
    return None if at is None else in_zone(at, zone).isoformat()
