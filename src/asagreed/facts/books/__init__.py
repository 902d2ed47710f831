"""The books of a customer: everything besides tickets and hours that decides what is owed."""

from asagreed.facts.books.books import (
    AcceptedQuote,
    AvailabilityGiven,
    BlockBought,
    Books,
    CauseFound,
    Count,
    DeferredItem,
    Incident,
    MaterialUsed,
    Payment,
    RiderAccepted,
    Ruling,
)
from asagreed.facts.books.reading import BooksRead, read_books

__all__ = [
    "AcceptedQuote",
    "AvailabilityGiven",
    "BlockBought",
    "Books",
    "BooksRead",
    "CauseFound",
    "Count",
    "DeferredItem",
    "Incident",
    "MaterialUsed",
    "Payment",
    "RiderAccepted",
    "Ruling",
    "read_books",
]
