"""The customer's definition of an emergency: events, systems, what each side does, the price, and the catch-all."""

from __future__ import annotations

from collections.abc import Iterator

from asagreed.documents.contract.outline import Outline
from asagreed.documents.contract.sections import emergencies, prices, reporting
from asagreed.documents.language import language_named
from asagreed.documents.refusals import NothingToPrint
from asagreed.documents.sheet import Sheet
from asagreed.documents.signed.schedule import schedule_of
from asagreed.open_time import in_zone
from asagreed.terms.papers import CONSEQUENCES
from asagreed.versions import History, Version


def emergencies_of(history: History, version: Version, *, at: int, language: str = "en") -> Sheet:
    """Return the definition of emergencies of a version, with what was declared at a moment (UTC seconds).

    Raises NothingToPrint where none is written, and UnknownLanguage.
    """
    spoken = language_named(language)
    if not version.agreement.emergency.definitions:
        raise NothingToPrint(agreement=history.agreement, what="definition of an emergency", known=())
    outline = Outline(version, spoken)
    outline.begin("what is an emergency")
    emergencies.add_definitions(outline)
    emergencies.add_anything_else(outline)
    _add_declined(outline, history, at)
    _add_systems(outline, history, at)
    outline.begin("what each does")
    emergencies.add_handling(outline)
    reporting.add_ways(outline)
    outline.begin("emergency costs")
    emergencies.add_cover(outline)
    prices.add_rates(outline)
    outline.end()
    day = in_zone(at, history.zone).date()
    return schedule_of(outline, version, spoken, title="emergency definition", day=day)


def _add_declined(outline: Outline, history: History, at: int) -> None:
    """Add what is no emergency, because the customer declined what would have prevented it."""
    spoken = outline.language
    outline.begin("never an emergency")
    for advice in history.register.declined_at(at):
        if CONSEQUENCES["no emergency"] in advice.then:
            day = spoken.day(in_zone(advice.from_at, history.zone).date())
            outline.clause(
                ("declarations", advice.about), "declined so no emergency",
                about=advice.about, day=day, consequence=advice.consequence,
            )  # fmt: skip


def _add_systems(outline: Outline, history: History, at: int) -> None:
    """Add the systems that definitions name, with what was declared of each."""
    say = outline.language.say
    outline.begin("systems concerned")
    rows = []
    for system in dict.fromkeys(_named(outline)):
        declared = history.register.criticality_of(system, at=at)
        word = declared.criticality if declared else "not declared"
        since = outline.language.day(in_zone(declared.from_at, history.zone).date()) if declared else "–"
        rows.append((outline.systems([system]), say(word), since))
    outline.table(("systems",), "declared before", ("system", "declared", "since"), rows)


def _named(outline: Outline) -> Iterator[str]:
    for part in outline.agreement.emergency.definitions.values():
        yield from (*part.outage_of, *part.data_lost_on)
