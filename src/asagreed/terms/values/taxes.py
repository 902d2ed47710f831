"""How a charge is taxed, in the words of an invoice: `standard 19%`, `zero`, `exempt, …`, `reverse charge`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import PlainValidator, WithJsonSchema

from asagreed.terms.refusals import from_text, refuse

TaxCategory = Literal["S", "Z", "E", "AE", "O"]
_STANDARD = re.compile(r"(?:standard |reduced )?(\d{1,2}(?:\.\d{1,3})?) ?%", re.IGNORECASE)
_WITHOUT: dict[str, tuple[TaxCategory, str]] = {
    "zero": ("Z", ""),
    "exempt": ("E", "exempt from tax"),
    "reverse charge": ("AE", "Reverse charge"),
    "outside the scope": ("O", "not subject to tax"),
}


@dataclass(frozen=True, slots=True, order=True)
class TaxClass:
    """A category of EN 16931 (UNCL 5305), its rate in per cent, and the reason where nothing is charged."""

    category: TaxCategory
    percent: Decimal
    reason: str = ""

    def __str__(self) -> str:
        return f"{self.percent.normalize():f}%" if self.category == "S" else self.reason or "0%"


NOT_TAXED = TaxClass("O", Decimal(0), "not subject to tax")


def parse_tax(text: str) -> TaxClass:
    """Return the tax of `19%`, `standard 19%`, `zero`, `exempt, REASON`, `reverse charge` or `outside the scope`."""
    standard = _STANDARD.fullmatch(text.strip())
    if standard and Decimal(standard[1]):
        return TaxClass("S", Decimal(standard[1]))
    word, _, reason = text.strip().partition(",")
    known = _WITHOUT.get(word.strip().lower())
    if known is None:
        raise refuse(
            "YML335",
            f"«{text}» does not say how the charge is taxed.",
            remedy="Write standard 19%, zero, «exempt, REASON», reverse charge, or outside the scope.",
            text=text,
        )
    category, usual = known
    return TaxClass(category, Decimal(0), reason.strip() or usual)


TAX_SCHEMA = {
    "type": "string",
    "examples": ["standard 19%", "zero", "exempt, medical services", "reverse charge", "outside the scope"],
}
TaxText = Annotated[TaxClass, PlainValidator(from_text(parse_tax)), WithJsonSchema(TAX_SCHEMA)]
