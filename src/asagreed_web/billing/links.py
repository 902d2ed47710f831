"""Signed links by which somebody answers a quote without signing in: for one quote, one recipient, until it expires."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.core import signing

from asagreed_web.tickets.errors import NotPossible

SALT = "quote"
WAY = "/portal/quotes/link/"
BAD_LINK = "This link is not whole, or was never one of ours. Open it from the mail again, or sign in to the portal."


@dataclass(frozen=True, slots=True, kw_only=True)
class QuoteLink:
    """What a link says: the quote, its customer, the address to which it was sent, when it expires (UTC seconds)."""

    quote_id: int
    customer_id: int
    recipient: str
    expires_at: int


def token_of(link: QuoteLink) -> str:
    """Return a link as a token that nobody can make or change without the key of this installation."""
    return signing.dumps([link.quote_id, link.customer_id, link.recipient, link.expires_at], salt=SALT)


def read_link(token: str, *, at: int) -> QuoteLink:
    """Return what a token says. Raises NotPossible for one that was tampered with, and for one that has expired."""
    try:
        # The signature is compared in constant time.
        quote_id, customer_id, recipient, expires_at = signing.loads(token, salt=SALT)
    except (signing.BadSignature, ValueError, TypeError):
        raise NotPossible(BAD_LINK) from None
    link = QuoteLink(quote_id=quote_id, customer_id=customer_id, recipient=recipient, expires_at=expires_at)
    if at >= link.expires_at:
        raise NotPossible("This link has expired. Ask the service desk for the quote again, or sign in to the portal.")
    return link


def address(token: str) -> str:
    """Return where a token leads."""
    return f"{settings.ADDRESS}{WAY}{token}/"
