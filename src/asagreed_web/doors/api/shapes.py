"""The parts that requests and answers are made of: moments, money, texts, pages."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import Annotated, Any, Generic, TypeVar

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainSerializer,
    WithJsonSchema,
    model_validator,
)

from asagreed.money import Money, digits_of

EARLIEST, LATEST = 0, 7_258_118_399
"""1970 to 2199: what lies outside was written wrong."""
BIGGEST_ID = 2**53 - 1
"""The last whole number that every JSON reader keeps exactly."""


def moment_text(at: int) -> str:
    """Return a moment (UTC seconds) as answers write it."""
    return datetime.fromtimestamp(at, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _read_moment(value: Any) -> int:
    at = _seconds_of(value.upper()) if isinstance(value, str) else None
    if at is None:
        raise ValueError(_NO_MOMENT)
    if not EARLIEST <= at <= LATEST:
        raise ValueError("A moment has to lie between the years 1970 and 2199.")
    return at


def _seconds_of(text: str) -> int | None:
    try:
        read = datetime.fromisoformat(text)
        return int(read.timestamp()) if read.tzinfo is not None and "T" in text else None
    except (ValueError, OverflowError):
        return None


_NO_MOMENT = "Write a moment by RFC 3339 with its zone, such as 2026-05-15T21:50:00Z."
_MOMENT = {
    "type": "string",
    "format": "date-time",
    "examples": ["2026-05-15T21:50:00Z"],
    "description": "A moment in whole seconds by RFC 3339, in UTC: 2026-05-15T21:50:00Z.",
}
Moment = Annotated[int, PlainSerializer(moment_text, return_type=str), WithJsonSchema(_MOMENT)]
"""A moment in an answer: UTC seconds inside, RFC 3339 in UTC outside."""
MomentSaid = Annotated[
    int,
    BeforeValidator(_read_moment),
    WithJsonSchema(
        {
            **_MOMENT,
            "description": "A moment by RFC 3339 with any offset, from 1970 to 2199; parts of a second are cut off.",
        }
    ),
]
"""A moment in a request."""


def _without_nul(text: str) -> str:
    if "\0" in text:
        raise ValueError("The text has a NUL character (U+0000), which no text needs. Take it out.")
    return text


def _text(most: int, *, least: int = 0) -> Any:
    return Annotated[
        str,
        Field(min_length=least, max_length=most),
        AfterValidator(_without_nul),
        AfterValidator(_not_blank if least else lambda text: text),
    ]


def _not_blank(text: str) -> str:
    if not text.strip():
        raise ValueError("This may not be empty.")
    return text


Word = _text(80)
"""A word of the agreement; empty says nothing."""
Title = _text(200, least=1)
Reason = _text(80, least=1)
Why = _text(1000, least=1)
Words = _text(50_000, least=1)
"""What somebody writes; blanks alone are nothing."""
Note = _text(4000)
Name = _text(80, least=1)
CustomerWord = Annotated[
    str,
    Field(pattern=r"^[a-z0-9-]{1,64}$", description="The customer's word in addresses.", examples=["harbour-dental"]),
]
Id = Annotated[int, Field(ge=1, le=BIGGEST_ID)]
Seconds = Annotated[int, Field(description="A length in whole seconds.")]


class Said(BaseModel):
    """What a request says: nothing is guessed, and nothing else may stand in it."""

    model_config = ConfigDict(extra="forbid", strict=True)


class Shown(BaseModel):
    """What an answer says, taken from the value that a room returned."""

    model_config = ConfigDict(from_attributes=True)


class MoneyShown(Shown):
    """Money: an exact decimal as text, with its currency (ISO 4217)."""

    amount: str = Field(examples=["126.00"])
    currency: str = Field(examples=["USD"])

    @model_validator(mode="before")
    @classmethod
    def _of(cls, value: Any) -> Any:
        """Write an amount with the digits of its currency, and more only where it has more."""
        if not isinstance(value, Money):
            return value
        digits = max(digits_of(value.currency), -int(value.amount.normalize().as_tuple().exponent))
        return {"amount": f"{value.amount:.{digits}f}", "currency": value.currency}


class MoneySaid(Said):
    """Money: an exact decimal as text, with its currency (ISO 4217)."""

    amount: str = Field(pattern=r"^[0-9]{1,12}(\.[0-9]{1,4})?$", examples=["450.00"])
    currency: str = Field(pattern=r"^[A-Z]{3}$", examples=["USD"])


class ClauseShown(Shown):
    """A place in a signed text that decided something: key path, file and line, hash of the version."""

    address: str
    file: str
    line: int
    version: str


class Listed(Said):
    """How a list is asked for, a page at a time."""

    # What stands in an address is text, and a number in it is read from that.
    model_config = ConfigDict(extra="forbid", strict=False)
    limit: int = Field(default=50, ge=1, le=200, description="How many at most.")


class ById(Listed):
    """How a list is asked for that goes by whole numbers."""

    after: int | None = Field(default=None, ge=0, le=BIGGEST_ID, description="The `next` of the page before.")


Item = TypeVar("Item", bound=BaseModel)
Row = TypeVar("Row")


class Page(Shown, Generic[Item]):
    """A page of a list; `next` is the `after` of the page that follows, null on the last."""

    items: list[Item]
    next: str | None = Field(description="Send it as `after` for the page that follows; null on the last page.")


def paged(
    rows: Sequence[Row], limit: int, *, shown: Callable[[Row], Item], place: Callable[[Row], object]
) -> dict[str, Any]:
    """Return a page of rows, of which one more than asked for was read; `place` is where a row stands in the list."""
    kept = rows[:limit]
    return {
        "items": [shown(row) for row in kept],
        "next": str(place(kept[-1])) if len(rows) > limit else None,
    }
