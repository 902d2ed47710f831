"""A sheet that shows how something stands on a day, beside an agreement: what is critical, what is an emergency."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from asagreed.documents.contract.outline import Outline
from asagreed.documents.language import Language
from asagreed.documents.sheet import Sheet, both_sides, framed, review_of, with_review
from asagreed.versions import Version


def schedule_of(
    outline: Outline,
    version: Version,
    language: Language,
    *,
    title: str,
    day: date,
    papers: Iterable[tuple[str, str]] = (),
) -> Sheet:
    """Return what an outline says as a sheet that both sides sign, as of a day.

    `title` is the name of its sentence; `papers` are what it rests on besides, with their hashes.
    """
    subtitle = " · ".join((language.say("to the agreement"), language.say("as of", day=language.day(day))))
    sheet = framed(version, language, title=language.say(title), subtitle=subtitle, day=day)
    return replace(
        with_review(sheet, review_of(version, language), language),
        sections=tuple(outline.sections),
        signers=both_sides(version, language),
        papers=tuple(papers),
    )
