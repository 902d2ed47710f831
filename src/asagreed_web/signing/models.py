"""Drafts of papers, remarks about them, documents that were sent to be signed, and who signed."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from asagreed_web.customers.models import Customer
from asagreed_web.people.models import Person


class Draft(models.Model):
    """Papers that are being written: an agreement, an amendment, a rider, a declaration, or several together.

    `papers` maps the place of each new paper to its text. `revision` grows with each change, so that two people who
    write at once do not undo each other.
    """

    class State(models.TextChoices):
        """How far it has come."""

        OPEN = "open"
        SENT = "sent"
        SIGNED = "signed"
        WITHDRAWN = "withdrawn"

    customer = models.ForeignKey(Customer, on_delete=models.PROTECT, related_name="drafts")
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=160)
    papers = models.JSONField()
    language = models.CharField(max_length=8, default="en")
    """Of the printed document."""
    is_shared = models.BooleanField(default=False)
    """Whether the customer sees it in the portal, and may remark."""
    state = models.CharField(max_length=16, choices=State, default=State.OPEN)
    revision = models.PositiveIntegerField(default=1)
    begun_at = models.BigIntegerField()
    changed_at = models.BigIntegerField()
    changed_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="drafts_changed")

    class Meta:
        """Numbered for each customer, the newest first."""

        ordering: ClassVar = ["customer_id", "-number"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["customer", "number"], name="draft_numbered")]


class Remark(models.Model):
    """What somebody says of a clause of a draft, or of the whole."""

    draft = models.ForeignKey(Draft, on_delete=models.CASCADE, related_name="remarks")
    clause = models.CharField(max_length=200, default="", blank=True)
    """Its address, such as targets.P1.response; nothing for the whole."""
    text = models.TextField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="remarks")
    at = models.BigIntegerField()

    class Meta:
        """The first one first."""

        ordering: ClassVar = ["at", "pk"]


class Sending(models.Model):
    """A document that was sent to be signed: frozen, with everything that it was printed from.

    `papers` and `plans` are all that lie below it; `rests_on` is the hash of the papers that were agreed when it was
    sent, so that nobody signs over something that changed meanwhile.
    """

    class State(models.TextChoices):
        """Whether it can still be signed."""

        OPEN = "open"
        SIGNED = "signed"
        WITHDRAWN = "withdrawn"

    customer = models.ForeignKey(Customer, on_delete=models.PROTECT, related_name="sendings")
    draft = models.ForeignKey(Draft, on_delete=models.PROTECT, related_name="sendings")
    papers = models.JSONField()
    plans = models.JSONField()
    signs = models.JSONField()
    covers = models.JSONField()
    """What a signature under each paper covers, as the library says it; its papers are pairs, in their order."""
    rests_on = models.CharField(max_length=64, default="")
    document = models.BinaryField()
    document_sha256 = models.CharField(max_length=64)
    sealed = models.BinaryField(null=True)
    """The document with the signatures so far."""
    language = models.CharField(max_length=8)
    state = models.CharField(max_length=16, choices=State, default=State.OPEN)
    sent_at = models.BigIntegerField()
    sent_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="sendings")
    expires_at = models.BigIntegerField()
    signed_at = models.BigIntegerField(null=True)

    class Meta:
        """Signed has a moment; a draft is sent once at a time."""

        ordering: ClassVar = ["-sent_at", "-pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~models.Q(state="signed") | models.Q(signed_at__isnull=False), name="sending_signed_at"
            ),
            models.UniqueConstraint(
                fields=["draft"], condition=models.Q(state="open"), name="draft_sent_once_at_a_time"
            ),
        ]


class PartySignature(models.Model):
    """Who signed a document for which party, when and how."""

    sending = models.ForeignKey(Sending, on_delete=models.PROTECT, related_name="signatures")
    party = models.CharField(max_length=16)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="signatures")
    name = models.CharField(max_length=120)
    method = models.CharField(max_length=80)
    address = models.EmailField(default="", blank=True)
    """To which the link and the code were sent, or by which they signed in."""
    seal = models.CharField(max_length=64)
    """The fingerprint of the seal that proves it; the installation may have another one later."""
    at = models.BigIntegerField()

    class Meta:
        """Each party signs once."""

        ordering: ClassVar = ["at", "pk"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["sending", "party"], name="party_signs_once")]


class SigningCode(models.Model):
    """A code that was mailed to somebody who opened their link; only its digest is kept."""

    sending = models.ForeignKey(Sending, on_delete=models.CASCADE, related_name="codes")
    recipient = models.EmailField()
    digest = models.CharField(max_length=64)
    sent_at = models.BigIntegerField()
    expires_at = models.BigIntegerField()
    attempts = models.PositiveSmallIntegerField(default=0)
    used_at = models.BigIntegerField(null=True)
