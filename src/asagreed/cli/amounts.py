"""Quantities of the ledger in words."""

from __future__ import annotations

from asagreed.billing.ledger import Quantity, Seconds
from asagreed.open_time import in_words


def quantity_words(quantity: Quantity) -> str:
    """Return time as hours and minutes, money with its currency."""
    if isinstance(quantity, Seconds):
        return f"{'−' if quantity.count < 0 else ''}{in_words(abs(quantity.count)) if quantity.count else '0 min'}"
    return str(quantity)
