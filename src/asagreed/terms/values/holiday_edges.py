"""How much wider than its date a holiday closes: from the evening before, until the morning after."""

from __future__ import annotations

import re
from typing import Annotated

from pydantic import PlainValidator, WithJsonSchema

from asagreed.terms.refusals import from_text, refuse

DAY = 86_400
_EDGE = re.compile(r"(\d{1,2}):(\d{2}) the (evening|day) before|(\d{1,2}):(\d{2}) the (morning|day) after")


def parse_before(text: str) -> int:
    """Return the seconds before the date of `21:00 the evening before`."""
    match = _EDGE.fullmatch(text.strip())
    seconds = _seconds(match[1], match[2]) if match and match[1] else None
    if seconds is None:
        raise _unreadable(text, "21:00 the evening before")
    return DAY - seconds


def parse_after(text: str) -> int:
    """Return the seconds after the date of `08:00 the morning after`."""
    match = _EDGE.fullmatch(text.strip())
    seconds = _seconds(match[4], match[5]) if match and match[4] else None
    if seconds is None:
        raise _unreadable(text, "08:00 the morning after")
    return seconds


def _seconds(hours: str, minutes: str) -> int | None:
    total = int(hours) * 3600 + int(minutes) * 60
    return total if int(minutes) < 60 and total <= DAY else None


def _unreadable(text: str, example: str) -> Exception:
    return refuse(
        "YML318",
        f"«{text}» does not say how far beyond its date a holiday closes.",
        remedy=f"Write it as {example}.",
        text=text,
    )


EveningBefore = Annotated[
    int,
    PlainValidator(from_text(parse_before)),
    WithJsonSchema({"type": "string", "examples": ["21:00 the evening before"]}),
]
MorningAfter = Annotated[
    int,
    PlainValidator(from_text(parse_after)),
    WithJsonSchema({"type": "string", "examples": ["08:00 the morning after"]}),
]
