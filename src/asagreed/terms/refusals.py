"""How a value of an agreement says that it cannot be: a code, the reason, the remedy, and the exact token."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from pydantic_core import PydanticCustomError

T = TypeVar("T")
MAX_TEXT = 4_000
"""Characters of one value; nobody reads more in one breath."""


def refuse(
    code: str, message: str, *, remedy: str, text: str = "", token: str = "", at: tuple[str, ...] = ()
) -> PydanticCustomError:
    """Return the error that a validator raises.

    `token` is the part of `text` that is wrong; without it the whole value is. `at` leads from the validated value
    to the place inside it, for values that are made of several.
    """
    offset = max(text.find(token), 0) if token else 0
    facts = {"message": message, "remedy": remedy, "offset": offset, "length": len(token), "at": at}
    return PydanticCustomError(code, "{message}", facts)


def from_text(parse: Callable[[str], T]) -> Callable[[object], T]:
    """Return a validator that reads a text, and refuses a map, a list or nothing in its place."""

    def read(value: object) -> T:
        if isinstance(value, str) and len(value) > MAX_TEXT:
            raise refuse(
                "YML326",
                f"The text has more than {MAX_TEXT:,} characters.",
                remedy="Shorten it, or keep it in a document of its own and name that here.",
            )
        if isinstance(value, str):
            return parse(value)
        kind = "a list" if isinstance(value, list) else "a map of keys"
        raise refuse(
            "YML202",
            f"Here stands {kind}, where a single value belongs.",
            remedy="Write one value after the colon.",
        )

    return read
