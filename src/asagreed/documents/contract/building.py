"""From a version of an agreement to its contract."""

from __future__ import annotations

from dataclasses import fields, replace

from asagreed.documents.contract.blocks import Contract
from asagreed.documents.contract.outline import Outline
from asagreed.documents.contract.sections import (
    availability,
    emergencies,
    hours,
    places,
    prices,
    promises,
    records,
    reporting,
    rest,
    riders,
    services,
    standing,
    upkeep,
)
from asagreed.documents.language import language_named
from asagreed.documents.sheet import both_sides, framed, paper_in_words, review_of, with_review
from asagreed.open_time import in_zone
from asagreed.versions import Version

_IN_ORDER = (standing, services, places, hours, reporting, promises, availability, upkeep, emergencies, prices,
             riders, records)  # fmt: skip


def contract_of(version: Version, *, language: str = "en") -> Contract:
    """Return the contract of a version, in a language (`en`, `de`). Raises UnknownLanguage."""
    spoken = language_named(language)
    outline = Outline(version, spoken)
    for section in _IN_ORDER:
        section.add(outline)
    rest.add(outline)
    outline.end()
    reviewed = review_of(version, spoken)
    begins = in_zone(version.from_at, version.terms.zone).date()
    in_force = spoken.say("in force", day=spoken.day(begins))
    subtitle = " · ".join(filter(None, (version.agreement.title, in_force)))
    frame = framed(version, spoken, title=spoken.say("service agreement"), subtitle=subtitle, day=begins)
    sheet = replace(
        with_review(frame, reviewed, spoken),
        sections=tuple(outline.sections),
        signers=both_sides(version, spoken),
        papers=tuple((paper_in_words(paper.name, spoken), paper.sha256) for paper in version.papers),
    )
    filled = {each.name: getattr(sheet, each.name) for each in fields(sheet)}
    return Contract(**filled, version=version.hash, in_force=sheet.day, reviewed=reviewed)
