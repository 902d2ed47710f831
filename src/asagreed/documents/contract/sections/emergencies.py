"""What an emergency is, what each side does then, and who pays."""

from __future__ import annotations

from collections.abc import Iterator

from asagreed.documents.contract.outline import Outline
from asagreed.terms.resolved.terms import ALWAYS
from asagreed.terms.sections.emergencies import INCLUDED, Definition


def add(outline: Outline) -> None:
    """Add definitions, handling, cover, and what holds for anything else."""
    outline.begin("emergencies")
    add_definitions(outline)
    add_handling(outline)
    add_cover(outline)
    add_anything_else(outline)


def add_definitions(outline: Outline) -> None:
    """Add the events that are emergencies."""
    rows = [
        (part.title or name, ", ".join(_conditions(outline, name, part)))
        for name, part in outline.agreement.emergency.definitions.items()
    ]
    outline.table(("emergency", "definitions"), "definitions", ("event", "condition"), rows)


def add_handling(outline: Outline) -> None:
    """Add what each side does."""
    for who, does in outline.agreement.emergency.handling.items():
        outline.clause(("emergency", "handling", who), "handling", who=outline.language.word(who), does=does)


def add_cover(outline: Outline) -> None:
    """Add whether emergency work is included or charged."""
    cover, path = outline.agreement.emergency.cover, ("emergency", "cover")
    if cover and (cover.included_in == ALWAYS or cover.otherwise == INCLUDED):
        outline.clause(path, "cover always")
    elif cover and cover.included_in:
        outline.clause(path, "cover included", hours=outline.hours(cover.included_in))
    elif cover:
        outline.clause(path, "cover charged")


def add_anything_else(outline: Outline) -> None:
    """Add what holds for what nobody foresaw."""
    anything_else, path = outline.agreement.emergency.anything_else, ("emergency", "anything else")
    if anything_else:
        outline.clause(path, "anything else", rule=outline.written(*path))
    elif anything_else is not None:
        outline.clause(path, "nothing else")


def _conditions(outline: Outline, name: str, part: Definition) -> Iterator[str]:
    say, path = outline.language.say, ("emergency", "definitions", name)
    if part.outage_of:
        yield say("outage of", names=outline.systems(part.outage_of))
    if part.data_lost_on:
        yield say("data lost", names=outline.systems(part.data_lost_on))
    if part.people_unable_to_work is not None:
        yield say("people", count=outline.written(*path, "people unable to work"))
    yield from part.event
    if part.lasting:
        yield say("lasting", length=outline.written(*path, "lasting"))
    if part.only_if:
        yield say("only critical")
    if part.within:
        yield say("within", hours=outline.hours(part.within))
    if part.caller_says:
        yield say("caller says", what=outline.listed(part.caller_says))
    if part.note:
        yield part.note
