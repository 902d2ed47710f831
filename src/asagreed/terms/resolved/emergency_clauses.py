"""What an emergency is, and what follows, each condition with the line where it was written."""

from __future__ import annotations

from dataclasses import dataclass

from asagreed.figures import Clause
from asagreed.terms.papers import Sections
from asagreed.terms.resolved.origins import Origins
from asagreed.terms.sections.emergencies import Definition


@dataclass(frozen=True, slots=True)
class EmergencyDefinition:
    """An event that is an emergency when everything here is true of it; what is not asked for is empty or None."""

    name: str
    title: str
    outage_of: tuple[str, ...]
    lasting: int | None
    people: int | None
    data_lost_on: tuple[str, ...]
    events: tuple[str, ...]
    only_if_critical: bool
    within: str | None
    clause: Clause


@dataclass(frozen=True, slots=True)
class EmergencyCover:
    """The calendar in whose hours emergency work is included, if any, and whether it is charged otherwise."""

    included_in: str | None
    is_charged: bool
    clause: Clause


@dataclass(frozen=True)
class EmergencyTerms:
    """Definitions, cover, and what holds for what nobody foresaw; `by_agreement` None says that nothing was written."""

    definitions: tuple[EmergencyDefinition, ...]
    cover: EmergencyCover | None
    by_agreement: bool | None
    anything_else: Clause
    handling: tuple[tuple[str, str, Clause], ...]


def resolve_emergencies(written: Sections, origins: Origins) -> EmergencyTerms:
    """Return the clauses of the section `emergency`."""
    part = written.emergency
    cover = part.cover
    return EmergencyTerms(
        definitions=tuple(
            _definition(name, each, origins.clause(("emergency", "definitions", name)))
            for name, each in part.definitions.items()
        ),
        cover=EmergencyCover(cover.included_in, cover.otherwise == "charged", origins.clause(("emergency", "cover")))
        if cover
        else None,
        by_agreement=None if part.anything_else is None else bool(part.anything_else),
        anything_else=origins.clause(("emergency", "anything else")),
        handling=tuple(
            (who, what, origins.clause(("emergency", "handling", who))) for who, what in part.handling.items()
        ),
    )


def _definition(name: str, part: Definition, clause: Clause) -> EmergencyDefinition:
    return EmergencyDefinition(
        name=name,
        title=part.title or name,
        outage_of=part.outage_of,
        lasting=part.lasting,
        people=part.people_unable_to_work,
        data_lost_on=part.data_lost_on,
        events=part.event,
        only_if_critical=bool(part.only_if),
        within=part.within,
        clause=clause,
    )
