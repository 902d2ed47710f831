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
        REPEATED = "repeated"
        """Delivered a second time on another way; what was made of the first holds."""

    sha256 = models.CharField(max_length=64, unique=True)
    message_id = models.CharField(max_length=255, default="", db_index=True)
    content_digest = models.CharField(max_length=64, default="", db_index=True)
    """Of what was written, the same for each delivery; empty for what could not be read."""
    raw = models.BinaryField()
    """As it came; of a mail of more than 25 MB the header fields only, the whole is in the mailbox."""
    size = models.BigIntegerField()
    sender = models.CharField(max_length=254, default="")
    """The address that it names as its sender: a claim."""
    subject = models.CharField(max_length=200, default="")
    envelope_sender = models.CharField(max_length=254, null=True)  # noqa: DJ001 – nothing is a sender: of reports
    """What the transport said, empty for reports; None where nobody told us."""
    envelope_recipients = models.JSONField(default=list)
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


class MailFetch(models.Model):
    """How the last look into the mailbox went; one row. Moments are UTC seconds."""

    tried_at = models.BigIntegerField()
    succeeded_at = models.BigIntegerField(null=True)
    failing_since = models.BigIntegerField(null=True)
    error = models.CharField(max_length=500, default="")
    """In words, what went wrong the last time; empty where nothing did."""
    left_in_mailbox = models.BigIntegerField(default=0)
    """Mails that were still to be taken in when it ended."""


class MonitoringKey(models.Model):
    """A key in the address of the monitoring hook; only its digest is kept."""

    name = models.CharField(max_length=80)
    customer = models.ForeignKey(Customer, on_delete=models.PROTECT, related_name="monitoring_keys")
    system = models.CharField(max_length=80, default="", blank=True)
    looks_every = models.PositiveIntegerField(null=True)
    """Seconds between two looks, of a source that tells each of them: when it is silent, nobody knows. Else None."""
    token_digest = models.CharField(max_length=64, unique=True)
    made_at = models.BigIntegerField()
    ended_at = models.BigIntegerField(null=True)


class SignalDelivery(models.Model):
    """What a monitoring system sent at once, byte by byte, stored before anything is made of it. Never dropped."""

    class State(models.TextChoices):
        """What became of it."""

        RECEIVED = "received"
        READ = "read"
        UNREADABLE = "unreadable"
        """Of no shape that is known; `because` says what is missing."""

    key = models.ForeignKey(MonitoringKey, on_delete=models.PROTECT, related_name="deliveries")
    customer = models.ForeignKey(Customer, on_delete=models.PROTECT)
    raw = models.BinaryField()
    received_at = models.BigIntegerField()
    state = models.CharField(max_length=16, choices=State, default=State.RECEIVED)
    because = models.CharField(max_length=300, default="")

    class Meta:
        """What nothing was made of yet is looked for."""

        indexes: ClassVar = [
            models.Index(fields=["received_at"], condition=models.Q(state="received"), name="delivery_to_read")
        ]


class Signal(models.Model):
    """That something is down or up again, as of a moment (UTC seconds); the same one twice is one."""

    class Became(models.TextChoices):
        """What was made of it."""

        TICKET = "ticket"
        """It opened its ticket."""
        TOLD = "told"
        """It was put on record on the ticket that was open."""
        NOTHING = "nothing"
        """It says what was known, or that all is well."""

    key = models.ForeignKey(MonitoringKey, on_delete=models.PROTECT, related_name="signals")
    customer = models.ForeignKey(Customer, on_delete=models.PROTECT)
    delivery = models.ForeignKey(SignalDelivery, on_delete=models.PROTECT, related_name="signals")
    external_id = models.CharField(max_length=120)
    """By which its source knows it; where that is longer, a digest."""
    thing = models.CharField(max_length=120)
    """What is down or up, as its source knows it: a system, a monitor, a fingerprint."""
    is_down = models.BooleanField()
    at = models.BigIntegerField()
    """When it was so, as the source says."""
    state = models.CharField(max_length=16, default="", blank=True)
    """«up», «degraded», «down» or «unknown»; empty where it says nothing of whether a system works."""
    names = models.JSONField(default=list)
    """By which the agreement may know the system."""
    is_confirmed = models.BooleanField(default=True)
    in_maintenance = models.BooleanField(default=False)
    """Whether its source knew of maintenance then; whether that was agreed is another matter."""
    episode = models.CharField(max_length=120, default="", blank=True)
    """The outage that its source counts; empty where it tells changes only."""
    began_at = models.BigIntegerField(null=True)
    """Of an episode that is over: since when it had lasted, as the source says."""
    body = models.JSONField()
    received_at = models.BigIntegerField()
    became = models.CharField(max_length=16, choices=Became, default=Became.NOTHING)
    ticket = models.ForeignKey(Ticket, on_delete=models.PROTECT, null=True, related_name="signals")

    class Meta:
        """One row for one signal of one source; read in the order of a thing."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["key", "external_id"], name="signal_received_once"),
        ]
        indexes: ClassVar = [models.Index(fields=["key", "thing", "at", "id"], name="signal_of_thing")]
