"""What is put on record of systems: outages, windows and excuses; corrections are editions with a reason."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from fractions import Fraction
from typing import Any

from django.db import transaction

from asagreed_web.customers.models import Customer
from asagreed_web.uptime.models import ExcuseRecord, OutageRecord, UnwatchedRecord, WindowRecord
from asagreed_web.uptime.notices import tell_of_window
from asagreed_web.uptime.recording import (
    NotRecorded,
    Row,
    Told,
    add_edition,
    add_first,
    check_because,
    check_order,
    check_past,
    check_systems,
    held,
    newest,
    unchanged,
)

__all__ = ["NotRecorded", "OutageSaid", "agree_excuse", "announce_window", "cancel_window", "correct_excuse",
           "correct_outage", "correct_unwatched", "end_window", "record_outage", "record_unwatched",
           "record_window_of_series", "withdraw_excuse", "withdraw_outage", "withdraw_unwatched",
           "withdraw_window"]  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class OutageSaid:
    """What somebody says of an outage; moments are UTC seconds, not restored is not over yet."""

    system: str
    occurred_at: int
    detected_at: int | None = None
    reported_at: int | None = None
    acknowledged_at: int | None = None
    restored_at: int | None = None
    is_degraded: bool = False
    affected: Fraction | None = None
    cause: str = ""
    evidence: str = ""
    ticket_number: int | None = None


@transaction.atomic
def record_outage(*, customer: Customer, outage: OutageSaid, by: str, at: int, because: str = "") -> OutageRecord:
    """Put on record that a system was down, or is. Raises NotRecorded."""
    _check_outage(customer.pk, outage, at=at)
    return add_first(OutageRecord, held(customer.pk), _says(outage), told=Told(by, at, because))


@transaction.atomic
def correct_outage(
    *, customer_id: int, record: str, edition: int, outage: OutageSaid, because: str, by: str, at: int
) -> OutageRecord:
    """Replace what is known of an outage; `edition` is the one that was seen. Raises NotRecorded."""
    check_because(because)
    _check_outage(customer_id, outage, at=at)
    held(customer_id)
    before = unchanged(OutageRecord, customer_id, record, edition)
    return add_edition(before, {**_says(outage), "is_withdrawn": False}, told=Told(by, at, because))


@transaction.atomic
def withdraw_outage(*, customer_id: int, record: str, because: str, by: str, at: int) -> OutageRecord:
    """Take back that there was an outage; it stays on record, with the reason. Raises NotRecorded."""
    return _withdrawn(OutageRecord, customer_id, record, Told(by, at, because))


@transaction.atomic
def record_unwatched(
    *, customer: Customer, system: str, start_at: int, end_at: int | None, because: str, by: str, at: int
) -> UnwatchedRecord:
    """Put on record that nobody watched a system for a while. Raises NotRecorded."""
    check_because(because)
    _check_unwatched(customer.pk, system, start_at, end_at, at=at)
    says = {"system": system, "start_at": start_at, "end_at": end_at}
    return add_first(UnwatchedRecord, held(customer.pk), says, told=Told(by, at, because))


@transaction.atomic
def correct_unwatched(
    *, customer_id: int, record: str, edition: int, start_at: int, end_at: int | None, because: str, by: str, at: int
) -> UnwatchedRecord:
    """Replace from when to when nobody watched. Raises NotRecorded."""
    check_because(because)
    held(customer_id)
    before = unchanged(UnwatchedRecord, customer_id, record, edition)
    _check_unwatched(customer_id, before.system, start_at, end_at, at=at)
    return add_edition(before, {"start_at": start_at, "end_at": end_at}, told=Told(by, at, because))


@transaction.atomic
def withdraw_unwatched(*, customer_id: int, record: str, because: str, by: str, at: int) -> UnwatchedRecord:
    """Take back that nobody watched: other evidence was found. Raises NotRecorded."""
    return _withdrawn(UnwatchedRecord, customer_id, record, Told(by, at, because))


@transaction.atomic
def announce_window(
    *,
    customer: Customer,
    systems: tuple[str, ...],
    starts_at: int,
    planned_end_at: int,
    title: str,
    by: str,
    at: int,
    because: str = "",
) -> WindowRecord:
    """Announce maintenance; the moment of announcing is its notice, which is mailed, and no systems are all of them.

    One that began before it was announced is kept as a note for a dispute, and excuses nothing (`is_dispute_note`).
    """
    _check_window(customer.pk, systems, starts_at, planned_end_at, at=at)
    says = {
        "systems": list(systems),
        "starts_at": starts_at,
        "planned_end_at": planned_end_at,
        "title": title.strip()[:200],
        "notified_at": at,
    }
    window = add_first(WindowRecord, held(customer.pk), says, told=Told(by, at, because))
    tell_of_window(window, "announced", at=at)
    return window


@transaction.atomic
def record_window_of_series(
    *,
    customer: Customer,
    agreed: str,
    systems: tuple[str, ...],
    starts_at: int,
    planned_end_at: int,
    by: str,
    at: int,
    because: str,
) -> WindowRecord:
    """Put one window of an agreed series on record, so that it can be ended early or called off. Raises NotRecorded."""
    check_because(because)
    _check_window(customer.pk, systems, starts_at, planned_end_at, at=at)
    says = {"systems": list(systems), "starts_at": starts_at, "planned_end_at": planned_end_at, "agreed": agreed}
    return add_first(WindowRecord, held(customer.pk), says, told=Told(by, at, because))


@transaction.atomic
def end_window(*, customer_id: int, record: str, ended_at: int, by: str, at: int, because: str = "") -> WindowRecord:
    """Put on record when maintenance was over; what was left of its plan may count again. Raises NotRecorded."""
    held(customer_id)
    window = _standing_window(customer_id, record)
    check_past("ended", ended_at, at=at)
    check_order(("began", window.starts_at), ("ended", ended_at))
    ended = add_edition(window, {"ended_at": ended_at}, told=Told(by, at, because), kind="ended")
    if ended_at < window.planned_end_at:
        tell_of_window(ended, "ended early", at=at)
    return ended


@transaction.atomic
def cancel_window(*, customer_id: int, record: str, because: str, by: str, at: int) -> WindowRecord:
    """Call maintenance off; what of it has passed already stays as it was. Raises NotRecorded."""
    check_because(because)
    held(customer_id)
    window = _standing_window(customer_id, record)
    if at >= window.planned_end_at:
        raise NotRecorded("The window is over and can no longer be called off. Withdraw it if it never was held.")
    cancelled = add_edition(window, {"cancelled_at": at}, told=Told(by, at, because), kind="cancelled")
    tell_of_window(cancelled, "called off", at=at)
    return cancelled


@transaction.atomic
def withdraw_window(*, customer_id: int, record: str, because: str, by: str, at: int) -> WindowRecord:
    """Take a window back as if it had not been announced; it stays on record. Raises NotRecorded."""
    held(customer_id)
    before = newest(WindowRecord, customer_id, record)
    withdrawn = _withdrawn(WindowRecord, customer_id, record, Told(by, at, because))
    if withdrawn.pk != before.pk:
        tell_of_window(withdrawn, "taken back", at=at)
    return withdrawn


@transaction.atomic
def agree_excuse(
    *,
    customer: Customer,
    kind: str,
    systems: tuple[str, ...],
    start_at: int,
    end_at: int,
    agreed_by: str,
    because: str,
    by: str,
    at: int,
) -> ExcuseRecord:
    """Put on record that both parties agreed not to count a stretch. Raises NotRecorded."""
    if not agreed_by.strip():
        raise NotRecorded("An excuse is agreed by both. Say who agreed to it for the customer.")
    says = _excuse_says(customer.pk, kind, systems, (start_at, end_at), at=at)
    check_because(because)
    says["agreed_by"] = agreed_by.strip()[:120]
    return add_first(ExcuseRecord, held(customer.pk), says, told=Told(by, at, because))


@transaction.atomic
def correct_excuse(
    *, customer_id: int, record: str, edition: int, start_at: int, end_at: int, because: str, by: str, at: int
) -> ExcuseRecord:
    """Replace from when to when an excuse holds. Raises NotRecorded."""
    check_because(because)
    held(customer_id)
    before = unchanged(ExcuseRecord, customer_id, record, edition)
    says = _excuse_says(customer_id, before.kind, tuple(before.systems), (start_at, end_at), at=at)
    return add_edition(before, says, told=Told(by, at, because))


@transaction.atomic
def withdraw_excuse(*, customer_id: int, record: str, because: str, by: str, at: int) -> ExcuseRecord:
    """Take an excuse back. Raises NotRecorded."""
    return _withdrawn(ExcuseRecord, customer_id, record, Told(by, at, because))


def _withdrawn(model: type[Row], customer_id: int, record: str, told: Told) -> Row:
    check_because(told.because)
    held(customer_id)
    before = newest(model, customer_id, record)
    if before.is_withdrawn:
        return before
    return add_edition(before, {"is_withdrawn": True}, told=told, kind="withdrawn")


def _says(outage: OutageSaid) -> dict[str, Any]:
    affected = "" if outage.affected is None else str(outage.affected)
    words = {"cause": outage.cause.strip()[:1000], "evidence": outage.evidence.strip()[:1000]}
    return {**asdict(outage), **words, "affected": affected}


def _check_outage(customer_id: int, outage: OutageSaid, *, at: int) -> None:
    check_systems(customer_id, (outage.system,), at=at)
    check_past("began", outage.occurred_at, at=at)
    began = ("began", outage.occurred_at)
    for name, moment in (
        ("detected", outage.detected_at),
        ("reported", outage.reported_at),
        ("acknowledged", outage.acknowledged_at),
        ("restored", outage.restored_at),
    ):
        check_past(f"was {name}", moment, at=at)
        check_order(began, (name, moment))
    if outage.affected is not None and not 0 < outage.affected <= 1:
        raise NotRecorded("The share of users that were cut off lies above 0 and at most at 1. Write it as 1/2.")


def _check_unwatched(customer_id: int, system: str, start_at: int, end_at: int | None, *, at: int) -> None:
    check_systems(customer_id, (system,), at=at)
    check_past("began", start_at, at=at)
    check_past("ended", end_at, at=at)
    check_order(("began", start_at), ("over", end_at))


def _check_window(customer_id: int, systems: tuple[str, ...], starts_at: int, ends_at: int, *, at: int) -> None:
    check_systems(customer_id, systems, at=at)
    check_order(("begins", starts_at), ("over", ends_at))
    if starts_at == ends_at:
        raise NotRecorded("The window begins and ends at the same moment. Say how long it lasts.")


def _standing_window(customer_id: int, record: str) -> WindowRecord:
    window = newest(WindowRecord, customer_id, record)
    if window.is_withdrawn or window.cancelled_at is not None:
        raise NotRecorded(f"«{record}» was called off or taken back already. There is nothing left to end.")
    return window


def _excuse_says(
    customer_id: int, kind: str, systems: tuple[str, ...], span: tuple[int, int], *, at: int
) -> dict[str, Any]:
    start_at, end_at = span
    if kind not in ExcuseRecord.Kind.values:
        known = ", ".join(ExcuseRecord.Kind.values)
        raise NotRecorded(f"«{kind[:40]}» is no kind of excuse. The kinds are: {known}.")
    check_systems(customer_id, systems, at=at)
    check_order(("begins", start_at), ("over", end_at))
    if start_at == end_at:
        raise NotRecorded("The excuse begins and ends at the same moment. Say how long it holds.")
    return {"kind": kind, "systems": list(systems), "start_at": start_at, "end_at": end_at}
