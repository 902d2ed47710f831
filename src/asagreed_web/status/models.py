"""Whether a customer's status page is seen without sign-in, and where."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from asagreed_web.customers.models import Customer
from asagreed_web.people.models import Person


class StatusPage(models.Model):
    """To whom the status page of a customer is shown. Customers without a row show it to nobody from outside.

    It is looked up to learn whose page is asked for, before anybody knows who asks (`kit.row_security.DOOR_TABLES`),
    so that nothing stands here that the page itself does not show.
    """

    class Shown(models.TextChoices):
        """Who sees it beside the people of the customer, who see it in the portal."""

        NOBODY = "nobody"
        LINK = "link"
        """Whoever has the link, which nobody can guess."""
        EVERYBODY = "everybody"
        """At an address with a word that the customer chose."""

    customer = models.OneToOneField(Customer, on_delete=models.PROTECT, related_name="status_page")
    shown = models.CharField(max_length=12, choices=Shown, default=Shown.NOBODY)
    word = models.SlugField(max_length=64, default="", blank=True)
    """In the public address: «harbour-dental». Kept while it is not public, so that nobody else takes it."""
    link_number = models.PositiveIntegerField(default=1)
    """Which link holds; a new one ends those before it."""
    changed_at = models.BigIntegerField()
    changed_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        """A public page has a word, and no two have the same."""

        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~models.Q(shown="everybody") | ~models.Q(word=""), name="public_status_page_has_a_word"
            ),
            models.UniqueConstraint(fields=["word"], condition=~models.Q(word=""), name="one_status_page_for_a_word"),
        ]
