"""Sections that this version reads, keeps and cites, but does not interpret yet."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import Field, WithJsonSchema

from asagreed.terms.parts import Part

Recorded = Annotated[Any, WithJsonSchema({"description": "Recorded, not interpreted by this version."})]


class LaterSections(Part):
    """What an agreement says about uptime, upkeep, reports and records."""

    advice: Recorded = None
    uptime: Recorded = None
    maintenance: Recorded = None
    proactive: Recorded = None
    reports: Recorded = None
    retention: Recorded = None
    data_protection: Recorded = Field(default=None, alias="data protection")
    discovery: Recorded = None
    precedence: Recorded = None
    legal_review: Recorded = Field(default=None, alias="legal review")
    accepted_findings: Recorded = Field(default=None, alias="accepted findings")
    notes: Recorded = None


LATER_KEYS = frozenset(field.alias or name for name, field in LaterSections.model_fields.items())
