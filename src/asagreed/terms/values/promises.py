"""What one cell of the target table promises: a time, a guide, or nothing."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Annotated

from pydantic import PlainValidator, WithJsonSchema

from asagreed.terms.refusals import from_text, refuse
from asagreed.terms.values.durations import Duration, parse_duration

_NEXT_DAY = re.compile(r"next (?:business|working) day", re.IGNORECASE)
_PLUS_TRAVEL = re.compile(r"\s*\bplus travel$", re.IGNORECASE)
_AS_A_GUIDE = re.compile(r"\s*\bas a guide$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class PromisedTime:
    """A time to act within; without a duration it says that there is no such target."""

    duration: Duration | None
    plus_travel: bool = False
    is_guide: bool = False


def parse_promise(text: str) -> PromisedTime:
    """Return what `4 h`, `4 h plus travel`, `24 h as a guide` or `none` promises."""
    if text.strip().lower() == "none":
        return PromisedTime(None)
    if _NEXT_DAY.search(text):
        raise refuse(
            "YML305",
            f"«{text}» names a day but not when within it: a call at 16:59 and one at 08:01 get very different times.",
            remedy="Write 1 working day, which counts the same open time for every call.",
            text=text,
        )
    guided = _AS_A_GUIDE.sub("", text)
    bare = _PLUS_TRAVEL.sub("", guided)
    return PromisedTime(parse_duration(bare), plus_travel=bare != guided, is_guide=guided != text)


PROMISE_SCHEMA = {
    "type": "string",
    "examples": ["30 min", "4 h", "2 working days", "4 h plus travel", "24 h as a guide", "none"],
}
PromisedText = Annotated[PromisedTime, PlainValidator(from_text(parse_promise)), WithJsonSchema(PROMISE_SCHEMA)]
