"""How an event is hashed: SHA-256 over canonical JSON of everything it says and the hash before it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any

HASHED = ("chain", "seq", "subject", "subject_id", "kind", "happened_at", "recorded_at", "actor", "says",
          "personal_digest", "prev")  # fmt: skip
"""The columns under the hash, in words that never change."""

# One encoder for all: json.dumps would make a new one for each event of a chain.
_CANONICAL = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def canonical(data: Any) -> bytes:
    """Return data as JSON that is the same for equal data: sorted keys, no spaces, UTF-8."""
    return _CANONICAL.encode(data).encode()


def hash_of(event: Mapping[str, Any]) -> str:
    """Return the hash of an event that is given as its columns."""
    return hashlib.sha256(canonical({name: event[name] for name in HASHED})).hexdigest()


def digest_of(data: Mapping[str, Any], *, salt: str) -> str:
    """Return the digest that ties personal data to its event, without giving it away."""
    return hashlib.sha256(salt.encode() + canonical(data)).hexdigest()
