"""The agreed ways to report: each may have hours of its own, and may or may not start a clock."""

from __future__ import annotations

from pydantic import Field

from asagreed.terms.parts import Part
from asagreed.terms.values.texts import Name, Phrase, YesNo


class ChannelPart(Part):
    """One way to report a problem. Outside its hours a report counts from their next opening."""

    title: Phrase | None = None
    hours: Name | None = None
    counts: YesNo = True
    number: Phrase | None = None
    address: Phrase | None = None
    link: Phrase | None = None
    code: Phrase | None = None
    languages: Phrase | None = None
    called_back: Phrase | None = Field(default=None, alias="called back")
    answered_within: Phrase | None = Field(default=None, alias="answered within")
    confirmed_by: Phrase | None = Field(default=None, alias="confirmed by")
    note: Phrase | None = None
