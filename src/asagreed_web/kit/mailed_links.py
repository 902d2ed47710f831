"""Links in mails: each opens one thing for one recipient, without signing in, until it expires."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.core import signing

from asagreed.errors import AsagreedError

BAD_LINK = "This link is not whole, or was never one of ours. Open it from the mail again, or sign in to the portal."


class LinkRefused(AsagreedError):
    """A link opens nothing: it was tampered with, or has expired."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MailedLink:
    """What a link says: the row that it opens, its customer, to whom it was sent, when it expires (UTC seconds)."""

    opens: int
    customer_id: int
    recipient: str
    expires_at: int


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkKind:
    """Links that open one kind of thing; a link of another kind opens nothing here.

    `salt` tells the kinds apart and `way` leads to the page: neither ever changes, because links lie in mailboxes.
    `expired` is what the holder of a link reads whose time is over.
    """

    salt: str
    way: str
    expired: str

    def token_of(self, link: MailedLink) -> str:
        """Return a link as a token that nobody can make or change without the key of this installation."""
        return signing.dumps([link.opens, link.customer_id, link.recipient, link.expires_at], salt=self.salt)

    def read(self, token: str, *, at: int) -> MailedLink:
        """Return what a token says. Raises LinkRefused for one that was tampered with, and for one that has expired."""
        try:
            # The signature is compared in constant time.
            opens, customer_id, recipient, expires_at = signing.loads(token, salt=self.salt)
        except (signing.BadSignature, ValueError, TypeError):
            raise LinkRefused(BAD_LINK) from None
        if at >= expires_at:
            raise LinkRefused(self.expired)
        return MailedLink(opens=opens, customer_id=customer_id, recipient=recipient, expires_at=expires_at)

    def address(self, token: str) -> str:
        """Return where a token leads."""
        return f"{settings.ADDRESS}{self.way}{token}/"
