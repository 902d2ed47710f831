"""Links by which somebody opens a document to sign without signing in; the code that proves who holds the mailbox."""

from __future__ import annotations

import secrets
from dataclasses import dataclass

from django.conf import settings
from django.core import signing
from django.utils.crypto import constant_time_compare, salted_hmac

from asagreed_web.signing.errors import NotAgreed

SALT = "sign a document"
WAY = "/portal/signing/link/"
DIGITS = 6
CODE_SECONDS = 15 * 60
MOST_ATTEMPTS = 5
MOST_ATTEMPTS_IN_ALL = 25
"""Of one link, over all codes that were mailed for it: six digits must not be tried through."""
BAD_LINK = "This link is not whole, or was never one of ours. Open it from the mail again, or sign in to the portal."


@dataclass(frozen=True, slots=True, kw_only=True)
class SigningLink:
    """What a link says: the document, its customer, the address to which it was sent, when it expires (UTC seconds)."""

    sending_id: int
    customer_id: int
    recipient: str
    expires_at: int


def token_of(link: SigningLink) -> str:
    """Return a link as a token that nobody can make or change without the key of this installation."""
    return signing.dumps([link.sending_id, link.customer_id, link.recipient, link.expires_at], salt=SALT)


def read_link(token: str, *, at: int) -> SigningLink:
    """Return what a token says. Raises NotAgreed for one that was tampered with, and for one that has expired."""
    try:
        # The signature is compared in constant time.
        sending_id, customer_id, recipient, expires_at = signing.loads(token, salt=SALT)
    except (signing.BadSignature, ValueError, TypeError):
        raise NotAgreed(BAD_LINK) from None
    link = SigningLink(sending_id=sending_id, customer_id=customer_id, recipient=recipient, expires_at=expires_at)
    if at >= link.expires_at:
        raise NotAgreed("This link has expired. Ask your provider to send the document again.")
    return link


def address(token: str) -> str:
    """Return where a token leads."""
    return f"{settings.ADDRESS}{WAY}{token}/"


def new_code() -> str:
    """Return a code of six digits."""
    return f"{secrets.randbelow(10**DIGITS):0{DIGITS}d}"


def digest_of(code: str, *, sending_id: int, recipient: str) -> str:
    """Return what is kept of a code: nobody can find it out again without the key of this installation."""
    return salted_hmac(f"{SALT} {sending_id} {recipient}", code.strip(), algorithm="sha256").hexdigest()


def fits(code: str, digest: str, *, sending_id: int, recipient: str) -> bool:
    """Say whether a code is the one that was mailed, compared in constant time."""
    return constant_time_compare(digest_of(code, sending_id=sending_id, recipient=recipient), digest)
