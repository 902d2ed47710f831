"""The rows of services: each in its box, with how it is done and what is said of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from asagreed.documents.plan_table.cells import NOT_SAID, Cell, Row
from asagreed.documents.plan_table.words import Words
from asagreed.foresight.plan_margin import services_in
from asagreed.terms.sections.services import (
    ARRANGED,
    BOXES,
    EXCLUDED,
    INCLUDED,
    ArrangedService,
    ExcludedService,
    IncludedService,
    ServicePart,
)
from asagreed.versions.plan_reading import ReadPlan

_RANK = {INCLUDED: 0, ARRANGED: 1, EXCLUDED: 2}


def rows(plans: Sequence[ReadPlan], words: Words) -> Iterator[Row]:
    """Yield a row for each service of any plan, and one for whatever is not named."""
    for name in names_of(plans):
        title = next((part.title for plan in plans for _, part in said_of(plan, name) if part.title), name)
        yield Row(capital(title), tuple(_cell(plan, name, words) for plan in plans))
    yield Row(words.say("row otherwise"), tuple(_otherwise(plan, words) for plan in plans))


def names_of(plans: Sequence[ReadPlan]) -> tuple[str, ...]:
    """Return the services of some plans: what the first one includes, what the next adds, then the other boxes."""
    found = [(_RANK[box], order, name) for order, plan in enumerate(plans) for box, name, _ in services_in(plan)]
    return tuple(dict.fromkeys(name for _, _, name in sorted(found, key=lambda each: each[:2])))


def said_of(plan: ReadPlan, name: str) -> tuple[tuple[str, ServicePart], ...]:
    """Return each box in which a plan names a service, with what it says there."""
    return tuple((box, part) for box, found, part in services_in(plan) if found == name)


def remarks(plan: ReadPlan, box: str, name: str, part: ServicePart, words: Words) -> Iterator[str]:
    """Yield what is said of a service in its box besides the box."""
    if part.delivery:
        yield words.known("word", part.delivery)
    if part.caused_by:
        yield words.say("caused by", cause=part.caused_by)
    if isinstance(part, IncludedService):
        if part.limit:
            yield words.say("up to", limit=words.value(plan.written("services", box, name, "limit")))
        if part.draws:
            yield words.say("draws")
        if part.hours:
            yield words.hours(part.hours)
    elif isinstance(part, ExcludedService):
        yield from (text for text in (part.why, "" if part.offered else words.say("not offered")) if text)
    elif isinstance(part, ArrangedService) and part.decided_by:
        yield words.say("with", who=part.decided_by)


def capital(title: str) -> str:
    """Return a title with a capital letter in front."""
    return title[:1].upper() + title[1:]


def _cell(plan: ReadPlan, name: str, words: Words) -> Cell:
    said = sorted(said_of(plan, name), key=lambda each: BOXES.index(each[0]))
    if not said:
        return Cell(NOT_SAID, words.say("not named"))
    (box, part), *others = said
    remark = words.listed(remarks(plan, box, name, part, words))
    also = (f"{words.say(b)}: {words.listed(remarks(plan, b, name, p, words))}".rstrip(": ") for b, p in others)
    return Cell(box, words.say(box), "; ".join(each for each in (remark, *also) if each))


def _otherwise(plan: ReadPlan, words: Words) -> Cell:
    if plan.terms.services.otherwise is None:
        return Cell(NOT_SAID, words.say("not named"))
    box, who = plan.terms.services.otherwise
    return Cell(box, words.say(box), words.say("with", who=who) if who else "")
