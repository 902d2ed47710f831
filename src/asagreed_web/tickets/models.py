"""Tickets, what was said on them, and the time worked on them."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from asagreed_web.agreements.models import Edition
from asagreed_web.chronicle.models import Event
from asagreed_web.customers.models import Customer
from asagreed_web.people.models import Person


class Status(models.TextChoices):
    """Where a ticket stands."""

    OPEN = "open"
    ON_HOLD = "on hold"
    RESOLVED = "resolved"
    CLOSED = "closed"
    MERGED = "merged"
    CANCELLED = "cancelled"


ENDED = (Status.RESOLVED, Status.CLOSED, Status.MERGED, Status.CANCELLED)


class QueuePlace(models.IntegerChoices):
    """Where a ticket stands in the queue: what has a next promise first, then what is paused, then the rest."""

    PROMISED = 0
    PAUSED = 1
    UNPROMISED = 2
    ENDED = 3


class Ticket(models.Model):
    """A request or incident as it stands; how it came to stand so is in the chain of its customer.

    All moments are UTC seconds. `attributes` that clauses ask for (kind, site, system, delivery, channel, impact,
    urgency) are words of the agreement; an empty word was not said.
    """

    class Channel(models.TextChoices):
        """The ways in, in the words of agreements."""

        PORTAL = "portal"
        E_MAIL = "e-mail"
        PHONE = "phone"
        ALERT = "alert"
        API = "api"

    customer = models.ForeignKey(Customer, on_delete=models.PROTECT, related_name="tickets")
    number = models.BigIntegerField(unique=True)
    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, null=True)
    version_number = models.PositiveIntegerField(default=0)
    version_hash = models.CharField(max_length=64, default="")

    subject = models.CharField(max_length=200)
    wants = models.CharField(
        max_length=16, default="incident", choices=[("incident", "incident"), ("service request", "service request")]
    )
    kind = models.CharField(max_length=80, default="", blank=True)
    service = models.CharField(max_length=80, default="", blank=True)
    system = models.CharField(max_length=80, default="", blank=True)
    site = models.CharField(max_length=80, default="", blank=True)
    delivery = models.CharField(max_length=40, default="", blank=True)
    channel = models.CharField(max_length=16, choices=Channel)
    impact = models.CharField(max_length=40, default="", blank=True)
    urgency = models.CharField(max_length=40, default="", blank=True)
    priority = models.CharField(max_length=16, default="", blank=True)
    priority_clause = models.JSONField(null=True)
    """The cell of the matrix that gave the priority, or None when a person named it."""
    people_unable_to_work = models.PositiveIntegerField(null=True)
    is_outage = models.BooleanField(default=False)

    requester = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="tickets_asked")
    requester_name = models.CharField(max_length=120, default="", blank=True)
    requester_email = models.CharField(max_length=254, default="", blank=True)
    requester_phone = models.CharField(max_length=40, default="", blank=True)
    is_sender_verified = models.BooleanField(default=True)
    """False when the address of a mail could not be proved: it gives no rights."""
    ring_seconds = models.PositiveIntegerField(null=True)

    occurred_at = models.BigIntegerField(null=True)
    reported_at = models.BigIntegerField()
    recorded_at = models.BigIntegerField()
    counts_from = models.BigIntegerField()
    counts_because = models.CharField(max_length=200, default="")

    status = models.CharField(max_length=16, choices=Status, default=Status.OPEN)
    hold_reason = models.CharField(max_length=80, default="", blank=True)
    assignee = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="tickets_assigned"
    )
    merged_into = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="merged_here")
    last_activity_at = models.BigIntegerField()
    waits_for_us = models.BooleanField(default=True)
    """Whether the last word is the customer's."""

    emergency = models.JSONField(null=True)
    """The emergency verdict when it was logged, or last judged: answer, because, clause."""
    is_emergency = models.BooleanField(default=False)
    coverage = models.JSONField(null=True)
    """The coverage verdict: box, because, clause, ask, call."""
    coverage_box = models.CharField(max_length=32, default="", blank=True)

    # The next promise to break; written by the room `clocks` whenever the ticket is judged.
    queue_place = models.PositiveSmallIntegerField(choices=QueuePlace, default=QueuePlace.UNPROMISED)
    next_due_at = models.BigIntegerField(default=0)
    """When the next promise breaks, or broke; of a paused ticket the open seconds that are left."""
    next_clock = models.CharField(max_length=40, default="", blank=True)
    next_state = models.CharField(max_length=16, default="", blank=True)
    next_verdict = models.CharField(max_length=16, default="", blank=True)
    next_target = models.BigIntegerField(default=0)
    next_elapsed = models.BigIntegerField(default=0)
    """Open seconds used up when it was judged."""
    next_at_risk_at = models.BigIntegerField(null=True)
    judged_at = models.BigIntegerField(default=0)

    class Meta:
        """The queue is read in the order of the next promise, everything else by customer or number."""

        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(hold_reason="") | models.Q(status="on hold"), name="hold_reason_only_on_hold"
            ),
            models.CheckConstraint(
                condition=models.Q(merged_into__isnull=True) | models.Q(status="merged"), name="merged_into_when_merged"
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["queue_place", "next_due_at", "id"], name="ticket_queue", condition=models.Q(queue_place__lt=3)
            ),
            models.Index(fields=["customer", "queue_place", "next_due_at", "id"], name="ticket_customer_queue"),
            models.Index(fields=["assignee", "queue_place", "next_due_at", "id"], name="ticket_assignee_queue"),
            models.Index(fields=["customer", "-last_activity_at", "id"], name="ticket_activity"),
        ]

    def __str__(self) -> str:
        return f"#{self.number}"


class TicketNumber(models.Model):
    """The last number that was given; its row is locked while a ticket is logged."""

    last = models.BigIntegerField(default=1000)


class Message(models.Model):
    """Something said on a ticket: to the customer, by the customer, or among the provider's people only."""

    class Kind(models.TextChoices):
        """Who said it to whom."""

        REPLY = "reply"
        CUSTOMER_REPLY = "customer reply"
        NOTE = "note"
        AUTOMATIC = "automatic"

    ticket = models.ForeignKey(Ticket, on_delete=models.PROTECT, related_name="messages")
    customer = models.ForeignKey(Customer, on_delete=models.PROTECT)
    event = models.OneToOneField(Event, on_delete=models.PROTECT)
    kind = models.CharField(max_length=16, choices=Kind)
    author = models.ForeignKey(Person, on_delete=models.PROTECT, null=True)
    author_name = models.CharField(max_length=120)
    author_email = models.CharField(max_length=254, default="")
    is_verified = models.BooleanField(default=True)
    text = models.TextField()
    html = models.TextField(default="")
    """As it came; cleaned when it is shown."""
    at = models.BigIntegerField()

    class Meta:
        """In order of time."""

        indexes: ClassVar = [models.Index(fields=["ticket", "at", "id"], name="message_of_ticket")]


class StoredFile(models.Model):
    """A file that was taken in; it lies outside the web root under a random name."""

    name = models.CharField(max_length=120)
    media_type = models.CharField(max_length=100)
    size = models.BigIntegerField()
    sha256 = models.CharField(max_length=64)
    stored_as = models.CharField(max_length=64, unique=True)
    refused_because = models.CharField(max_length=200, default="")
    """Why it is kept and never shown, where that is so."""

    class Meta:
        """Each room that takes files in has a table of its own."""

        abstract = True


class Attachment(StoredFile):
    """A file that came with a message."""

    message = models.ForeignKey(Message, on_delete=models.PROTECT, related_name="attachments")
    ticket = models.ForeignKey(Ticket, on_delete=models.PROTECT, related_name="attachments")
    customer = models.ForeignKey(Customer, on_delete=models.PROTECT)


class TimeEntry(models.Model):
    """One stretch of work of one person; never changed: a correction is a new entry that names the old one."""

    ticket = models.ForeignKey(Ticket, on_delete=models.PROTECT, related_name="time_entries")
    customer = models.ForeignKey(Customer, on_delete=models.PROTECT)
    person = models.ForeignKey(Person, on_delete=models.PROTECT)
    start_at = models.BigIntegerField()
    end_at = models.BigIntegerField()
    work_type = models.CharField(max_length=40, default="", blank=True)
    role = models.CharField(max_length=40, default="", blank=True)
    service = models.CharField(max_length=80, default="", blank=True)
    delivery = models.CharField(max_length=40, default="", blank=True)
    cause = models.CharField(max_length=80, default="", blank=True)
    note = models.TextField(default="", blank=True)
    travel_seconds = models.PositiveIntegerField(default=0)
    quote_id = models.BigIntegerField(null=True)
    """The accepted quote that the work was done under."""
    corrects = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="corrected_by")
    recorded_at = models.BigIntegerField()
    verdict = models.JSONField(default=list)
    """What was said of it before it was saved: its parts with outcome, amount, clause and trace."""

    class Meta:
        """An entry has a length, and is read in the order of the work."""

        constraints: ClassVar = [
            models.CheckConstraint(condition=models.Q(end_at__gt=models.F("start_at")), name="entry_ends_after_start")
        ]
        indexes: ClassVar = [models.Index(fields=["customer", "start_at"], name="entry_of_customer")]


class RunningTimer(models.Model):
    """Work that goes on: one for each person."""

    person = models.OneToOneField(Person, on_delete=models.CASCADE, primary_key=True)
    ticket = models.ForeignKey(Ticket, on_delete=models.CASCADE)
    started_at = models.BigIntegerField()


class TicketLink(models.Model):
    """Two tickets that have to do with each other; the one with the smaller id stands first."""

    first = models.ForeignKey(Ticket, on_delete=models.PROTECT, related_name="links_onward")
    second = models.ForeignKey(Ticket, on_delete=models.PROTECT, related_name="links_back")

    class Meta:
        """Each pair once."""

        constraints: ClassVar = [models.UniqueConstraint(fields=["first", "second"], name="pair_linked_once")]


class CannedReply(models.Model):
    """An answer kept ready, for everybody at the desk."""

    title = models.CharField(max_length=80, unique=True)
    text = models.TextField()

    class Meta:
        """By title."""

        ordering: ClassVar = ["title"]


class SavedQueue(models.Model):
    """A filtered queue under a name; of one person, or of everybody."""

    name = models.CharField(max_length=60)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, null=True, blank=True)
    asks = models.JSONField(default=dict)
    """The filters, as in the address of the queue."""

    class Meta:
        """By name."""

        ordering: ClassVar = ["name"]
