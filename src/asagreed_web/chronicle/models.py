"""The chain of events of each customer, and personal data beside it."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

HOUSE = 0
"""The chain of the provider itself: what belongs to no customer."""


class ChainHead(models.Model):
    """The last event of a chain. Its row is locked while an event is added, so that no two get one number."""

    chain = models.BigIntegerField(primary_key=True)
    seq = models.BigIntegerField(default=0)
    hash = models.CharField(max_length=64, default="")


class Event(models.Model):
    """One thing that happened. Rows are only ever added; triggers in the database refuse everything else.

    `chain` is the id of the customer, or `HOUSE`. `happened_at` and `recorded_at` are UTC seconds. `says` holds
    nothing personal: that stands beside, in `PersonalData`, of which the event has a salted digest.
    """

    chain = models.BigIntegerField()
    seq = models.BigIntegerField()
    subject = models.CharField(max_length=32)
    """What it is about: «ticket», «customer», «person», «agreement», …"""
    subject_id = models.BigIntegerField()
    kind = models.CharField(max_length=48)
    happened_at = models.BigIntegerField()
    recorded_at = models.BigIntegerField()
    actor = models.CharField(max_length=64)
    """Who did it: «person 12», «worker», «mail», «token 3»."""
    says = models.JSONField()
    personal_digest = models.CharField(max_length=64, default="")
    prev = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta:
        """Numbered without gaps in each chain; read by subject."""

        constraints: ClassVar = [models.UniqueConstraint(fields=["chain", "seq"], name="event_numbered_in_chain")]
        indexes: ClassVar = [models.Index(fields=["subject", "subject_id", "id"], name="event_of_subject")]


class PersonalData(models.Model):
    """What of an event can be erased: names, addresses, words. The digest in the chain stays."""

    event = models.OneToOneField(Event, on_delete=models.PROTECT, primary_key=True, related_name="personal")
    chain = models.BigIntegerField(db_index=True)
    salt = models.CharField(max_length=32)
    data = models.JSONField()
