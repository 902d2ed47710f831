"""The share of time that is promised: `99.9%`, or `none`."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Annotated

from pydantic import PlainValidator, WithJsonSchema

from asagreed.terms.refusals import from_text
from asagreed.terms.values.factors import parse_percentage


@dataclass(frozen=True, slots=True)
class PromisedShare:
    """A share of time; None where the agreement says that none is promised."""

    share: Fraction | None


def parse_promised_share(text: str) -> PromisedShare:
    """Return the share of `99.9%`, or that of `none`."""
    return PromisedShare(None if text.strip().lower() == "none" else parse_percentage(text))


UptimeShare = Annotated[
    PromisedShare,
    PlainValidator(from_text(parse_promised_share)),
    WithJsonSchema({"type": "string", "examples": ["99.9%", "none"]}),
]
