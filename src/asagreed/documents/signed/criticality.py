"""The criticality schedule: every system, what the customer declared of it, since when, and who signed."""

from __future__ import annotations

from collections.abc import Iterator

from asagreed.documents.contract.outline import Outline
from asagreed.documents.language import language_named
from asagreed.documents.refusals import NothingToPrint
from asagreed.documents.sheet import Sheet
from asagreed.documents.signed.schedule import schedule_of
from asagreed.open_time import in_zone
from asagreed.versions import History, Version

KIND = "declaration"


def criticality_of(history: History, version: Version, *, at: int, language: str = "en") -> Sheet:
    """Return what is declared of each system at a moment (UTC seconds); those of which nothing is, too.

    Raises NothingToPrint where the agreement has no systems, and UnknownLanguage.
    """
    spoken = language_named(language)
    if not version.agreement.systems:
        raise NothingToPrint(agreement=history.agreement, what="system", known=())
    outline = Outline(version, spoken)
    outline.begin("the systems")
    head = ("system", "declared", "since", "by whom")
    outline.table(("systems",), "declarations", head, _rows(outline, history, at))
    outline.begin("why declared")
    for rule in ("criticality rule", "criticality undeclared", "criticality targets"):
        outline.clause(("declarations", rule), rule)
    outline.end()
    day = in_zone(at, history.zone).date()
    return schedule_of(
        outline, version, spoken, title="criticality schedule", day=day, papers=_papers(outline, history, at)
    )


def _rows(outline: Outline, history: History, at: int) -> Iterator[tuple[str, ...]]:
    for system in outline.agreement.systems:
        declared = history.register.criticality_of(system, at=at)
        title = outline.systems([system])
        if declared is None:
            yield title, outline.language.say("not declared"), "–", "–"
        else:
            day = outline.language.day(in_zone(declared.from_at, history.zone).date())
            by = outline.language.word(declared.by.removeprefix("the "))
            yield title, outline.language.say(declared.criticality), day, by


def _papers(outline: Outline, history: History, at: int) -> Iterator[tuple[str, str]]:
    """Yield the papers by which something is declared that holds at the moment."""
    found = (history.register.criticality_of(system, at=at) for system in outline.agreement.systems)
    clauses = {each.clause.file: each.clause.version for each in found if each}
    for file, sha256 in clauses.items():
        name = file.rpartition("/")[2].removesuffix(".yaml").removesuffix(".yml")
        yield outline.language.say(f"paper {KIND}", name=name), sha256
