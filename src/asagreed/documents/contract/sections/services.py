"""The three boxes of services, what takes work out of them, and what the customer sees to."""

from __future__ import annotations

from collections.abc import Iterator

from asagreed.documents.contract.outline import Outline
from asagreed.terms.sections.services import (
    ARRANGED,
    EXCLUDED,
    INCLUDED,
    ArrangedService,
    ExcludedService,
    IncludedService,
    ServicePart,
)

_OTHERWISE = {INCLUDED: "otherwise included", EXCLUDED: "otherwise excluded", ARRANGED: "otherwise arranged"}


def add(outline: Outline) -> None:
    """Add included, excluded and arranged services, causes, duties and advice."""
    services = outline.agreement.services
    outline.begin("services")
    boxes = (
        ("included", "included", services.included, "remarks"),
        ("excluded", "excluded", services.excluded, "why"),
        ("by arrangement", "arranged", services.by_arrangement, "with whom"),
    )
    for key, message, parts, last in boxes:
        rows = [
            (part.title or name, part.delivery or "–", "; ".join(_remarks(outline, key, name, part)) or "–")
            for name, part in parts.items()
        ]
        outline.table(("services", key), message, ("service", "delivery", last), rows)
    if services.hours:
        outline.clause(("services", "hours"), "services hours", hours=services.hours)
    if services.otherwise:
        box, who = services.otherwise
        outline.clause(("services", "otherwise"), _OTHERWISE[box], who=who)
    _add_causes(outline)
    _add_duties(outline)


def _remarks(outline: Outline, box: str, name: str, part: ServicePart) -> Iterator[str]:
    say = outline.language.say
    yield from _of_box(outline, ("services", box, name), part)
    for word, names in (("for", part.for_), ("on", part.on), ("at", part.at)):
        if names:
            yield say(word, names=outline.listed(names))
    if part.caused_by:
        yield say("caused by", cause=part.caused_by)
    yield from (text for text in (part.call, part.note) if text)


def _of_box(outline: Outline, path: tuple[str, ...], part: ServicePart) -> Iterator[str]:
    """Yield what is said of a service in one of the boxes alone."""
    say = outline.language.say
    if isinstance(part, IncludedService):
        if part.hours:
            yield say("within", hours=part.hours)
        if part.limit:
            yield say("up to", limit=outline.written(*path, "limit"))
        if part.draws:
            yield say("draws")
    elif isinstance(part, ExcludedService):
        if not part.offered:
            yield say("not offered")
        if part.why:
            yield part.why
    elif isinstance(part, ArrangedService) and part.decided_by:
        yield part.decided_by


def _add_causes(outline: Outline) -> None:
    causes = outline.agreement.causes
    rows = [(name, part.means or "–", part.makes) for name, part in causes.items()]
    outline.table(("causes",), "causes", ("cause", "meaning", "then"), rows)


def _add_duties(outline: Outline) -> None:
    said, say = outline.agreement, outline.language.say
    rows = [(name, part.must, part.makes or say("nothing follows")) for name, part in said.responsibilities.items()]
    outline.table(("responsibilities",), "duties", ("", "duty", "if not"), rows)
    if said.advice.declined:
        outline.clause(("advice", "declined"), "advice", what=said.advice.declined)
    if said.advice.ends:
        outline.clause(("advice", "ends"), "advice ends", when=outline.written("advice", "ends"))
