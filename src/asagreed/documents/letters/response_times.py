"""The letter by which defined response times are introduced to an existing customer (mission G5)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from asagreed.documents.contract.outline import Outline
from asagreed.documents.contract.sections import hours, promises, reporting
from asagreed.documents.language import language_named
from asagreed.documents.refusals import NothingToPrint
from asagreed.documents.sheet import Sheet, framed
from asagreed.open_time import in_zone
from asagreed.terms.resolved.terms import ALWAYS
from asagreed.terms.values.closures import NamedHolidays
from asagreed.versions import Version


def response_times_letter(version: Version, *, day: date, language: str = "en") -> Sheet:
    """Return the letter, written on a day, about the times that a version promises from its beginning.

    Raises NothingToPrint where no times are promised, and UnknownLanguage.
    """
    spoken = language_named(language)
    terms = version.terms
    if not terms.targets:
        raise NothingToPrint(agreement=terms.agreement, what="promised time", known=())
    outline = Outline(version, spoken)
    outline.begin("letter times")
    promises.add_targets(outline)
    _add_hours(outline)
    _add_priorities(outline)
    outline.begin("letter ways")
    reporting.add_ways(outline)
    outline.begin("letter pauses")
    promises.add_pauses(outline)
    outline.begin("letter kept")
    promises.add_shares(outline)
    if version.agreement.reports.every:
        outline.clause(("reports", "every"), f"reports {version.agreement.reports.every}")
    outline.end()
    begins = spoken.day(in_zone(version.from_at, terms.zone).date())
    subject = spoken.say("letter subject", day=begins)
    letter = framed(version, spoken, title=subject, subtitle=spoken.day(day), day=day)
    return replace(
        letter,
        opening=(
            spoken.say("greeting", customer=letter.customer),
            spoken.say("letter opening", day=begins),
        ),
        sections=tuple(outline.sections),
        closing=(spoken.say("letter stays"), spoken.say("kind regards")),
    )


def _add_hours(outline: Outline) -> None:
    """Add when a clock runs, with the hours that the times are counted in."""
    outline.begin("letter hours")
    outline.clause(("targets", "hours"), "letter hours rule")
    named = dict.fromkeys(target.calendar for target in outline.version.terms.targets)
    for name in named:
        if name in outline.agreement.calendars and name != ALWAYS:
            hours.add_calendar(outline, name)
            for closed in outline.agreement.calendars[name].closed or ():
                if isinstance(closed, NamedHolidays):
                    hours.add_holidays(outline, closed.name)


def _add_priorities(outline: Outline) -> None:
    outline.begin("letter priority")
    if outline.agreement.priorities.impact:
        outline.clause(("priorities",), "letter priority words")
    reporting.add_matrix(outline)
