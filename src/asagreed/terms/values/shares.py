"""The share of tickets that must keep a target: `95% of tickets a month`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from typing import Annotated, Literal

from pydantic import PlainValidator, WithJsonSchema

from asagreed.terms.refusals import from_text, refuse

Every = Literal["month", "quarter", "year"]
_SHARE = re.compile(
    r"(\d{1,3}(?:\.\d{1,6})?) ?% of (?:tickets|calls) (?:a|per|each|every) (month|quarter|year)", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Share:
    """A part of the tickets of a period; `share` is None where the agreement says that none is promised."""

    share: Fraction | None
    every: Every = "month"


def parse_share(text: str) -> Share:
    """Return the share of a text such as `95% of tickets a month`, or of `none`."""
    if text.strip().lower() == "none":
        return Share(None)
    match = _SHARE.fullmatch(" ".join(text.split()))
    if match is None:
        raise refuse(
            "YML314",
            f"«{text}» is not a share of tickets: it must say how many of a hundred, of what, and in which period.",
            remedy="Write, for instance, 95% of tickets a month.",
            text=text,
        )
    share = Fraction(match[1]) / 100
    if not 0 < share <= 1:
        raise refuse(
            "YML323",
            f"{match[1]} in a hundred tickets cannot be: a share lies above 0 and at most at 100%.",
            remedy="Write a share between 0% and 100%, or none.",
            text=text,
            token=match[1],
        )
    every: dict[str, Every] = {"month": "month", "quarter": "quarter", "year": "year"}
    return Share(share, every[match[2].lower()])


SHARE_SCHEMA = {"type": "string", "examples": ["95% of tickets a month", "none"]}
ShareText = Annotated[Share, PlainValidator(from_text(parse_share)), WithJsonSchema(SHARE_SCHEMA)]
