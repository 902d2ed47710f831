"""Effects that are still to happen, where they go, who works on them, and answers given to keyed requests."""

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
    lane = models.CharField(max_length=300, default="")
    """Mails of one lane leave in the order in which they were written; a receiver's hooks are called one at a time."""
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
            models.Index(fields=["kind", "next_at"], condition=models.Q(state="waiting"), name="outbox_waiting"),
            models.Index(fields=["lane", "id"], name="outbox_lane"),
        ]


class WebHookEndpoint(models.Model):
    """An address that wants to be told; its secret signs what it is told. Moments are UTC seconds."""

    url = models.CharField(max_length=500)
    description = models.CharField(max_length=120, default="", blank=True)
    kinds = models.JSONField(default=list)
    """What it is told of, in the words of `web_hooks.KINDS`."""
    secret = models.CharField(max_length=120)
    """«whsec_…»; kept as it is, for every call is signed with it."""
    customer_id = models.BigIntegerField(null=True)
    """Whose events it is told of; None stands for all, and is the provider's own."""
    is_active = models.BooleanField(default=True)
    made_at = models.BigIntegerField()
    ended_at = models.BigIntegerField(null=True)
    failing_since = models.BigIntegerField(null=True)
    last_error = models.TextField(default="", blank=True)

    class Meta:
        """What was ended has a moment at which it ended."""

        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(is_active=True, ended_at__isnull=True)
                | models.Q(is_active=False, ended_at__isnull=False),
                name="hook_ended_at",
            )
        ]


class DutyTurn(models.Model):
    """When a duty of the workers is due next; whoever moves it on does the turn, so that two workers do it once."""

    name = models.CharField(max_length=80, primary_key=True)
    next_at = models.BigIntegerField()


class WorkerBeat(models.Model):
    """A worker that lives: written every few seconds, taken away when it ends in order."""

    name = models.CharField(max_length=120, primary_key=True)
    """The machine and the process."""
    pid = models.PositiveIntegerField()
    started_at = models.BigIntegerField()
    at = models.BigIntegerField()
    troubles = models.JSONField(default=dict)
    """The last error of each duty that failed in its latest turn."""


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
