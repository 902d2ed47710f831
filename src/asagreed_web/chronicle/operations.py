"""Adding events to a chain. They are added inside the transaction of what they tell."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction

from asagreed_web.chronicle.hashing import digest_of, hash_of
from asagreed_web.chronicle.models import ChainHead, Event, PersonalData


@dataclass(frozen=True, slots=True, kw_only=True)
class Happening:
    """What is to be told: moments are UTC seconds; `personal` can be erased later, `says` cannot."""

    subject: str
    subject_id: int
    kind: str
    happened_at: int
    recorded_at: int
    actor: str
    says: Mapping[str, Any] = field(default_factory=dict)
    personal: Mapping[str, Any] | None = None


def append(chain: int, happening: Happening) -> Event:
    """Add one event to the chain of a customer, or of the house. The caller has opened a transaction."""
    return append_all(chain, (happening,))[0]


@transaction.atomic
def append_all(chain: int, happenings: Sequence[Happening]) -> list[Event]:
    """Add events to a chain in their order, and return them."""
    head = _held_head(chain)
    events, beside = [], []
    for happening in happenings:
        event, personal = _event(head, happening)
        head.seq, head.hash = event.seq, event.hash
        events.append(event)
        beside.append(personal)
    Event.objects.bulk_create(events, batch_size=500)
    _keep_beside(events, beside)
    head.save(update_fields=["seq", "hash"])
    return events


def _held_head(chain: int) -> ChainHead:
    locked = ChainHead.objects.select_for_update()
    head = locked.filter(chain=chain).first()
    if head is not None:
        return head
    # Another one may begin the chain in this moment: made once, whoever comes first, and held only then.
    ChainHead.objects.get_or_create(chain=chain)
    return locked.get(chain=chain)


def _event(head: ChainHead, happening: Happening) -> tuple[Event, PersonalData | None]:
    salt = secrets.token_hex(16)
    personal = happening.personal
    columns: dict[str, Any] = {
        "chain": head.chain,
        "seq": head.seq + 1,
        "subject": happening.subject,
        "subject_id": happening.subject_id,
        "kind": happening.kind,
        "happened_at": happening.happened_at,
        "recorded_at": happening.recorded_at,
        "actor": happening.actor,
        "says": dict(happening.says),
        "personal_digest": digest_of(personal, salt=salt) if personal else "",
        "prev": head.hash,
    }
    event = Event(**columns, hash=hash_of(columns))
    return event, PersonalData(chain=head.chain, salt=salt, data=dict(personal)) if personal else None


def _keep_beside(events: Sequence[Event], beside: Sequence[PersonalData | None]) -> None:
    kept = []
    for event, personal in zip(events, beside, strict=True):
        if personal is not None:
            personal.event_id = event.pk
            kept.append(personal)
    PersonalData.objects.bulk_create(kept, batch_size=500)
