"""Recurring work: what is done when, on what, and what the customer is asked first."""

from __future__ import annotations

from collections.abc import Iterator

from asagreed.documents.contract.outline import ANY, Outline
from asagreed.documents.language.recurrences import recurrence_in_words
from asagreed.terms.sections.upkeep import UpkeepTask

_IN_ROWS = ("title", "when", "at", "from", "hours", "within", "on", "restores", "delivery", "draws", "approval", "risk",
            "note")  # fmt: skip


def add(outline: Outline) -> None:
    """Add the recurring work, when it counts as missed, and what follows when the customer defers it."""
    outline.begin("upkeep")
    tasks = outline.agreement.proactive
    rows = [
        (
            part.title or name,
            recurrence_in_words(part.when, outline.language),
            outline.systems(part.on or part.restores) if part.on or part.restores else "–",
            "; ".join(_remarks(outline, name, part)) or "–",
        )
        for name, part in tasks.items()
    ]
    told = [(), *((ANY, key) for key in _IN_ROWS)]
    outline.table(("proactive",), "upkeep tasks", ("task", "when", "system", "remarks"), rows, told=told)
    _add_proposals(outline)


def _remarks(outline: Outline, name: str, part: UpkeepTask) -> Iterator[str]:
    say, written = outline.language.say, outline.written
    if part.delivery:
        yield outline.language.word(part.delivery)
    if part.at is not None:
        yield say("upkeep at", time=outline.raw("proactive", name, "at"))
    if part.hours and part.when.on_working_days:
        yield say("upkeep working days", hours=outline.hours(part.hours))
    if part.from_:
        yield say("upkeep from", day=outline.language.day(part.from_))
    if part.when.rule:
        within = written("proactive", name, "within")
        yield say("upkeep within", length=within) if within else say("upkeep until next")
    yield from _conditions(outline, part)


def _conditions(outline: Outline, part: UpkeepTask) -> Iterator[str]:
    say = outline.language.say
    if part.restores:
        yield say("upkeep restores", names=outline.systems(part.restores))
    if part.draws:
        yield say("draws")
    if part.approval:
        yield say("upkeep approval")
    if part.risk:
        yield say("upkeep risk", risk=part.risk)
    if part.note:
        yield part.note


def _add_proposals(outline: Outline) -> None:
    said = outline.agreement.proposals
    if said is None:
        return
    path = ("proposals",)
    if said.list:
        outline.clause((*path, "list"), "proposals list", list=said.list)
    if said.if_deferred:
        effect = outline.language.word(said.if_deferred)
        outline.clause((*path, "if deferred"), "proposals if deferred", effect=effect)
    if "emergency" in said.model_fields_set:
        message = "proposals emergency" if said.emergency else "proposals no emergency"
        outline.clause((*path, "emergency"), message)
