"""Adding editions of records: counted, on the chain of the customer, and refused where they could not be."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, TypeVar

from django.db.models import QuerySet

from asagreed.errors import AsagreedError
from asagreed_web.chronicle.operations import Happening, append
from asagreed_web.customers.models import Customer
from asagreed_web.systems.words import agreed_words
from asagreed_web.uptime.models import ExcuseRecord, OutageRecord, Recorded, UnwatchedRecord, WindowRecord

Row = TypeVar("Row", bound=Recorded)
NAMES: Mapping[type[Recorded], str] = {
    OutageRecord: "outage",
    UnwatchedRecord: "unwatched",
    WindowRecord: "window",
    ExcuseRecord: "excuse",
}
"""How records are called: in their ids, and as subjects of the chain."""
MOST_WORDS = 1000
_BESIDE = ("because", "cause", "evidence", "agreed_by", "title")
"""Words of people, which can be erased: they lie beside the chain."""


class NotRecorded(AsagreedError):
    """What was said of a system cannot be; the text says why, and what to do."""


@dataclass(frozen=True, slots=True)
class Told:
    """Who says something, why and when (UTC seconds); `source` is a check or a thing where that is no person."""

    by: str
    at: int
    because: str = ""
    source: str = ""


def held(customer_id: int) -> Customer:
    """Return a customer whose records nobody else changes until the transaction ends."""
    return Customer.objects.select_for_update(no_key=True).get(pk=customer_id)


def newest(model: type[Row], customer_id: int, record: str) -> Row:
    """Return the edition of a record that holds. Raises NotRecorded where there is none."""
    rows: QuerySet[Row] = QuerySet(model)
    found = rows.filter(customer_id=customer_id, record=record).order_by("-edition").first()
    if found is None:
        raise NotRecorded(f"There is no {NAMES[model]} «{record[:40]}» of this customer. Look at the list.")
    return found


def unchanged(model: type[Row], customer_id: int, record: str, edition: int) -> Row:
    """Return the edition of a record that holds, if it is the one that somebody saw. Raises NotRecorded."""
    found = newest(model, customer_id, record)
    if found.edition != edition:
        raise NotRecorded(
            f"«{record}» was corrected meanwhile: edition {found.edition} holds, and you saw {edition}. "
            f"It says: {found.because or 'no reason'}. Look at it, and correct that one if it is still wrong."
        )
    return found


def add_first(model: type[Row], customer: Customer, says: Mapping[str, Any], *, told: Told) -> Row:
    """Add a record that was not there; the caller holds the customer."""
    name = NAMES[model]
    count = QuerySet(model).filter(customer=customer, edition=1).count()
    row = model(customer=customer, record=f"{name}-{count + 1}", edition=1, **says)
    return _added(row, f"{name} recorded", told)


def add_edition(before: Row, says: Mapping[str, Any], *, told: Told, kind: str = "corrected") -> Row:
    """Add an edition that says something else than the one before, and the rest again."""
    model = type(before)
    kept = {
        field.attname: getattr(before, field.attname)
        for field in model._meta.concrete_fields
        if field.attname not in ("id", "edition")
    }
    row = model(**{**kept, **says, "edition": before.edition + 1})
    return _added(row, f"{NAMES[model]} {kind}", told)


def _added(row: Row, kind: str, told: Told) -> Row:
    row.because, row.recorded_at, row.recorded_by = told.because[:MOST_WORDS], told.at, told.by
    row.source, row.is_by_hand = told.source or row.source, row.is_by_hand or not told.source
    row.save(force_insert=True)
    said = {name: value for name, value in _columns(row).items() if value not in (None, "", False)}
    happening = Happening(
        subject=NAMES[type(row)],
        subject_id=row.pk,
        kind=kind,
        happened_at=told.at,
        recorded_at=told.at,
        actor=told.by,
        says={name: value for name, value in said.items() if name not in _BESIDE},
        personal={name: said[name] for name in _BESIDE if name in said} or None,
    )
    append(row.customer_id, happening)
    return row


def _columns(row: Recorded) -> dict[str, Any]:
    left_out = ("id", "customer_id", "recorded_at", "recorded_by")
    names = [field.attname for field in row._meta.concrete_fields if field.attname not in left_out]
    return {name: getattr(row, name) for name in names}


def check_systems(customer_id: int, systems: tuple[str, ...], *, at: int) -> None:
    """Refuse words that the agreement does not list. Raises NotRecorded."""
    known = dict(agreed_words(customer_id, at=at).systems)
    unknown = [system for system in systems if system not in known]
    if unknown:
        listed = ", ".join(sorted(known)) or "none"
        raise NotRecorded(f"The agreement lists no system «{unknown[0][:80]}». It lists: {listed}. Say one of them.")


def check_order(first: tuple[str, int], then: tuple[str, int | None]) -> None:
    """Refuse what ends before it begins. Raises NotRecorded."""
    (began, since), (ended, until) = first, then
    if until is not None and until < since:
        raise NotRecorded(
            f"It cannot be {ended} at {in_words(until)}, before it {began} at {in_words(since)}. Correct one of both."
        )


def check_past(name: str, moment: int | None, *, at: int) -> None:
    """Refuse a moment that lies ahead. Raises NotRecorded."""
    if moment is not None and moment > at:
        raise NotRecorded(
            f"{in_words(moment)}, when it {name}, lies ahead: it is {in_words(at)}. Record it when it happened."
        )


def check_because(because: str) -> None:
    """Refuse a change without a reason. Raises NotRecorded."""
    if not because.strip():
        raise NotRecorded("A correction needs its reason, which stands on reports. Say why the record was wrong.")


def in_words(moment: int) -> str:
    """Return a moment as messages write it."""
    return datetime.fromtimestamp(moment, UTC).strftime("%Y-%m-%d %H:%M:%S UTC")
