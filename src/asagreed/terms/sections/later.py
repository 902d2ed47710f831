"""Sections that this version reads, keeps and cites, but does not interpret yet."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import Field, WithJsonSchema

from asagreed.terms.parts import Part

Recorded = Annotated[Any, WithJsonSchema({"description": "Recorded, not interpreted by this version."})]


class LaterSections(Part):
    """What an agreement says about scope, money, uptime and duties."""

    services: Recorded = None
    exclusions: Recorded = None
    emergency: Recorded = None
    advice: Recorded = None
    allowance: Recorded = None
    block: Recorded = None
    retainer: Recorded = None
    order_of_use: Recorded = Field(default=None, alias="order of use")
    outside_draws: Recorded = Field(default=None, alias="outside draws")
    fees: Recorded = None
    rates: Recorded = None
    billing: Recorded = None
    uptime: Recorded = None
    maintenance: Recorded = None
    credits: Recorded = None
    proactive: Recorded = None
    reports: Recorded = None
    retention: Recorded = None
    data_protection: Recorded = Field(default=None, alias="data protection")
    responsibilities: Recorded = None
    discovery: Recorded = None
    precedence: Recorded = None
    legal_review: Recorded = Field(default=None, alias="legal review")
    accepted_findings: Recorded = Field(default=None, alias="accepted findings")
    notes: Recorded = None


LATER_KEYS = frozenset(field.alias or name for name, field in LaterSections.model_fields.items())
