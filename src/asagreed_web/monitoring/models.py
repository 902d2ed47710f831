"""What watches systems: things that others report on, own checks, what they saw, and when nobody could see.

Moments are UTC seconds.
"""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from asagreed_web.customers.models import Customer
from asagreed_web.intake.models import MonitoringKey


class Thing(models.Model):
    """A thing that a monitoring key reports on, and the system that it is; without one it waits for somebody to say."""

    key = models.ForeignKey(MonitoringKey, on_delete=models.PROTECT, related_name="things")
    customer = models.ForeignKey(Customer, on_delete=models.PROTECT, related_name="things")
    thing = models.CharField(max_length=120)
    """As its source knows it."""
    names = models.JSONField(default=list)
    """By which the agreement may know it."""
    system = models.CharField(max_length=80, default="", blank=True)
    """The word of the agreement; empty where nobody knows it yet."""
    seen_at = models.BigIntegerField()
    """When it was last reported on."""
    assigned_at = models.BigIntegerField(null=True)
    assigned_by = models.CharField(max_length=80, default="", blank=True)
    """Who said which system it is, where that was a person."""

    class Meta:
        """One row for each thing of a key."""

        constraints: ClassVar = [models.UniqueConstraint(fields=["key", "thing"], name="thing_of_key_once")]


class Check(models.Model):
    """An own check of a system, at an interval, from a vantage point."""

    class Kind(models.TextChoices):
        """What is tried."""

        HTTP = "http"
        TCP = "tcp"
        ICMP = "icmp"
        DNS = "dns"
        TLS = "tls"
        SMTP = "smtp"
        IMAP = "imap"

    customer = models.ForeignKey(Customer, on_delete=models.PROTECT, related_name="checks")
    system = models.CharField(max_length=80)
    """The word of the agreement."""
    kind = models.CharField(max_length=8, choices=Kind)
    target = models.CharField(max_length=500)
    """An address for http, else a host; for dns the name that is asked for."""
    port = models.PositiveIntegerField(null=True)
    expects = models.JSONField(default=dict)
    """What else must be so; `check_words` has the words of each kind."""
    every_seconds = models.PositiveIntegerField()
    retries = models.PositiveSmallIntegerField(default=2)
    """How often a failure is tried again before it counts."""
    retry_seconds = models.PositiveSmallIntegerField(default=15)
    timeout_seconds = models.PositiveSmallIntegerField(default=10)
    vantage = models.CharField(max_length=40, default="here")
    opens_ticket = models.BooleanField(default=True)
    made_at = models.BigIntegerField()
    ended_at = models.BigIntegerField(null=True)
    next_at = models.BigIntegerField()
    """When it is due; whoever moves it on does it."""
    failures = models.PositiveSmallIntegerField(default=0)
    """How many looks in a row failed."""
    seen_at = models.BigIntegerField(null=True)
    """When it looked last."""
    says = models.CharField(max_length=200, default="", blank=True)
    """What the last look said: why it failed, or what it warns of."""
    is_unsettled = models.BooleanField(default=False)
    """Whether an outage or unwatched time of it is not over: whatever it sees next may end that."""
    warned_at = models.BigIntegerField(null=True)
    """Since when it warns of something that is no outage yet."""
    warned_of = models.JSONField(default=list)
    """The fingerprints of certificates that end soon of which it has told: each is told once."""

    class Meta:
        """What is due is looked for by its vantage point."""

        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(every_seconds__gte=10) & Q(retry_seconds__gte=1) & Q(timeout_seconds__gte=1),
                name="check_has_its_times",
            )
        ]
        indexes: ClassVar = [
            models.Index(fields=["vantage", "next_at"], condition=Q(ended_at__isnull=True), name="check_due")
        ]

    @property
    def stale_after(self) -> int:
        """After so many seconds without a look nobody knows."""
        return 3 * self.every_seconds


class Look(models.Model):
    """What a check saw; equal looks may have been put together, and then vouch for all from `at` to `until`."""

    check_made = models.ForeignKey(Check, on_delete=models.PROTECT, related_name="looks")
    customer = models.ForeignKey(Customer, on_delete=models.PROTECT, related_name="looks")
    at = models.BigIntegerField()
    until = models.BigIntegerField(null=True)
    count = models.PositiveIntegerField(default=1)
    """How many looks it stands for."""
    is_up = models.BooleanField()
    is_confirmed = models.BooleanField(default=True)
    took_ms = models.PositiveIntegerField(null=True)
    says = models.CharField(max_length=200, default="", blank=True)
    """Why it failed, or nothing."""

    class Meta:
        """Read in order, for one check."""

        indexes: ClassVar = [models.Index(fields=["check_made", "at"], name="look_of_check")]


class VantageBeat(models.Model):
    """That the checks of a vantage point were being made at a moment, and how far its clock could be trusted."""

    vantage = models.CharField(max_length=40, primary_key=True)
    at = models.BigIntegerField()


class Blindness(models.Model):
    """When a vantage point saw nothing, or did not know when: it was not running, it slept, its clock was set."""

    vantage = models.CharField(max_length=40)
    start_at = models.BigIntegerField()
    end_at = models.BigIntegerField()
    because = models.CharField(max_length=200)

    class Meta:
        """Nothing ends before it begins."""

        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(end_at__gt=models.F("start_at")), name="blindness_ends_after_it_begins")
        ]
        indexes: ClassVar = [models.Index(fields=["vantage", "start_at"], name="blindness_of_vantage")]
