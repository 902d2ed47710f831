"""Saying what became of recurring work: done with its evidence, or skipped for a reason."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction

from asagreed.upkeep import UpkeepItem
from asagreed_web.chronicle.operations import Happening, append
from asagreed_web.customers.models import Customer
from asagreed_web.people.models import Person
from asagreed_web.tickets.attachments import Upload, check_uploads
from asagreed_web.upkeep.errors import UpkeepRefused
from asagreed_web.upkeep.evidence import hashes_of, store_evidence
from asagreed_web.upkeep.models import SettledWork
from asagreed_web.upkeep.queries import item_of

MOST_WORKED = 24 * 3600
MOST_WORDS = 1000
_BESIDE = ("because", "evidence", "by")
"""Words of people, which can be erased: they lie beside the chain."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What somebody says of a piece of work; lengths are seconds, `done_at` is the moment at which it was over."""

    task: str
    due_on: date
    says: str
    done_at: int
    because: str = ""
    evidence: str = ""
    worked: int | None = None
    restored_in: int | None = None
    succeeded: bool | None = None


@transaction.atomic
def settle(*, customer: Customer, said: Said, by: Person, at: int, uploads: Sequence[Upload] = ()) -> SettledWork:
    """Put on record that work was done, or skipped for a reason, with files; what was said before is kept.

    Raises UpkeepRefused, and FilesRefused when one of the files cannot be taken in; then nothing is on record.
    """
    check_uploads(uploads)
    # One after the other: two who settle the same work are both on record, and the later one holds.
    Customer.objects.select_for_update(no_key=True).get(pk=customer.pk)
    item = item_of(customer.pk, task=said.task, due_on=said.due_on, at=at)
    if item is None:
        raise UpkeepRefused(
            f"«{said.task}» is not due on {said.due_on} by the agreement in force. Open it from the list of the month."
        )
    _check(said, item, at)
    row = SettledWork(
        customer=customer,
        task=said.task,
        due_on=said.due_on,
        says=said.says,
        at=said.done_at,
        because=said.because.strip()[:MOST_WORDS],
        evidence=said.evidence.strip()[:MOST_WORDS],
        worked=said.worked,
        restored_in=said.restored_in,
        succeeded=said.succeeded,
        by=by.name,
    )
    return keep(row, actor=by.actor, at=at, uploads=uploads)


def _check(said: Said, item: UpkeepItem, at: int) -> None:
    if said.says not in (SettledWork.Says.DONE, SettledWork.Says.SKIPPED):
        raise UpkeepRefused("Say whether the work was done or skipped.")
    if said.says == SettledWork.Says.SKIPPED and not said.because.strip():
        raise UpkeepRefused("Work is skipped for a reason, which the customer reads on the report. Say why.")
    if said.done_at > at:
        raise UpkeepRefused("The moment lies ahead. Say when the work was over, or leave it as it is now.")
    if said.says == SettledWork.Says.SKIPPED and said.worked:
        raise UpkeepRefused("Work that was skipped took no time. Leave the time out, or say that it was done.")
    if said.worked is not None and said.worked > MOST_WORKED:
        raise UpkeepRefused("That is more than a day of work. Correct the time.")
    if item.worked and not said.worked:
        raise UpkeepRefused(
            "Time is on record for this work, and may be on an invoice. Say that it was done, with the time that is "
            "right; the correction is on record too."
        )
    if not item.task.restores and (said.restored_in is not None or said.succeeded is not None):
        raise UpkeepRefused(f"«{item.task.title}» is no test restore, so there is no restore time to record.")


def keep(row: SettledWork, *, actor: str, at: int, uploads: Sequence[Upload] = ()) -> SettledWork:
    """Add a row with its files and tell it in the chain of the customer; the caller has opened a transaction."""
    row.recorded_at, row.recorded_by = at, actor
    row.save(force_insert=True)
    files = store_evidence(row, uploads)
    told: dict[str, Any] = {
        "task": row.task,
        "due_on": row.due_on.isoformat(),
        "worked": row.worked,
        "restored_in": row.restored_in,
        "succeeded": row.succeeded,
        "through": row.through,
        "list": row.approval_list_id,
        "risk": row.risk,
        "files": hashes_of(files),
    }
    happening = Happening(
        subject="upkeep",
        subject_id=row.pk,
        kind=f"upkeep {row.says}",
        happened_at=row.at,
        recorded_at=at,
        actor=actor,
        says={name: value for name, value in told.items() if value not in (None, "", [])},
        personal={name: getattr(row, name) for name in _BESIDE if getattr(row, name)} or None,
    )
    append(row.customer_id, happening)
    return row
