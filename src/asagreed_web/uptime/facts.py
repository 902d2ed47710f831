"""Rows → records of the library: every edition of every record, so that a report as of a moment sees what was known."""

from __future__ import annotations

from fractions import Fraction
from typing import Any, TypeVar

from django.db.models import QuerySet

from asagreed.facts.uptime import Excuse, Outage, Unwatched, UptimeFacts, WindowHeld
from asagreed_web.uptime.models import ExcuseRecord, OutageRecord, Recorded, UnwatchedRecord, WindowRecord

Row = TypeVar("Row", bound=Recorded)
_COPIED = ("because", "recorded_at", "recorded_by", "is_withdrawn")


def uptime_facts(customer_id: int) -> UptimeFacts:
    """Return everything that is known of a customer's systems, corrections and all, in the order of recording."""
    return UptimeFacts(
        outages=tuple(map(outage_fact, _rows(OutageRecord, customer_id))),
        unwatched=tuple(map(unwatched_fact, _rows(UnwatchedRecord, customer_id))),
        windows=tuple(map(window_fact, _rows(WindowRecord, customer_id))),
        excuses=tuple(map(excuse_fact, _rows(ExcuseRecord, customer_id))),
    )


def outage_fact(row: OutageRecord) -> Outage:
    """Return one edition of an outage."""
    return Outage(
        **_all_of(row, "system", "occurred_at", "detected_at", "reported_at", "acknowledged_at", "restored_at",
                  "is_degraded", "cause", "evidence"),
        affected=Fraction(row.affected) if row.affected else None,
        ticket=f"#{row.ticket_number}" if row.ticket_number else "",
    )  # fmt: skip


def unwatched_fact(row: UnwatchedRecord) -> Unwatched:
    """Return one edition of time that nobody watched."""
    return Unwatched(**_all_of(row, "system", "start_at", "end_at"))


def window_fact(row: WindowRecord) -> WindowHeld:
    """Return one edition of a maintenance window."""
    moments = ("starts_at", "planned_end_at", "agreed", "title", "notified_at", "cancelled_at", "ended_at")
    return WindowHeld(**_all_of(row, *moments), systems=tuple(row.systems))


def excuse_fact(row: ExcuseRecord) -> Excuse:
    """Return one edition of an excuse."""
    return Excuse(**_all_of(row, "kind", "start_at", "end_at", "agreed_by"), systems=tuple(row.systems))


def _rows(model: type[Row], customer_id: int) -> list[Row]:
    return list(QuerySet(model).filter(customer_id=customer_id).order_by("pk"))


def _all_of(row: Recorded, *names: str) -> dict[str, Any]:
    return {"id": row.record, **{name: getattr(row, name) for name in (*_COPIED, *names)}}
