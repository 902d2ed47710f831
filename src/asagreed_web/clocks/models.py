"""The promises of a ticket as last judged, and what was announced of them."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from asagreed_web.customers.models import Customer
from asagreed_web.tickets.models import Ticket


class TicketClock(models.Model):
    """One clock of one ticket as of `judged_at`. Moments are UTC seconds, lengths open seconds of its target.

    It can be thrown away: `asagreed rebuild` makes it again from the chain.
    """

    ticket = models.ForeignKey(Ticket, on_delete=models.CASCADE, related_name="clocks")
    customer = models.ForeignKey(Customer, on_delete=models.PROTECT)
    name = models.CharField(max_length=40)
    cycle = models.PositiveIntegerField(default=0)
    """Of a repeating clock the number of its cycle; of all others 0."""
    state = models.CharField(max_length=16)
    verdict = models.CharField(max_length=16)
    target = models.BigIntegerField()
    elapsed = models.BigIntegerField()
    started_at = models.BigIntegerField()
    due_at = models.BigIntegerField(null=True)
    at_risk_at = models.BigIntegerField(null=True)
    breached_at = models.BigIntegerField(null=True)
    stopped_at = models.BigIntegerField(null=True)
    next_step_at = models.BigIntegerField(null=True)
    """When something will have to be announced, if nothing happens before."""
    clause = models.JSONField(null=True)
    judged_at = models.BigIntegerField()

    class Meta:
        """The worker looks for the next step that is due."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["ticket", "name", "cycle"], name="clock_once_a_ticket"),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["next_step_at"], name="clock_next_step", condition=models.Q(next_step_at__isnull=False)
            ),
        ]


class Announcement(models.Model):
    """A warning or breach that was announced; the key makes sure that it is announced once."""

    ticket = models.ForeignKey(Ticket, on_delete=models.PROTECT, related_name="announcements")
    customer = models.ForeignKey(Customer, on_delete=models.PROTECT)
    clock = models.CharField(max_length=40)
    cycle = models.PositiveIntegerField(default=0)
    step = models.CharField(max_length=40)
    """«75 %», «30 min before», «breached»."""
    true_at = models.BigIntegerField()
    """The moment at which it became true, also when the worker came later."""
    announced_at = models.BigIntegerField()

    class Meta:
        """Once for each step of each clock."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["ticket", "clock", "cycle", "step"], name="step_announced_once")
        ]
