"""Plain texts: names, phrases, one word out of a few, whole numbers, zones."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from difflib import get_close_matches
from typing import Annotated

from pydantic import BeforeValidator, PlainValidator, WithJsonSchema

from asagreed.errors import UnknownZone
from asagreed.open_time.zones import zone_named
from asagreed.terms.refusals import from_text, refuse

TEXT_SCHEMA = {"type": ["string", "number", "boolean"]}
"""Editors read `no`, `1.10` or `007` as other types than text; we take every value as it is written."""


def parse_phrase(text: str) -> str:
    """Return a text that is not empty."""
    if not text.strip():
        raise refuse(
            "YML204",
            "The text is empty.",
            remedy="Write the text, or take the key out: what is left out comes from the plan.",
        )
    return text.strip()


def choice(options: Mapping[str, str], *, what: str) -> Callable[[object], str]:
    """Return a validator for one word out of a few; it gives the value that stands for the word."""

    def read(text: str) -> str:
        word = " ".join(text.lower().split())
        if word in options:
            return options[word]
        near = get_close_matches(word, options, n=1)
        guess = f"Did you mean «{near[0]}»? " if near else ""
        raise refuse(
            "YML317",
            f"«{text}» is not one of the words for {what}.",
            remedy=f"{guess}Write one of: {', '.join(options)}.",
            text=text,
        )

    return from_text(read)


def parse_number(text: str) -> int:
    """Return a whole number above zero."""
    if text.isascii() and text.isdigit() and 0 < len(text) < 10 and int(text):
        return int(text)
    raise refuse(
        "YML324",
        f"«{text}» is not a whole number above zero.",
        remedy="Write digits only, such as 2.",
        text=text,
    )


def parse_zone(text: str) -> str:
    """Return the name of an IANA time zone."""
    # The data base answers to abbreviations such as EST too; they do not say when the clocks change.
    try:
        if "/" in text or text == "UTC":
            zone_named(text)
            return text
    except UnknownZone:
        pass
    raise refuse(
        "YML312",
        f"«{text}» is not a time zone that says when its clocks change.",
        remedy="Write the IANA name of a place, such as America/Chicago or Europe/Berlin, or UTC.",
        text=text,
    )


def parse_currency(text: str) -> str:
    """Return the three letters of a currency."""
    if len(text) == 3 and text.isascii() and text.isalpha() and text.isupper():
        return text
    raise refuse(
        "YML313",
        f"«{text}» is not a currency code: it has three capital letters.",
        remedy="Write the ISO 4217 code, such as USD or EUR.",
        text=text,
    )


def parse_country(text: str) -> str:
    """Return the two letters of a country."""
    if len(text) == 2 and text.isascii() and text.isalpha() and text.isupper():
        return text
    raise refuse(
        "YML345",
        f"«{text}» is not a country code: it has two capital letters.",
        remedy="Write the ISO 3166 code, such as US, GB or DE.",
        text=text,
    )


def one_or_more(value: object) -> object:
    """Read a single value as a list of one."""
    return [value] if isinstance(value, str) else value


YES_NO = choice({"yes": "yes", "no": "", "true": "yes", "false": ""}, what="yes or no")

Name = Annotated[str, PlainValidator(from_text(parse_phrase)), WithJsonSchema(TEXT_SCHEMA)]
Phrase = Annotated[str, PlainValidator(from_text(parse_phrase)), WithJsonSchema(TEXT_SCHEMA)]
Names = Annotated[tuple[Name, ...], BeforeValidator(one_or_more, json_schema_input_type=Name | tuple[Name, ...])]
Number = Annotated[int, PlainValidator(from_text(parse_number)), WithJsonSchema({"type": ["integer", "string"]})]
Zone = Annotated[
    str,
    PlainValidator(from_text(parse_zone)),
    WithJsonSchema({"type": "string", "examples": ["America/Chicago", "Europe/Berlin", "UTC"]}),
]
Currency = Annotated[
    str,
    PlainValidator(from_text(parse_currency)),
    WithJsonSchema({"type": "string", "pattern": "^[A-Z]{3}$", "examples": ["USD", "EUR"]}),
]
Country = Annotated[
    str,
    PlainValidator(from_text(parse_country)),
    WithJsonSchema({"type": "string", "pattern": "^[A-Z]{2}$", "examples": ["US", "DE"]}),
]
YesNo = Annotated[
    bool,
    PlainValidator(lambda value: bool(YES_NO(value))),
    WithJsonSchema({"enum": ["yes", "no", True, False]}),
]
