"""Whom the provider serves."""

from __future__ import annotations

from typing import ClassVar

from django.db import models


class Customer(models.Model):
    """An organisation that the provider serves; an internal department is one too."""

    name = models.CharField(max_length=120, unique=True)
    slug = models.SlugField(max_length=64, unique=True)
    """As in addresses and folders: «harbour-dental»."""
    zone = models.CharField(max_length=64, default="UTC")
    mail_domains = models.JSONField(default=list)
    """Domains whose verified senders write for this customer."""
    phone = models.CharField(max_length=40, default="", blank=True)
    notes = models.TextField(default="", blank=True)
    entered_at = models.BigIntegerField()
    is_served = models.BooleanField(default=True)

    class Meta:
        """By name."""

        ordering: ClassVar = ["name"]

    def __str__(self) -> str:
        return self.name
