"""The target table: promised times by clock, narrowed by keys as deep as needed."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BeforeValidator, Field, GetJsonSchemaHandler, model_validator
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema

from asagreed.terms.parts import Keyed, Part, empty
from asagreed.terms.sections.target_keys import KEY_PATTERN, find_target_key
from asagreed.terms.values.promises import PROMISE_SCHEMA, PromisedText
from asagreed.terms.values.shares import ShareText
from asagreed.terms.values.texts import Name, Phrase

PROMISES, NARROWER = ".promises", ".narrower"
"""Places in the validated block that no writer can name: keys with dots are refused."""
_OWN_KEYS = ("hours", "kept in")


class Promise(Part):
    """A promised time with hours of its own; a bare text is the time alone."""

    within: PromisedText | None = None
    guide: PromisedText | None = None
    hours: Name | None = None
    note: Phrase | None = None


def _time_alone(value: object) -> object:
    return {"within": value} if isinstance(value, str) else value


class TargetBlock(Part):
    """Promises that share a narrowing and, where it is given, their hours."""

    hours: Name | None = None
    kept_in: Keyed[Name, ShareText] = Field(default_factory=empty, alias="kept in")
    promises: Keyed[Name, Annotated[Promise, BeforeValidator(_time_alone)]] = Field(
        default_factory=empty, alias=".promises"
    )
    narrower: Keyed[str, TargetBlock] = Field(default_factory=empty, alias=".narrower")

    @model_validator(mode="before")
    @classmethod
    def _sort_keys(cls, value: object) -> object:
        if not isinstance(value, dict):
            return value
        sorted_: dict[str, Any] = {key: value[key] for key in _OWN_KEYS if key in value}
        rest = {key: part for key, part in value.items() if key not in _OWN_KEYS}
        sorted_[NARROWER] = {key: part for key, part in rest.items() if find_target_key(str(key))}
        sorted_[PROMISES] = {key: part for key, part in rest.items() if key not in sorted_[NARROWER]}
        return sorted_

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        """Describe the block as it is written: narrowing keys and clocks side by side."""
        written = handler(schema)
        block = handler.resolve_ref_schema(written)
        keys = block["properties"]
        narrower, promise = keys.pop(NARROWER), keys.pop(PROMISES)
        block["patternProperties"] = {KEY_PATTERN: narrower["additionalProperties"]}
        block["additionalProperties"] = {"anyOf": [PROMISE_SCHEMA, promise["additionalProperties"]]}
        return written
