"""What an emergency is, what each side does then, and who pays."""

from __future__ import annotations

from collections.abc import Iterator

from asagreed.documents.contract.outline import Outline
from asagreed.terms.sections.emergencies import Definition


def add(outline: Outline) -> None:
    """Add definitions, handling, cover, and what holds for anything else."""
    emergency = outline.agreement.emergency
    outline.begin("emergencies")
    rows = [
        (part.title or name, ", ".join(_conditions(outline, name, part)))
        for name, part in emergency.definitions.items()
    ]
    outline.table(("emergency", "definitions"), "definitions", ("event", "condition"), rows)
    for who, does in emergency.handling.items():
        outline.clause(("emergency", "handling", who), "handling", who=who, does=does)
    cover, path = emergency.cover, ("emergency", "cover")
    if cover and cover.included_in:
        outline.clause(path, "cover included", hours=cover.included_in, otherwise=cover.otherwise)
    elif cover:
        outline.clause(path, "cover charged", otherwise=cover.otherwise)
    if emergency.anything_else is not None:
        path = ("emergency", "anything else")
        message = "anything else" if emergency.anything_else else "nothing else"
        outline.clause(path, message, rule=outline.written(*path))


def _conditions(outline: Outline, name: str, part: Definition) -> Iterator[str]:
    say, path = outline.language.say, ("emergency", "definitions", name)
    if part.outage_of:
        yield say("outage of", names=outline.listed(part.outage_of))
    if part.data_lost_on:
        yield say("data lost", names=outline.listed(part.data_lost_on))
    if part.people_unable_to_work is not None:
        yield say("people", count=outline.written(*path, "people unable to work"))
    yield from part.event
    if part.lasting:
        yield say("lasting", length=outline.written(*path, "lasting"))
    if part.only_if:
        yield say("only critical")
    if part.within:
        yield say("during", hours=part.within)
    yield from (*part.caller_says, *([part.note] if part.note else []))
