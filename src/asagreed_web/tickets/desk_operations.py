"""How the desk arranges itself: saved queues and canned replies, told in the chain of the house."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from asagreed_web.chronicle.models import HOUSE
from asagreed_web.chronicle.operations import Happening, append
from asagreed_web.people.models import Person
from asagreed_web.people.rules import may_arrange_the_desk
from asagreed_web.tickets.errors import NotPossible
from asagreed_web.tickets.models import CannedReply, SavedQueue


@transaction.atomic
def save_queue(*, name: str, asks: Mapping[str, str], by: Person, for_everybody: bool, at: int) -> SavedQueue:
    """Keep a filter under a name, for oneself or for everybody. Raises NotPossible."""
    _check(name, most=60)
    if for_everybody and not may_arrange_the_desk(by):
        raise NotPossible("Queues for everybody are kept by owners and dispatchers. Save it for yourself.")
    queue = SavedQueue.objects.create(name=name, person=None if for_everybody else by, asks=dict(asks))
    _tell("queue", queue.pk, "queue saved", by, at, for_everybody=for_everybody)
    return queue


@transaction.atomic
def drop_queue(queue: SavedQueue, *, by: Person, at: int) -> None:
    """Take a saved queue away. Raises NotPossible for one that is not theirs to keep."""
    if queue.person_id != by.pk and not (queue.person_id is None and may_arrange_the_desk(by)):
        raise NotPossible("This queue is kept by somebody else. Ask an owner or a dispatcher.")
    pk = queue.pk
    queue.delete()
    _tell("queue", pk, "queue dropped", by, at)


@transaction.atomic
def keep_canned_reply(*, reply: CannedReply | None, title: str, text: str, by: Person, at: int) -> CannedReply:
    """Keep an answer ready, or change one. Raises NotPossible where a title is missing or taken."""
    _check(title, most=80)
    if not text.strip():
        raise NotPossible("An answer without words helps nobody. Write what is to be said.")
    kept = reply or CannedReply()
    if CannedReply.objects.filter(title=title).exclude(pk=kept.pk).exists():
        raise NotPossible(f"There is a canned reply «{title}» already. Choose another title.")
    kept.title, kept.text = title, text
    kept.save()
    _tell("canned reply", kept.pk, "canned reply kept", by, at)
    return kept


@transaction.atomic
def drop_canned_reply(reply: CannedReply, *, by: Person, at: int) -> None:
    """Take a canned reply away."""
    pk = reply.pk
    reply.delete()
    _tell("canned reply", pk, "canned reply dropped", by, at)


def _check(name: str, *, most: int) -> None:
    if not name.strip():
        raise NotPossible("It needs a name to be found by. Give it one.")
    if len(name) > most:
        raise NotPossible(f"A name of {len(name)} characters does not fit; {most} do. Shorten it.")


def _tell(subject: str, subject_id: int, kind: str, by: Person, at: int, **says: Any) -> None:
    happening = Happening(
        subject=subject, subject_id=subject_id, kind=kind, happened_at=at, recorded_at=at, actor=by.actor, says=says
    )
    append(HOUSE, happening)
