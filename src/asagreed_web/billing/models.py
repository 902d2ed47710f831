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


class MoneyReceived(models.Model):
    """Money that came in, as somebody recorded it. A wrong one is taken back by a row of its own, which `reverses` it.

    `purpose` is «retainer», the name of a block, or the number of an invoice. The amount is exact, and below zero only
    of a row that reverses another.
    """

    customer = models.ForeignKey(Customer, on_delete=models.PROTECT, related_name="money_received")
    purpose = models.CharField(max_length=60)
    amount = models.DecimalField(max_digits=20, decimal_places=4)
    currency = models.CharField(max_length=3)
    happened_at = models.BigIntegerField()
    recorded_at = models.BigIntegerField()
    recorded_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="money_recorded")
    note = models.CharField(max_length=200, default="")
    reverses = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="reversed_by")

    class Meta:
        """Nothing is no payment, and only what takes another one back is below zero."""

        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(amount__gt=0, reverses__isnull=True)
                | models.Q(amount__lt=0, reverses__isnull=False),
                name="money_received_or_reversed",
            ),
            models.CheckConstraint(
                condition=models.Q(happened_at__lte=models.F("recorded_at")), name="money_recorded_afterwards"
            ),
        ]


class BlockSold(models.Model):
    """A block of hours that the customer bought; it is paid by money received under its name."""

    customer = models.ForeignKey(Customer, on_delete=models.PROTECT, related_name="blocks_sold")
    name = models.CharField(max_length=60)
    size_seconds = models.BigIntegerField()
    """What was bought, without the hours that come free."""
    bought_at = models.BigIntegerField()
    recorded_at = models.BigIntegerField()
    recorded_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="blocks_recorded")

    class Meta:
        """Known by its name."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["customer", "name"], name="block_named_once"),
            models.CheckConstraint(condition=models.Q(size_seconds__gt=0), name="block_has_hours"),
        ]


class IssuedMonth(models.Model):
    """A month whose statement was issued: when, and what it holds. Later statements go on from there."""

    customer = models.ForeignKey(Customer, on_delete=models.PROTECT, related_name="issued_months")
    year = models.PositiveSmallIntegerField()
    month = models.PositiveSmallIntegerField()
    issued_at = models.BigIntegerField()
    entries = models.JSONField()
    """The ids of the work on it, as the library knows them."""
    credits = models.JSONField(default=dict)
    """What it gives back for missed promises: by month and system, in exact decimals."""

    class Meta:
        """A month is issued once."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["customer", "year", "month"], name="month_issued_once"),
            models.CheckConstraint(condition=models.Q(month__gte=1, month__lte=12), name="month_of_a_year"),
        ]


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
    """The most that the customer pays for what was quoted, without tax."""
    per_hour = models.DecimalField(max_digits=20, decimal_places=4, null=True)
    """The hourly rate that the quote fixes; without one it fixes the amount for the whole, however long it takes."""
    at_most_seconds = models.BigIntegerField(null=True)
    """Up to how much billed time the hourly rate is fixed."""
    shown_hash = models.CharField(max_length=64, default="")
    """SHA-256 over everything that the customer is shown."""
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
    """«portal», «signed link», «program»."""

    class Meta:
        """An answer has a moment, and a moment an answer."""

        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(state__in=["offered", "withdrawn"]) | models.Q(answered_at__isnull=False),
                name="quote_answered_at",
            )
        ]


class Ruling(models.Model):
    """What people decided of a ticket, on record: of an emergency nobody foresaw, of work by arrangement."""

    class Says(models.TextChoices):
        """In the words of the library's books."""

        EMERGENCY = "emergency"
        NO_EMERGENCY = "no emergency"
        INCLUDED = "included"
        EXCLUDED = "excluded"

    customer = models.ForeignKey(Customer, on_delete=models.PROTECT, related_name="rulings")
    ticket = models.ForeignKey(Ticket, on_delete=models.PROTECT, related_name="rulings")
    says = models.CharField(max_length=16, choices=Says)
    provider_person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="rulings_made")
    customer_person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="rulings_agreed")
    customer_name = models.CharField(max_length=120, default="")
    """Who agreed for the customer, where that is nobody who signs in."""
    note = models.TextField(default="")
    at = models.BigIntegerField()

    class Meta:
        """An emergency is agreed by both sides."""

        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(says__in=["included", "excluded"])
                | models.Q(customer_person__isnull=False)
                | ~models.Q(customer_name=""),
                name="ruling_of_emergency_by_both",
            )
        ]


class EmergencyWatch(models.Model):
    """When the answer to whether a ticket is an emergency may change by itself: an outage lasts long enough."""

    ticket = models.OneToOneField(Ticket, on_delete=models.CASCADE, primary_key=True, related_name="emergency_watch")
    next_at = models.BigIntegerField(db_index=True)
