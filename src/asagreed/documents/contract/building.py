"""From a version of an agreement to its contract."""

from __future__ import annotations

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
)
from asagreed.documents.language import Language, language_named
from asagreed.open_time import in_zone
from asagreed.versions import Version

_IN_ORDER = (standing, services, places, hours, reporting, promises, availability, emergencies, prices, riders, records)
_FRAME = ("between", "and", "page", "of", "contents", "signatures", "provider", "customer", "name", "date", "signature",
          "papers", "paper", "hash", "not reviewed")  # fmt: skip


def contract_of(version: Version, *, language: str = "en") -> Contract:
    """Return the contract of a version, in a language (`en`). Raises UnknownLanguage."""
    spoken = language_named(language)
    outline = Outline(version, spoken)
    for section in _IN_ORDER:
        section.add(outline)
    rest.add(outline)
    outline.end()
    terms = version.terms
    return Contract(
        title=spoken.say("service agreement"),
        plan=version.agreement.title or "",
        subtitle=spoken.say("in force", day=spoken.day(in_zone(version.from_at, terms.zone).date())),
        provider=terms.provider,
        customer=terms.customer,
        language=language,
        version=version.hash,
        in_force=in_zone(version.from_at, terms.zone).date().isoformat(),
        reviewed=_reviewed(version, spoken),
        sections=tuple(outline.sections),
        papers=tuple((paper.name, paper.sha256) for paper in version.papers),
        words={name: spoken.say(name) for name in _FRAME},
    )


def _reviewed(version: Version, language: Language) -> str:
    review = version.agreement.legal_review
    return language.say("reviewed", by=review.by, day=language.day(review.on)) if review else ""
