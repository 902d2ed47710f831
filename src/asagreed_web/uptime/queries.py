"""What is known of systems now, and the facts that measures are made of."""

from __future__ import annotations

from typing import TypeVar

from django.db.models import OuterRef, QuerySet, Subquery

from asagreed_web.uptime.facts import uptime_facts
from asagreed_web.uptime.models import ExcuseRecord, OutageRecord, Recorded, UnwatchedRecord, WindowRecord

__all__ = [
    "editions_of",
    "excuses_of",
    "newest_of",
    "outages_of",
    "standing",
    "unwatched_of",
    "uptime_facts",
    "windows_of",
]

Row = TypeVar("Row", bound=Recorded)


def standing(rows: QuerySet[Row]) -> QuerySet[Row]:
    """Return of some records the editions that hold, without those that were withdrawn."""
    return newest_of(rows).filter(is_withdrawn=False)


def newest_of(rows: QuerySet[Row]) -> QuerySet[Row]:
    """Return of some records the editions that hold, those that withdraw as well."""
    same: QuerySet[Row] = QuerySet(rows.model).filter(customer=OuterRef("customer"), record=OuterRef("record"))
    return rows.filter(edition=Subquery(same.order_by("-edition").values("edition")[:1]))


def outages_of(customer_id: int, *, since: int = 0) -> QuerySet[OutageRecord]:
    """Return the outages that hold and were not over by a moment (UTC seconds), the last to begin first."""
    rows = standing(OutageRecord.objects.filter(customer_id=customer_id))
    return rows.exclude(restored_at__lte=since).order_by("-occurred_at", "-pk")


def unwatched_of(customer_id: int, *, since: int = 0) -> QuerySet[UnwatchedRecord]:
    """Return when nobody watched, as far as that was not over by a moment (UTC seconds), the last to begin first."""
    rows = standing(UnwatchedRecord.objects.filter(customer_id=customer_id))
    return rows.exclude(end_at__lte=since).order_by("-start_at", "-pk")


def windows_of(customer_id: int, *, since: int = 0) -> QuerySet[WindowRecord]:
    """Return the windows that hold, with those that were called off, planned to end after a moment (UTC seconds)."""
    rows = standing(WindowRecord.objects.filter(customer_id=customer_id))
    return rows.filter(planned_end_at__gt=since).order_by("starts_at", "pk")


def excuses_of(customer_id: int, *, since: int = 0) -> QuerySet[ExcuseRecord]:
    """Return the excuses that hold and end after a moment (UTC seconds)."""
    rows = standing(ExcuseRecord.objects.filter(customer_id=customer_id))
    return rows.filter(end_at__gt=since).order_by("start_at", "pk")


def editions_of(rows: QuerySet[Row], record: str) -> list[Row]:
    """Return what was said of a record, the newest first."""
    return list(rows.filter(record=record).order_by("-edition"))
