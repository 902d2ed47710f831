"""Links by which somebody opens a document to sign without signing in; the code that proves who holds the mailbox."""

from __future__ import annotations

import secrets

from django.utils.crypto import constant_time_compare, salted_hmac

from asagreed_web.kit.mailed_links import LinkKind

DOCUMENTS = LinkKind(
    salt="sign a document",
    way="/portal/signing/link/",
    expired="This link has expired. Ask your provider to send the document again.",
)
DIGITS = 6
CODE_SECONDS = 15 * 60
MOST_ATTEMPTS = 5
MOST_ATTEMPTS_IN_ALL = 25
"""Of one link, over all codes that were mailed for it: six digits must not be tried through."""


def new_code() -> str:
    """Return a code of six digits."""
    return f"{secrets.randbelow(10**DIGITS):0{DIGITS}d}"


def digest_of(code: str, *, sending_id: int, recipient: str) -> str:
    """Return what is kept of a code: nobody can find it out again without the key of this installation."""
    said = code.strip()
    return salted_hmac(f"{DOCUMENTS.salt} {sending_id} {recipient}", said, algorithm="sha256").hexdigest()


def fits(code: str, digest: str, *, sending_id: int, recipient: str) -> bool:
    """Say whether a code is the one that was mailed, compared in constant time."""
    return constant_time_compare(digest_of(code, sending_id=sending_id, recipient=recipient), digest)
