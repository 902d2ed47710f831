"""Asking after customers."""

from __future__ import annotations

from django.db.models import QuerySet

from asagreed_web.customers.models import Customer


def served_customers() -> list[Customer]:
    """Return the customers that the provider serves, by name."""
    return list(Customer.objects.filter(is_served=True))


def slug_taken(slug: str, *, but: int | None = None) -> bool:
    """Whether a customer other than `but` has this word in its address."""
    return _others(but).filter(slug=slug).exists()


def name_taken(name: str, *, but: int | None = None) -> bool:
    """Whether a customer other than `but` has this name, whatever the letters' size."""
    return _others(but).filter(name__iexact=name).exists()


def _others(but: int | None) -> QuerySet[Customer]:
    return Customer.objects.all() if but is None else Customer.objects.exclude(pk=but)
