"""Opening hours of a day as text: `08:00-12:00 13:00-17:00`, overnight `22:00-06:00`, or `closed`."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Annotated

from pydantic import PlainValidator, WithJsonSchema

from asagreed.errors import InvalidHours
from asagreed.open_time import Shift, parse_shifts
from asagreed.terms.refusals import from_text, refuse

_SHIFT = re.compile(r"[^\s,]+(?:\s+[-–]\s+[^\s,]+)?")


def read_shifts(text: str) -> tuple[Shift, ...]:
    """Return the shifts of a day. Raises PydanticCustomError that points at the shift that is wrong."""
    if text.strip().lower() == "closed":
        return ()
    tokens = _SHIFT.findall(text)
    shifts = [_read_shift(token, text=text) for token in tokens]
    if not shifts:
        raise _impossible("no shift is named", text=text, token="")
    ordered = sorted(zip(shifts, tokens, strict=True))
    for (before, _), (after, token) in pairwise(ordered):
        if after.opens < before.closes:
            raise refuse(
                "YML309",
                f"The shift «{token}» begins before «{before}» has ended.",
                remedy="Let the shifts of a day follow one another, or write them as one.",
                text=text,
                token=token,
            )
    return tuple(shift for shift, _ in ordered)


def _read_shift(token: str, *, text: str) -> Shift:
    try:
        (shift,) = parse_shifts("".join(token.split()))
    except InvalidHours as error:
        raise _impossible(error.why, text=text, token=token) from None
    return shift


def _impossible(why: str, *, text: str, token: str) -> Exception:
    return refuse(
        "YML308",
        f"The hours «{token or text}» cannot be: {why}.",
        remedy="Write shifts as 08:00-12:00 13:00-17:00, or closed.",
        text=text,
        token=token,
    )


SHIFTS_SCHEMA = {"type": "string", "examples": ["08:00-17:00", "08:00-12:00 13:00-17:00", "22:00-06:00", "closed"]}
Shifts = Annotated[tuple[Shift, ...], PlainValidator(from_text(read_shifts)), WithJsonSchema(SHIFTS_SCHEMA)]
