"""One way to write data down, so that equal data has equal bytes and one hash."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from asagreed.errors import UnfitInputs
from asagreed.money import Money


def canonical_json(data: Any) -> str:
    """Return plain data as JSON in ASCII, keys in order, no spaces: it can be cut at line ends by anyone."""
    return json.dumps(data, sort_keys=True, separators=(",", ":"), ensure_ascii=True, allow_nan=False)


def sha256_of(data: Any) -> str:
    """Return the SHA-256 of plain data, as 64 hexadecimal digits."""
    return hashlib.sha256(canonical_json(data).encode("ascii")).hexdigest()


def hash_inputs(inputs: Mapping[str, Any]) -> str:
    """Return the SHA-256 of what an entry was worked out from, as 64 hexadecimal digits.

    Exact numbers, money, dates and moments are hashed as their text. Raises UnfitInputs for anything else that is not
    plain data; a float is not, for its digits are not what was agreed.
    """
    return sha256_of(_plain(inputs))


def _plain(value: Any) -> Any:
    match value:
        case None | bool() | int() | str():
            return value
        case Decimal() | Fraction():
            return str(value)
        case Money():
            return f"{value.amount} {value.currency}"
        case date():
            return value.isoformat()
        case Mapping():
            return {_key(key): _plain(one) for key, one in value.items()}
        case list() | tuple():
            return [_plain(one) for one in value]
        case _:
            raise UnfitInputs(kind=type(value).__name__)


def _key(key: Any) -> str:
    if not isinstance(key, str):
        raise UnfitInputs(kind=f"{type(key).__name__} as a key")
    return key
