"""What decides what is owed besides tickets and time, and quotes with their answers."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from asagreed_web.customers.models import Customer
from asagreed_web.people.models import Person
from asagreed_web.tickets.models import Ticket


class BooksEdition(models.Model):
    """The books of a customer as a text in the language of the library's books; the newest one holds."""

    customer = models.ForeignKey(Customer, on_delete=models.PROTECT, related_name="books")
    number = models.PositiveIntegerField()
    text = models.TextField()
    sha256 = models.CharField(max_length=64)
    entered_at = models.BigIntegerField()
    entered_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True)

    class Meta:
        """Numbered for each customer."""

        constraints: ClassVar = [models.UniqueConstraint(fields=["customer", "number"], name="books_numbered")]


class Quote(models.Model):
    """Work with its price, put to the customer, and what the customer said. Amounts are exact decimals."""

    class State(models.TextChoices):
        """What the customer said."""

        OFFERED = "offered"
        ACCEPTED = "accepted"
        DECLINED = "declined"
        WITHDRAWN = "withdrawn"

    customer = models.ForeignKey(Customer, on_delete=models.PROTECT, related_name="quotes")
    ticket = models.ForeignKey(Ticket, on_delete=models.PROTECT, related_name="quotes")
    title = models.CharField(max_length=200)
    asked = models.JSONField()
    """What was quoted: service, delivery, role, least and most seconds."""
    quoted = models.JSONField()
    """What the library answered: every choice with least and most, and the trace."""
    choice = models.CharField(max_length=40)
    amount = models.DecimalField(max_digits=20, decimal_places=4)
    """The most that the customer will pay for it, without tax."""
    currency = models.CharField(max_length=3)
    version_hash = models.CharField(max_length=64)
    state = models.CharField(max_length=16, choices=State, default=State.OFFERED)
    offered_at = models.BigIntegerField()
    offered_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="quotes_offered")
    expires_at = models.BigIntegerField()
    answered_at = models.BigIntegerField(null=True)
    answered_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="quotes_answered")
    answered_name = models.CharField(max_length=120, default="")
    answered_through = models.CharField(max_length=40, default="")
    """«portal», «signed link»."""

    class Meta:
        """An answer has a moment, and a moment an answer."""

        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(state__in=["offered", "withdrawn"]) | models.Q(answered_at__isnull=False),
                name="quote_answered_at",
            )
        ]
