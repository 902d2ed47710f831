"""Secrets that are shown once: links of invitations and keys for programs. Only their digests are kept."""

from __future__ import annotations

import hashlib
import hmac
import secrets

API_PREFIX = "asg_"
"""By it a key is known for what it is, in a log or a repository where it should not be."""


def new_secret(prefix: str = "") -> str:
    """Return 256 random bits as text."""
    return prefix + secrets.token_urlsafe(32)


def digest_of(secret: str) -> str:
    """Return what is kept of a secret. It is random and long, so that a plain hash is enough."""
    return hashlib.sha256(secret.encode()).hexdigest()


def is_secret_of(digest: str, secret: str) -> bool:
    """Whether a digest was made of a secret, in the same time for right and wrong ones; nothing is no secret."""
    return bool(secret) and hmac.compare_digest(digest, digest_of(secret))
