"""The three boxes of services, what takes work out of them, and what the customer sees to."""

from __future__ import annotations

from collections.abc import Iterator

from asagreed.documents.contract.outline import ANY, Outline
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
_IN_ROWS = ("title", "delivery", "for", "on", "at", "caused by", "call", "note", "hours", "limit", "draws", "offered",
            "why", "decided by", "whatever the cause")  # fmt: skip


def add(outline: Outline) -> None:
    """Add included, excluded and arranged services, causes, duties and advice."""
    outline.begin("services")
    services = outline.agreement.services
    boxes = (
        ("included", "included", services.included, "remarks"),
        ("excluded", "excluded", services.excluded, "why"),
        ("by arrangement", "arranged", services.by_arrangement, "with whom"),
    )
    for key, message, parts, last in boxes:
        rows = [
            (part.title or name, _delivery(outline, part), "; ".join(_remarks(outline, key, name, part)) or "–")
            for name, part in parts.items()
        ]
        told = [(ANY, key) for key in _IN_ROWS]
        outline.table(("services", key), message, ("service", "delivery", last), rows, told=told)
    if services.hours:
        outline.clause(("services", "hours"), "services hours", hours=outline.hours(services.hours))
    if services.otherwise:
        box, who = services.otherwise
        outline.clause(("services", "otherwise"), _OTHERWISE[box], who=who)
    _add_causes(outline)
    _add_duties(outline)


def _delivery(outline: Outline, part: ServicePart) -> str:
    return outline.language.word(part.delivery) or "–"


def _remarks(outline: Outline, box: str, name: str, part: ServicePart) -> Iterator[str]:
    say = outline.language.say
    yield from _of_box(outline, ("services", box, name), part)
    if part.for_:
        yield say("for", names=outline.listed(part.for_))
    if part.on:
        yield say("on", names=outline.systems(part.on))
    if part.at:
        yield say("at", names=outline.sites(part.at))
    if part.caused_by:
        yield say("caused by", cause=part.caused_by)
    if part.call:
        yield say("call", number=part.call)
    if part.note:
        yield part.note


def _of_box(outline: Outline, path: tuple[str, ...], part: ServicePart) -> Iterator[str]:
    """Yield what is said of a service in one of the boxes alone."""
    say = outline.language.say
    if isinstance(part, IncludedService):
        yield from _of_included(outline, path, part)
    elif isinstance(part, ExcludedService):
        if not part.offered:
            yield say("not offered")
        if part.why:
            yield part.why
    elif isinstance(part, ArrangedService) and part.decided_by:
        yield part.decided_by


def _of_included(outline: Outline, path: tuple[str, ...], part: IncludedService) -> Iterator[str]:
    say = outline.language.say
    if part.hours:
        yield say("within", hours=outline.hours(part.hours))
    if part.limit:
        yield say("up to", limit=outline.written(*path, "limit"))
    if part.draws:
        yield say("draws")
    if part.whatever_the_cause:
        yield say("whatever the cause")


def _add_causes(outline: Outline) -> None:
    rows = [
        (name, part.means or "–", outline.language.word(part.makes)) for name, part in outline.agreement.causes.items()
    ]
    told = [(ANY, "means"), (ANY, "makes")]
    outline.table(("causes",), "causes", ("cause", "meaning", "then"), rows, told=told)


def _add_duties(outline: Outline) -> None:
    said, word = outline.agreement, outline.language.word
    rows = [(name, part.must, word(part.makes or "–")) for name, part in said.responsibilities.items()]
    told = [(ANY, "must"), (ANY, "if not")]
    outline.table(("responsibilities",), "duties", ("what", "duty", "if not"), rows, told=told)
    if said.advice.declined:
        outline.clause(("advice", "declined"), "advice", what=said.advice.declined)
    if said.advice.ends:
        outline.clause(("advice", "ends"), "advice ends", when=outline.written("advice", "ends"))
