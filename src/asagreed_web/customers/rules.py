"""Which customers somebody may see. `of` is the customer of the asking person, None for the provider's people."""

from __future__ import annotations

from django.db.models import QuerySet

from asagreed_web.customers.models import Customer


def customers_of(customer_id: int | None) -> QuerySet[Customer]:
    """Return every customer for the provider (None), else the one."""
    return Customer.objects.all() if customer_id is None else Customer.objects.filter(pk=customer_id)
