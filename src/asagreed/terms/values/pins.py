"""Names that are pinned or coded: a plan with its version, a country with its region."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Annotated

from pydantic import PlainValidator, WithJsonSchema

from asagreed.terms.refusals import from_text, refuse

_PIN = re.compile(r"([^@\s]+)@([^@\s]+)")
_PLACE = re.compile(r"([A-Z]{2})(?:-([A-Z0-9]{1,3}))?")


@dataclass(frozen=True, slots=True)
class PlanPin:
    """A plan and the version of it that was agreed."""

    plan: str
    version: str

    def __str__(self) -> str:
        return f"{self.plan}@{self.version}"


@dataclass(frozen=True, slots=True)
class HolidayPlace:
    """A country, and the region of it whose public holidays are meant."""

    country: str
    subdivision: str | None = None

    def __str__(self) -> str:
        return f"{self.country}-{self.subdivision}" if self.subdivision else self.country


def parse_pin(text: str) -> PlanPin:
    """Return the plan and version of `gold@2026-01`."""
    match = _PIN.fullmatch(text.strip())
    if match is None:
        raise refuse(
            "YML321",
            f"«{text}» does not pin a version of the plan, so later changes of the plan would change what was signed.",
            remedy="Write the plan with its version, such as gold@2026-01.",
            text=text,
        )
    return PlanPin(match[1], match[2])


def parse_place(text: str) -> HolidayPlace:
    """Return the country and region of `US-IL`."""
    match = _PLACE.fullmatch(text.strip())
    if match is None:
        raise refuse(
            "YML319",
            f"«{text}» is not the code of a country or region.",
            remedy="Write an ISO 3166 code such as US-IL, DE-BY or NL.",
            text=text,
        )
    return HolidayPlace(match[1], match[2])


Pin = Annotated[
    PlanPin,
    PlainValidator(from_text(parse_pin)),
    WithJsonSchema({"type": "string", "pattern": "^[^@ ]+@[^@ ]+$", "examples": ["gold@2026-01"]}),
]
Place = Annotated[
    HolidayPlace,
    PlainValidator(from_text(parse_place)),
    WithJsonSchema({"type": "string", "examples": ["US-IL", "DE-BY", "NL"]}),
]
