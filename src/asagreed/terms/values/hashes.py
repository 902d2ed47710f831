"""Hashes of texts, by which a signature names what was signed."""

from __future__ import annotations

import re
from typing import Annotated

from pydantic import PlainValidator, WithJsonSchema

from asagreed.terms.refusals import from_text, refuse

_SHA256 = re.compile(r"[0-9a-f]{64}")


def parse_sha256(text: str) -> str:
    """Return the 64 hexadecimal digits of a SHA-256."""
    if _SHA256.fullmatch(text):
        return text
    raise refuse(
        "YML327",
        f"«{text}» is not a SHA-256: it has 64 digits of 0 to 9 and a to f.",
        remedy="Signatures are written by the program; take the file as it was made.",
        text=text,
    )


Sha256 = Annotated[
    str, PlainValidator(from_text(parse_sha256)), WithJsonSchema({"type": "string", "pattern": "^[0-9a-f]{64}$"})
]
