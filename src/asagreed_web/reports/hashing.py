"""The SHA-256 of facts: the same for equal facts, in every process and on every database."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import fields, is_dataclass
from enum import Enum
from typing import Any

from asagreed_web.chronicle.hashing import canonical


def digest(facts: object) -> str:
    """Return the SHA-256 over facts, however they lie in each other."""
    return hashlib.sha256(canonical(_plain(facts))).hexdigest()


def _plain(value: Any) -> Any:
    """Return a value as JSON holds it without loss; numbers that JSON would round are text."""
    if value is None or isinstance(value, (bool, str)):
        return value
    if isinstance(value, Enum):
        return value.name
    if isinstance(value, int):
        return value
    if is_dataclass(value):
        return [type(value).__name__, *(_plain(getattr(value, each.name)) for each in fields(value) if each.compare)]
    if isinstance(value, Mapping):
        return sorted(([_plain(key), _plain(each)] for key, each in value.items()), key=repr)
    if isinstance(value, AbstractSet):
        return sorted((_plain(each) for each in value), key=repr)
    if isinstance(value, (list, tuple)):
        return [_plain(each) for each in value]
    # Fractions, decimals and moments write themselves without loss.
    return str(value)
