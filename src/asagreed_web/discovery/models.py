"""Answers as they were typed, sheet by sheet, what was verified beside them, and which agreement was decided on."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from asagreed_web.customers.models import Customer
from asagreed_web.people.models import Person

COMPANY = ""
"""The system of the sheet with the questions that are asked once."""


class Questionnaire(models.Model):
    """The discovery of a customer: when it was begun, when somebody last stated something, and whether it is shared."""

    customer = models.OneToOneField(Customer, on_delete=models.PROTECT, related_name="questionnaire")
    begun_at = models.BigIntegerField()
    begun_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    stated_at = models.BigIntegerField()
    """When something was stated last, in UTC seconds: from then on the papers that follow count."""
    stated_by = models.CharField(max_length=120, default="")
    """The name of the person of the customer who stated it."""
    shared_at = models.BigIntegerField(null=True)
    """Since when the customer sees it in the portal; None keeps it at the desk."""


class AnswerSheet(models.Model):
    """The answers about one system, or about the company, each as it was typed.

    `verified` maps a topic to `{on, by, evidence, found}`. `revision` counts changes, so that two who write at the same
    time are told of each other.
    """

    questionnaire = models.ForeignKey(Questionnaire, on_delete=models.PROTECT, related_name="sheets")
    system = models.CharField(max_length=80, default=COMPANY, blank=True)
    position = models.PositiveIntegerField()
    """In addresses and in the order of pages; 0 is the company."""
    answers = models.JSONField(default=dict)
    verified = models.JSONField(default=dict)
    revision = models.PositiveIntegerField(default=0)
    changed_at = models.BigIntegerField()
    changed_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        """In the order of the systems, each once."""

        ordering: ClassVar = ["questionnaire_id", "position"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["questionnaire", "system"], name="one_sheet_for_a_system"),
            models.UniqueConstraint(fields=["questionnaire", "position"], name="one_sheet_at_a_position"),
        ]


class Situation(models.Model):
    """The short questionnaire on which agreement fits a customer, and what was decided against its recommendation."""

    customer = models.OneToOneField(Customer, on_delete=models.PROTECT, related_name="situation")
    answers = models.JSONField(default=dict)
    revision = models.PositiveIntegerField(default=0)
    changed_at = models.BigIntegerField()
    decided = models.CharField(max_length=16, default="")
    """The kind of agreement that was decided on by the owner's own reason; empty leaves the recommendation."""
    because = models.CharField(max_length=500, default="")
    decided_at = models.BigIntegerField(null=True)
    decided_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        """What was decided has a reason and a moment."""

        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(decided="") | (models.Q(decided_at__isnull=False) & ~models.Q(because="")),
                name="situation_decided_for_a_reason",
            )
        ]
