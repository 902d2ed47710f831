"""How prepaid time is granted, kept and lost: `10 h a month`, `rolls over for 2 months`, `12 months after purchase`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import PlainValidator, WithJsonSchema

from asagreed.terms.refusals import from_text, refuse
from asagreed.terms.values.durations import parse_length

_A_MONTH = re.compile(r"(.+?) (?:a|per|each|every) month", re.IGNORECASE)
_A_CASE = re.compile(r"(.+?) (?:a|per|each) (case|month)", re.IGNORECASE)
_ROLLS = re.compile(r"rolls? over(?: (?:(once)|for (\d{1,2}) months?|(without end)))?", re.IGNORECASE)
_EXPIRY = re.compile(r"(\d{1,3}) months?(?: after (purchase|payment|first use))?", re.IGNORECASE)
NO_END = 1200
"""Months for which time rolls over «without end»: longer than any agreement."""


def parse_monthly_hours(text: str) -> int:
    """Return the seconds that `10 h a month` grants every month."""
    match = _A_MONTH.fullmatch(text.strip())
    if match is None:
        raise refuse(
            "YML337",
            f"«{text}» does not say in which period these hours are granted.",
            remedy="Write, for instance, 10 h a month.",
            text=text,
        )
    return parse_length(match[1])


@dataclass(frozen=True, slots=True)
class InnerLimit:
    """The time up to which a service is included, per case or per month, in seconds."""

    seconds: int
    per: Literal["case", "month"]


def parse_inner_limit(text: str) -> InnerLimit:
    """Return the limit of `2 h a case` or `4 h a month`."""
    match = _A_CASE.fullmatch(text.strip())
    if match is None:
        raise refuse(
            "YML341",
            f"«{text}» does not say whether this much is included in each case or in each month.",
            remedy="Write, for instance, 2 h a case, or 4 h a month.",
            text=text,
        )
    return InnerLimit(parse_length(match[1]), "case" if match[2].lower() == "case" else "month")


def parse_unused(text: str) -> int:
    """Return for how many further months unused hours are kept: none for `expires`, one for `rolls over once`."""
    if text.strip().lower() in ("expires", "expire"):
        return 0
    match = _ROLLS.fullmatch(text.strip())
    if match is None or not any(match.groups()):
        raise refuse(
            "YML339",
            f"«{text}» does not say for how long unused hours are kept.",
            remedy="Write expires, rolls over once, rolls over for 3 months, or rolls over without end.",
            text=text,
        )
    return 1 if match[1] else int(match[2] or NO_END)


@dataclass(frozen=True, slots=True)
class Expiry:
    """How many months a block lasts, and from when they are counted."""

    months: int
    after: Literal["purchase", "payment", "first use"]


def parse_expiry(text: str) -> Expiry | None:
    """Return the expiry of `12 months after purchase`; `never` is None. Without «after» the purchase counts."""
    if text.strip().lower() == "never":
        return None
    match = _EXPIRY.fullmatch(text.strip())
    if match is None or not int(match[1]):
        raise refuse(
            "YML338",
            f"«{text}» does not say when the hours of a block end.",
            remedy="Write 12 months after purchase, 12 months after payment, 12 months after first use, or never.",
            text=text,
        )
    after: dict[str, Literal["purchase", "payment", "first use"]] = {
        "purchase": "purchase",
        "payment": "payment",
        "first use": "first use",
    }
    return Expiry(int(match[1]), after[(match[2] or "purchase").lower()])


def _schema(*examples: str) -> WithJsonSchema:
    return WithJsonSchema({"type": "string", "examples": [*examples]})


MonthlyHours = Annotated[int, PlainValidator(from_text(parse_monthly_hours)), _schema("10 h a month")]
InnerLimitText = Annotated[InnerLimit, PlainValidator(from_text(parse_inner_limit)), _schema("2 h a case")]
Unused = Annotated[
    int, PlainValidator(from_text(parse_unused)), _schema("expires", "rolls over once", "rolls over for 3 months")
]
ExpiryText = Annotated[
    Expiry | None, PlainValidator(from_text(parse_expiry)), _schema("12 months after purchase", "never")
]
