"""An amendment as it is signed: what changes, in words before and after, from when, and for which tickets."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from asagreed.documents.changes import change_rows
from asagreed.documents.contract.outline import Outline
from asagreed.documents.language import Language, language_named
from asagreed.documents.refusals import NothingToPrint
from asagreed.documents.sheet import Sheet, both_sides, framed, paper_in_words, with_review
from asagreed.open_time import in_zone
from asagreed.reading.mending import read_tree
from asagreed.terms.papers import Amendment
from asagreed.versions import History, Version

KIND = "amendment"


def amendment_of(history: History, *, number: int | None = None, language: str = "en") -> Sheet:
    """Return an amendment; without a number the only one. Raises NothingToPrint and UnknownLanguage."""
    spoken = language_named(language)
    before, after, paper = _found(history, number)
    outline = Outline(after, spoken)
    _add_changes(outline, before, paper)
    outline.begin("open tickets")
    outline.clause(("running tickets",), paper.running_tickets)
    outline.end()
    day = in_zone(after.from_at, history.zone).date()
    reviewed = _reviewed(before, after, spoken)
    signed = next(each.signed for each in after.papers if each.name == f"{KIND} {paper.amendment}")
    return replace(
        with_review(
            framed(
                after,
                spoken,
                title=spoken.say(KIND, number=paper.amendment),
                subtitle=" · ".join(filter(None, (paper.title, spoken.say("in force", day=spoken.day(day))))),
                day=day,
            ),
            reviewed,
            spoken,
        ),
        sections=tuple(outline.sections),
        signers=both_sides(after, spoken, signed),
        papers=tuple((spoken.say("version of", number=each.number, day=_begin(each, spoken)), each.hash)
                     for each in (before, after)),
    )  # fmt: skip


def _found(history: History, number: int | None) -> tuple[Version, Version, Amendment]:
    """Return the versions before and after an amendment, and its paper."""
    found = {paper.amendment: (before, after, paper) for before, after, paper in _amendments(history)}
    if number is None and len(found) == 1:
        return next(iter(found.values()))
    if number not in found:
        known = tuple(f"{KIND} {each}" for each in found)
        what = KIND if number is None else f"{KIND} {number}"
        raise NothingToPrint(agreement=history.agreement, what=what, known=known)
    return found[number]


def _amendments(history: History) -> Iterator[tuple[Version, Version, Amendment]]:
    for before, after in zip(history.versions, history.versions[1:], strict=False):
        for paper in after.draft.papers:
            model = read_tree(paper.tree, Amendment).mended if paper.kind == KIND else None
            if model and paper not in before.draft.papers:
                yield before, after, model


def _add_changes(outline: Outline, before: Version, paper: Amendment) -> None:
    spoken, after = outline.language, outline.version
    outline.begin("what changes")
    agreed, day = (_begin(each, spoken) for each in (before, after))
    outline.clause(("in force from",), "amends", agreed=agreed, day=day)
    if paper.reason:
        outline.clause(("reason",), "reason", reason=paper.reason)
    known = (*before.layers, f"{KIND} {paper.amendment}")
    beside = [name for name in after.layers if name not in known and not name.startswith("plan ")]
    if beside:
        papers = spoken.listed(paper_in_words(name, spoken) for name in beside)
        outline.clause(("beside",), "also begins", papers=papers)
    rows = list(change_rows(before, after, spoken))
    head = ("term", "until now", "from then on", "for the customer")
    outline.table(("set",), "terms change", head, rows)
    if not rows:
        outline.clause(("set",), "no term changes")
    outline.clause(("rest",), "rest stays")


def _begin(version: Version, language: Language) -> str:
    return language.day(in_zone(version.from_at, version.terms.zone).date())


def _reviewed(before: Version, after: Version, language: Language) -> str:
    """Return who reviewed the amendment: a review that was there before it did not see it."""
    review = after.agreement.legal_review
    if review is None or review == before.agreement.legal_review:
        return ""
    return language.say("reviewed", by=review.by, day=language.day(review.on))
