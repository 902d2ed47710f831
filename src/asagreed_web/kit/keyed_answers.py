"""A request with an idempotency key happens once, and its answer is kept for 48 hours.

The key is claimed first, in a row that others see at once; the effect and the answer are then one transaction. Whoever
sends the same again gets the answer that was kept, or hears that the first is still being worked on. A claim whose
process died did nothing, and may be taken over after a minute.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass

from django.db import IntegrityError, transaction

from asagreed.errors import AsagreedError
from asagreed_web.kit.models import KeyedAnswer
from asagreed_web.kit.worker_duties import ANSWERS_KEPT

LEASE = 60
"""Seconds after which a claim without an answer may be taken over."""


class KeyReused(AsagreedError):
    """A key comes a second time with something else to do."""

    def __init__(self, *, key: str) -> None:
        super().__init__(
            f"The idempotency key «{key}» came before with another request. "
            "Send the same request under it, or make a new key for a new one."
        )
        self.key = key


class StillRunning(AsagreedError):
    """The first request under a key is not answered yet."""

    def __init__(self, *, key: str) -> None:
        super().__init__(
            f"The first request with the idempotency key «{key}» is still being worked on. "
            "Send it again in a few seconds: it will not happen twice."
        )
        self.key = key


@dataclass(frozen=True, slots=True)
class KeptAnswer:
    """An answer as it is kept, and whether it was given before."""

    status: int
    body: str
    is_repeated: bool = False


def hash_of_request(*words: bytes) -> str:
    """Return the SHA-256 by which a request is known again; each word counts with its length."""
    digest = hashlib.sha256()
    for word in words:
        digest.update(str(len(word)).encode() + b":" + word)
    return digest.hexdigest()


def answer_once(*, actor: str, key: str, request_hash: str, at: int, perform: Callable[[], KeptAnswer]) -> KeptAnswer:
    """Return the answer of `perform`, or of the first request under this key of this actor; `at` in UTC seconds.

    When `perform` raises, nothing happened and nothing is kept. Raises KeyReused and StillRunning.
    """
    row, is_ours = _claimed(actor, key, request_hash, at)
    if row.request_hash != request_hash:
        raise KeyReused(key=key)
    if row.status is not None:
        return KeptAnswer(row.status, row.body, is_repeated=True)
    if not is_ours:
        raise StillRunning(key=key)
    try:
        with transaction.atomic():
            answer = perform()
            _keep(row, answer)
    except BaseException:
        KeyedAnswer.objects.filter(pk=row.pk, status=None, asked_at=row.asked_at).delete()
        raise
    return answer


def _claimed(actor: str, key: str, request_hash: str, at: int) -> tuple[KeyedAnswer, bool]:
    """Return the row of a key, and whether it is ours to work on."""
    KeyedAnswer.objects.filter(actor=actor, key=key, asked_at__lt=at - ANSWERS_KEPT).delete()
    try:
        row, is_new = KeyedAnswer.objects.get_or_create(
            actor=actor, key=key, defaults={"request_hash": request_hash, "asked_at": at}
        )
    except IntegrityError:
        # The row that stood in the way was given up between our two looks at it.
        raise StillRunning(key=key) from None
    return row, is_new or (row.request_hash == request_hash and _taken_over(row, at))


def _taken_over(row: KeyedAnswer, at: int) -> bool:
    dead = KeyedAnswer.objects.filter(pk=row.pk, status=None, asked_at=row.asked_at, asked_at__lte=at - LEASE)
    if row.status is not None or not dead.update(asked_at=at):
        return False
    row.asked_at = at
    return True


def _keep(row: KeyedAnswer, answer: KeptAnswer) -> None:
    ours = KeyedAnswer.objects.filter(pk=row.pk, status=None, asked_at=row.asked_at)
    if not ours.update(status=answer.status, body=answer.body):
        # We were slower than a lease, and somebody else does it: what we did is rolled back.
        raise StillRunning(key=row.key)
