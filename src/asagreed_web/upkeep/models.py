"""What became of recurring work, the files that show it, lists that were put to customers, and keys of calendar feeds.

What is due is not stored: it follows from the agreement. Moments are UTC seconds.
"""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from asagreed_web.customers.models import Customer
from asagreed_web.people.models import Person
from asagreed_web.tickets.models import StoredFile


class ApprovalList(models.Model):
    """The work of a month that needs the customer's yes, as it was put to the customer."""

    customer = models.ForeignKey(Customer, on_delete=models.PROTECT, related_name="approval_lists")
    month = models.DateField()
    """Its first day."""
    sent_at = models.BigIntegerField()
    sent_by = models.CharField(max_length=80)
    """As the chain names who acts: «person 3», «worker»."""
    expires_at = models.BigIntegerField()

    class Meta:
        """One for each month."""

        constraints: ClassVar = [models.UniqueConstraint(fields=["customer", "month"], name="one_list_a_month")]


class SettledWork(models.Model):
    """What was said of one task on the local date on which it was due; the newest row holds, and none is changed."""

    class Says(models.TextChoices):
        """In the words of the library."""

        DONE = "done"
        SKIPPED = "skipped"
        PROPOSED = "proposed"
        AGREED = "agreed"
        DEFERRED = "deferred"

    customer = models.ForeignKey(Customer, on_delete=models.PROTECT, related_name="settled_work")
    task = models.CharField(max_length=80)
    """The word of the agreement."""
    due_on = models.DateField()
    says = models.CharField(max_length=16, choices=Says)
    at = models.BigIntegerField()
    recorded_at = models.BigIntegerField()
    recorded_by = models.CharField(max_length=80)
    by = models.CharField(max_length=120, default="", blank=True)
    """The name of who did it or decided it."""
    because = models.CharField(max_length=1000, default="", blank=True)
    evidence = models.CharField(max_length=1000, default="", blank=True)
    worked = models.PositiveIntegerField(null=True)
    """Seconds of work that ended at `at`."""
    restored_in = models.PositiveIntegerField(null=True)
    succeeded = models.BooleanField(null=True)
    risk = models.CharField(max_length=1000, default="", blank=True)
    """What the customer was shown of what may happen."""
    through = models.CharField(max_length=20, default="desk")
    """«desk», «portal», «signed link», «worker»."""
    approval_list = models.ForeignKey(ApprovalList, on_delete=models.PROTECT, null=True, related_name="rows")

    class Meta:
        """What was skipped has a reason; time belongs to what was done."""

        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(says="skipped") | ~Q(by=""), name="skipped_by_somebody"),
            models.CheckConstraint(condition=Q(says="done") | Q(worked__isnull=True), name="worked_is_done"),
        ]
        indexes: ClassVar = [models.Index(fields=["customer", "due_on"], name="settled_of_customer")]


class EvidenceFile(StoredFile):
    """A file that shows that a piece of work was done."""

    work = models.ForeignKey(SettledWork, on_delete=models.PROTECT, related_name="files")
    customer = models.ForeignKey(Customer, on_delete=models.PROTECT, related_name="+")


class FeedKey(models.Model):
    """A secret address of a calendar: of one customer, or of all for one of the provider's people."""

    customer = models.ForeignKey(Customer, on_delete=models.PROTECT, null=True, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    """Who made it; it ends when they may not see the work any more."""
    sha256 = models.CharField(max_length=64, unique=True)
    made_at = models.BigIntegerField()
    ended_at = models.BigIntegerField(null=True)
