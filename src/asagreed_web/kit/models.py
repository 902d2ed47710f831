"""Effects that are still to happen, and answers that were given to keyed requests."""

from __future__ import annotations

from typing import ClassVar

from django.db import models


class OutboxEntry(models.Model):
    """One effect outside the database, written in the transaction of its cause; moments are UTC seconds.

    It is claimed by setting `leased_until`; an entry whose lease has passed may be claimed again, so that a worker
    that died loses nothing. `key` is unique: an effect that was written twice happens once.
    """

    class Kind(models.TextChoices):
        """How the effect leaves."""

        MAIL = "mail"
        WEB_HOOK = "web hook"

    class State(models.TextChoices):
        """What became of it."""

        WAITING = "waiting"
        SENT = "sent"
        REFUSED = "refused"
        """Given up: refused for good by the receiver, or after the last try."""

    key = models.CharField(max_length=200, unique=True)
    kind = models.CharField(max_length=16, choices=Kind)
    customer_id = models.BigIntegerField(null=True)
    says = models.JSONField()
    state = models.CharField(max_length=16, choices=State, default=State.WAITING)
    written_at = models.BigIntegerField()
    next_at = models.BigIntegerField()
    leased_until = models.BigIntegerField(default=0)
    attempts = models.PositiveIntegerField(default=0)
    sent_at = models.BigIntegerField(null=True)
    last_error = models.TextField(default="")

    class Meta:
        """Only waiting entries are looked for."""

        indexes: ClassVar = [
            models.Index(fields=["next_at"], condition=models.Q(state="waiting"), name="outbox_waiting"),
        ]


class KeyedAnswer(models.Model):
    """The answer that was given to a request with an idempotency key, kept for 48 hours."""

    actor = models.CharField(max_length=64)
    key = models.CharField(max_length=255)
    request_hash = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField(null=True)
    """None while the request is still being worked on."""
    body = models.TextField(default="")
    asked_at = models.BigIntegerField()

    class Meta:
        """One answer for one key of one actor."""

        constraints: ClassVar = [models.UniqueConstraint(fields=["actor", "key"], name="one_answer_a_key")]
