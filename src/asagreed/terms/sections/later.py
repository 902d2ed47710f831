"""Sections that this version reads, keeps and cites, but does not interpret yet."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import WithJsonSchema

from asagreed.terms.parts import Part

Recorded = Annotated[Any, WithJsonSchema({"description": "Recorded, not interpreted by this version."})]


class LaterSections(Part):
    """What an agreement says for people alone."""

    precedence: Recorded = None
    notes: Recorded = None


LATER_KEYS = frozenset(field.alias or name for name, field in LaterSections.model_fields.items())
