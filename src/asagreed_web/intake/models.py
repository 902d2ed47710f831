"""What came in, kept as it came before anything is made of it."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from asagreed_web.customers.models import Customer
from asagreed_web.tickets.models import Ticket


class ReceivedMail(models.Model):
    """A mail as it came, whole; it becomes a ticket, a reply, or stays here with the reason. Never dropped."""

    class State(models.TextChoices):
        """What became of it."""

        RECEIVED = "received"
        TICKET = "ticket"
        REPLY = "reply"
        SET_ASIDE = "set aside"
        """Known to be no request: a bounce, an automatic answer, our own mail that came back."""
        QUARANTINED = "quarantined"
        """Could not be read; a person looks at the original."""

    sha256 = models.CharField(max_length=64, unique=True)
    message_id = models.CharField(max_length=255, default="", db_index=True)
    raw = models.BinaryField()
    size = models.BigIntegerField()
    received_at = models.BigIntegerField()
    """When our server received it, which is not when it was fetched."""
    fetched_at = models.BigIntegerField()
    state = models.CharField(max_length=16, choices=State, default=State.RECEIVED)
    because = models.CharField(max_length=300, default="")
    ticket = models.ForeignKey(Ticket, on_delete=models.PROTECT, null=True, related_name="mails")
    customer = models.ForeignKey(Customer, on_delete=models.PROTECT, null=True)

    class Meta:
        """What was not read yet is looked for."""

        indexes: ClassVar = [
            models.Index(fields=["received_at"], condition=models.Q(state="received"), name="mail_to_read")
        ]


class AutomaticAnswer(models.Model):
    """An answer that the desk sent by itself, so that it does not send too many."""

    sender = models.CharField(max_length=254, db_index=True)
    domain = models.CharField(max_length=254, db_index=True)
    is_known = models.BooleanField()
    at = models.BigIntegerField(db_index=True)


class MonitoringKey(models.Model):
    """A key in the address of the monitoring hook; only its digest is kept."""

    name = models.CharField(max_length=80)
    customer = models.ForeignKey(Customer, on_delete=models.PROTECT, related_name="monitoring_keys")
    system = models.CharField(max_length=80, default="", blank=True)
    token_digest = models.CharField(max_length=64, unique=True)
    made_at = models.BigIntegerField()
    ended_at = models.BigIntegerField(null=True)


class Signal(models.Model):
    """What a monitoring system sent, as it came; the same one twice is one."""

    key = models.ForeignKey(MonitoringKey, on_delete=models.PROTECT, related_name="signals")
    customer = models.ForeignKey(Customer, on_delete=models.PROTECT)
    external_id = models.CharField(max_length=120)
    body = models.JSONField()
    received_at = models.BigIntegerField()
    ticket = models.ForeignKey(Ticket, on_delete=models.PROTECT, null=True, related_name="signals")

    class Meta:
        """One row for one signal of one source."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["key", "external_id"], name="signal_received_once"),
        ]
