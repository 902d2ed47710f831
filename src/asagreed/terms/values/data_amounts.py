"""How much data there is and how fast it moves: `800 GB`, `80 MB/s`; decimal units, as disks and lines are sold."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import Annotated

from pydantic import PlainValidator, WithJsonSchema

from asagreed.terms.refusals import from_text, refuse

_UNITS = {"MB": 10**6, "GB": 10**9, "TB": 10**12}
_AMOUNT = re.compile(r"(\d+(?:\.\d+)?) ?(MB|GB|TB)(/s)?")


def parse_amount(text: str) -> int:
    """Return the bytes of `800 GB`."""
    return _bytes(text, per_second=False)


def parse_rate(text: str) -> int:
    """Return the bytes a second of `80 MB/s`."""
    return _bytes(text, per_second=True)


def _bytes(text: str, *, per_second: bool) -> int:
    found = _AMOUNT.fullmatch(text.strip())
    count = int(Fraction(found[1]) * _UNITS[found[2]]) if found and bool(found[3]) == per_second else 0
    if count:
        return count
    what, example = ("a speed", "80 MB/s") if per_second else ("an amount of data", "800 GB")
    raise refuse(
        "YML350",
        f"«{text}» is not {what}: a number above zero, and MB, GB or TB.",
        remedy=f"Write, for instance, {example}.",
        text=text,
    )


DataAmount = Annotated[
    int, PlainValidator(from_text(parse_amount)), WithJsonSchema({"type": "string", "examples": ["800 GB"]})
]
DataRate = Annotated[
    int, PlainValidator(from_text(parse_rate)), WithJsonSchema({"type": "string", "examples": ["80 MB/s"]})
]
