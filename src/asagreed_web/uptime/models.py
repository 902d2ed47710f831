"""What is known of systems: rows that are only added. A newer row of the same record replaces what it said before.

Moments are UTC seconds. A record is named by its customer and `record`, a word of its own; its editions are counted.
Each row is whole: what an edition does not change it says again.
"""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from asagreed_web.customers.models import Customer


class Recorded(models.Model):
    """What every record has: whose it is, which edition of it, why, when we came to know it, and by whom."""

    customer = models.ForeignKey(Customer, on_delete=models.PROTECT, related_name="+")
    record = models.CharField(max_length=40)
    """By which the record is known, in addresses too; it stays the same through corrections."""
    edition = models.PositiveIntegerField()
    """1 is the first; the highest holds."""
    because = models.CharField(max_length=1000, default="", blank=True)
    """Why this edition replaces the one before; of a first one, why it is there."""
    recorded_at = models.BigIntegerField()
    recorded_by = models.CharField(max_length=80)
    """As the chain names who acts: «person 3», «monitoring 2», «check 5»."""
    source = models.CharField(max_length=200, default="", blank=True)
    """What tells it, where that is no person: a check, or a thing of a monitoring key."""
    is_withdrawn = models.BooleanField(default=False)
    is_by_hand = models.BooleanField(default=False)
    """Whether a person said this or an earlier edition: what monitors tell does not take that back."""

    class Meta:
        """Rows of others stand for themselves."""

        abstract = True


class OutageRecord(Recorded):
    """A system was down, or worked only in part; not restored yet is not over yet."""

    system = models.CharField(max_length=80)
    """The word of the agreement."""
    occurred_at = models.BigIntegerField()
    detected_at = models.BigIntegerField(null=True)
    reported_at = models.BigIntegerField(null=True)
    acknowledged_at = models.BigIntegerField(null=True)
    restored_at = models.BigIntegerField(null=True)
    is_degraded = models.BooleanField(default=False)
    affected = models.CharField(max_length=40, default="", blank=True)
    """The share of its users that were cut off, as a fraction in text («1/2»); empty where nobody recorded it."""
    cause = models.CharField(max_length=1000, default="", blank=True)
    evidence = models.CharField(max_length=1000, default="", blank=True)
    ticket_number = models.BigIntegerField(null=True)

    class Meta:
        """One row for each edition; nothing ends before it begins."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["customer", "record", "edition"], name="outage_edition_once"),
            models.CheckConstraint(
                condition=Q(restored_at__isnull=True) | Q(restored_at__gte=F("occurred_at")),
                name="outage_ends_after_it_begins",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["customer", "source", "occurred_at"], name="outage_of_source")]


class UnwatchedRecord(Recorded):
    """Nobody knows whether a system was up."""

    system = models.CharField(max_length=80)
    start_at = models.BigIntegerField()
    end_at = models.BigIntegerField(null=True)

    class Meta:
        """One row for each edition; nothing ends before it begins."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["customer", "record", "edition"], name="unwatched_edition_once"),
            models.CheckConstraint(
                condition=Q(end_at__isnull=True) | Q(end_at__gte=F("start_at")), name="unwatched_ends_after_it_begins"
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["customer", "source", "start_at"], name="unwatched_of_source")]


class WindowRecord(Recorded):
    """Maintenance that was announced, or one window of an agreed series that ended early or was called off."""

    systems = models.JSONField(default=list)
    """Words of the agreement; none are all systems."""
    starts_at = models.BigIntegerField()
    planned_end_at = models.BigIntegerField()
    agreed = models.CharField(max_length=80, default="", blank=True)
    """The name of the series in the agreement; empty for one that was announced."""
    title = models.CharField(max_length=200, default="", blank=True)
    notified_at = models.BigIntegerField(null=True)
    cancelled_at = models.BigIntegerField(null=True)
    ended_at = models.BigIntegerField(null=True)

    class Meta:
        """One row for each edition; nothing ends before it begins."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["customer", "record", "edition"], name="window_edition_once"),
            models.CheckConstraint(
                condition=Q(planned_end_at__gt=F("starts_at"))
                & (Q(ended_at__isnull=True) | Q(ended_at__gte=F("starts_at"))),
                name="window_ends_after_it_begins",
            ),
        ]

    @property
    def is_dispute_note(self) -> bool:
        """Whether it was announced only when it had begun: it excuses nothing, and is kept for a dispute."""
        return not self.agreed and self.notified_at is not None and self.notified_at >= self.starts_at


class ExcuseRecord(Recorded):
    """A stretch that both parties agreed not to count, and why."""

    class Kind(models.TextChoices):
        """In the words of the library."""

        CUSTOMER = "customer"
        THIRD_PARTY = "third party"
        FORCE_MAJEURE = "force majeure"
        NO_SITE_ACCESS = "no site access"

    kind = models.CharField(max_length=20, choices=Kind)
    systems = models.JSONField(default=list)
    """Words of the agreement; none are all systems."""
    start_at = models.BigIntegerField()
    end_at = models.BigIntegerField()
    agreed_by = models.CharField(max_length=120, default="", blank=True)
    """Who agreed for the customer, by name."""

    class Meta:
        """One row for each edition; nothing ends before it begins."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["customer", "record", "edition"], name="excuse_edition_once"),
            models.CheckConstraint(condition=Q(end_at__gt=F("start_at")), name="excuse_ends_after_it_begins"),
        ]
