"""Reports that were issued, what people wrote into them, when the next ones are due, and who gets them."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from asagreed_web.customers.models import Customer
from asagreed_web.people.models import Person


class Every(models.TextChoices):
    """How long a report reaches."""

    MONTH = "month"
    QUARTER = "quarter"


class Report(models.Model):
    """A report as it was issued: its data, its printed form, and the hashes of what both were made from.

    Rows are only ever added. What was found out later makes another edition, which `restates` the first one; that one
    stays as it was. `data` is text, for PostgreSQL keeps no order of the keys of an object.
    """

    customer = models.ForeignKey(Customer, on_delete=models.PROTECT, related_name="reports")
    number = models.PositiveIntegerField()
    period = models.CharField(max_length=7)
    """«2026-05» or «2026-Q2», in the zone of the agreement."""
    edition = models.PositiveSmallIntegerField()
    """1 as it was issued; restatements are numbered on."""
    restates = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="restatements")
    language = models.CharField(max_length=8)
    data = models.TextField()
    data_sha256 = models.CharField(max_length=64)
    document = models.BinaryField()
    document_sha256 = models.CharField(max_length=64)
    inputs = models.JSONField()
    """The SHA-256 of each thing that it was made from, by its name."""
    changes = models.JSONField(default=list)
    """Of a restatement: each figure that is another one than before, with both values."""
    as_of = models.BigIntegerField()
    """Nothing that occurred later is in it; what was recorded later may be, in a restatement."""
    chain_seq = models.BigIntegerField()
    chain_hash = models.CharField(max_length=64)
    """The head of the customer's chain before the report was issued."""
    issued_at = models.BigIntegerField()
    issued_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="reports_issued")
    """Nobody where the worker issued it, as the schedule says."""

    class Meta:
        """One report of a period, and its restatements by number."""

        ordering: ClassVar = ["customer_id", "-number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["customer", "number"], name="report_numbered"),
            models.UniqueConstraint(fields=["customer", "period", "edition"], name="report_issued_once"),
            models.CheckConstraint(
                condition=models.Q(edition=1, restates__isnull=True) | models.Q(edition__gt=1, restates__isnull=False),
                name="restatement_restates",
            ),
        ]


class Looked(models.Model):
    """When the latest edition of a period was looked over for late corrections, and what it was looked over with."""

    report = models.OneToOneField(Report, on_delete=models.CASCADE, primary_key=True, related_name="looked")
    customer = models.ForeignKey(Customer, on_delete=models.CASCADE)
    looked_at = models.BigIntegerField(db_index=True)
    inputs_sha256 = models.CharField(max_length=64)
    """Over everything that was read; while it is the same, no figure can be another one."""


class Annotation(models.Model):
    """What people write into a report before it is issued: why a promise was missed, and what they recommend.

    Rows are only ever added; the newest one about something holds, and an empty text takes it back.
    """

    class Kind(models.TextChoices):
        """What it says."""

        CAUSE = "cause"
        RECOMMENDATION = "recommendation"

    customer = models.ForeignKey(Customer, on_delete=models.PROTECT, related_name="annotations")
    period = models.CharField(max_length=7)
    kind = models.CharField(max_length=16, choices=Kind)
    about = models.CharField(max_length=120)
    """Of a cause the miss by the name that the report gives it; of a recommendation its number."""
    text = models.TextField(default="", blank=True)
    written_at = models.BigIntegerField()
    written_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="annotations")

    class Meta:
        """In the order in which they were written."""

        ordering: ClassVar = ["pk"]
        indexes: ClassVar = [models.Index(fields=["customer", "period"], name="annotation_of_period")]


class Schedule(models.Model):
    """Which reports a customer gets, and when the next one is due: its moment is stored, and claimed once."""

    customer = models.ForeignKey(Customer, on_delete=models.PROTECT, related_name="report_schedules")
    every = models.CharField(max_length=8, choices=Every)
    day = models.PositiveSmallIntegerField()
    """Of the month after the period, so that every month has it: at most the 28th."""
    language = models.CharField(max_length=8, default="en")
    is_reviewed = models.BooleanField(default=True)
    """Whether somebody reads it before it is issued; otherwise the worker issues it."""
    is_on = models.BooleanField(default=True)
    next_period = models.CharField(max_length=7)
    next_at = models.BigIntegerField()
    trouble = models.TextField(default="", blank=True)
    """Why the last attempt made no report."""
    changed_at = models.BigIntegerField()
    changed_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="report_schedules_changed")

    class Meta:
        """One for each length; only what is on is looked for."""

        ordering: ClassVar = ["customer_id", "every"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["customer", "every"], name="one_schedule_each"),
            models.CheckConstraint(condition=models.Q(day__gte=1, day__lte=28), name="schedule_day_every_month"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["next_at"], condition=models.Q(is_on=True), name="schedule_next"),
        ]


class Recipient(models.Model):
    """Somebody of a customer who is told by mail of each report."""

    customer = models.ForeignKey(Customer, on_delete=models.CASCADE, related_name="report_recipients")
    person = models.OneToOneField(Person, on_delete=models.CASCADE, related_name="gets_reports")


class ToReview(models.Model):
    """A report that is due and waits until somebody has read it; it waits no more once it is issued."""

    customer = models.ForeignKey(Customer, on_delete=models.CASCADE, related_name="reports_to_review")
    period = models.CharField(max_length=7)
    language = models.CharField(max_length=8)
    due_at = models.BigIntegerField()

    class Meta:
        """A period waits once."""

        ordering: ClassVar = ["due_at", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["customer", "period"], name="period_to_review_once"),
        ]


class Proof(models.Model):
    """A page of proof as it was published: figures of all customers together, behind which nobody can be found.

    Rows are only ever added, for a later page must not be about the same months.
    """

    period = models.CharField(max_length=7, unique=True)
    language = models.CharField(max_length=8)
    data = models.TextField()
    data_sha256 = models.CharField(max_length=64)
    document = models.BinaryField()
    document_sha256 = models.CharField(max_length=64)
    event_seq = models.BigIntegerField()
    """Of the provider's own chain, which tells that it was published."""
    published_at = models.BigIntegerField()
    published_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="proofs_published")

    class Meta:
        """The last one first."""

        ordering: ClassVar = ["-published_at", "-pk"]
