"""Sites, the way to them, and the systems that are looked after."""

from __future__ import annotations

from typing import Annotated

from pydantic import BeforeValidator, Field, PlainValidator, WithJsonSchema

from asagreed.terms.parts import Part, with_title
from asagreed.terms.values.access import NoAccessText
from asagreed.terms.values.dates import Date
from asagreed.terms.values.texts import Name, Names, Phrase, Zone, choice, one_or_more

DELIVERIES = ("remote", "on-site")
_DELIVERY = {"remote": "remote", "on-site": "on-site", "remote and on-site": "", "both": ""}


NoAccessTexts = Annotated[
    tuple[NoAccessText, ...],
    BeforeValidator(one_or_more, json_schema_input_type=NoAccessText | tuple[NoAccessText, ...]),
]


class Site(Part):
    """A place of the customer."""

    title: Phrase | None = None
    address: Phrase | None = None
    distance: Name | None = None
    zone: Zone | None = None
    no_access: NoAccessTexts = Field(default=(), alias="no access")
    delivery: Annotated[
        str, PlainValidator(choice(_DELIVERY, what="a delivery")), WithJsonSchema({"enum": [*_DELIVERY]})
    ] = ""


class System(Part):
    """Something that is looked after, and what its maker or vendor has promised."""

    title: Phrase | None = None
    parts: Phrase | None = None
    supported_by: Phrase | None = Field(default=None, alias="supported by")
    call: Phrase | None = None
    vendor_response: Phrase | None = Field(default=None, alias="vendor response")
    vendor_hours: Name | None = Field(default=None, alias="vendor hours")
    warranty_until: Date | None = Field(default=None, alias="warranty until")
    stands_on: Names = Field(default=(), alias="stands on")
    site: Name | None = None
    kind: Phrase | None = None
    note: Phrase | None = None


SystemPart = Annotated[System, BeforeValidator(with_title, json_schema_input_type=Phrase | System)]
