"""Agreements as they were entered: sets of papers that never change."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from asagreed_web.customers.models import Customer
from asagreed_web.people.models import Person


class Plan(models.Model):
    """A plan as a text, by name and date: `gold@2026-01`. Agreements pin one, so it is never changed."""

    name = models.CharField(max_length=80, unique=True)
    text = models.TextField()
    sha256 = models.CharField(max_length=64)
    entered_at = models.BigIntegerField()

    class Meta:
        """By name."""

        ordering: ClassVar = ["name"]


class Edition(models.Model):
    """All papers of an agreement as they lay in its folder from a moment on; a later edition has later papers too.

    `papers` maps a path in the folder (`agreement.yaml`, `amendments/2.yaml`) to its text. `sha256` is over the
    papers and the plans, so that equal papers are one history.
    """

    customer = models.ForeignKey(Customer, on_delete=models.PROTECT, related_name="editions")
    agreement = models.CharField(max_length=80)
    """The name of the agreement, as its first paper says."""
    number = models.PositiveIntegerField()
    papers = models.JSONField()
    plans = models.JSONField()
    """The plans at hand when the papers were entered, by name."""
    sha256 = models.CharField(max_length=64, db_index=True)
    entered_at = models.BigIntegerField()
    entered_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True)

    class Meta:
        """Numbered for each customer."""

        ordering: ClassVar = ["customer_id", "number"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["customer", "number"], name="edition_numbered")]


class PlanDraft(models.Model):
    """The next edition of a plan while it is written: the only text of a plan that changes. There is one for a name.

    `number` counts the changes: whoever changes it says which state was seen, so that nobody overwrites another.
    """

    name = models.CharField(max_length=41, unique=True)
    """Of the plan, without a month: `gold`."""
    month = models.CharField(max_length=7)
    """Under which it will be entered: `2026-11`."""
    text = models.TextField()
    based_on = models.CharField(max_length=80, blank=True)
    """The edition from which it was begun: `gold@2026-01`, or empty."""
    number = models.PositiveIntegerField(default=1)
    changed_at = models.BigIntegerField()
    changed_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        """By name."""

        ordering: ClassVar = ["name"]

    @property
    def pin(self) -> str:
        """The name under which it will be entered: `gold@2026-11`."""
        return f"{self.name}@{self.month}"
