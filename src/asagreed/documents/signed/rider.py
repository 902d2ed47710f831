"""A rider as it is signed: what it gives, what it costs, how it is taken up and dropped."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from asagreed.documents.changes import change_rows
from asagreed.documents.contract.outline import Outline
from asagreed.documents.contract.sections.riders import prices
from asagreed.documents.language import language_named
from asagreed.documents.refusals import NothingToPrint
from asagreed.documents.sheet import Sheet, both_sides, framed, review_of, with_review
from asagreed.open_time import in_zone
from asagreed.reading.mending import read_tree
from asagreed.reading.nodes import plain
from asagreed.terms import Agreement, Rider
from asagreed.versions import History, Version
from asagreed.versions.drafts import Draft
from asagreed.versions.layers import lay_offer

KIND = "rider"


@dataclass(frozen=True)
class _Given:
    """A rider beside the agreement without it; `paper` is what was signed, if it was taken up."""

    name: str
    without: Version
    with_it: Version
    paper: Rider | None = None
    until: date | None = None
    signed: Mapping[str, datetime] | None = None


def rider_of(history: History, version: Version, *, name: str | None = None, language: str = "en") -> Sheet:
    """Return a rider that a version has taken up or offers; without a name the only one.

    Raises NothingToPrint and UnknownLanguage.
    """
    spoken = language_named(language)
    given = _given(history, version, name)
    outline = Outline(given.with_it if given.paper else given.without, spoken)
    _add_terms(outline, given)
    _add_price(outline, given)
    _add_use(outline, given)
    outline.end()
    offer = given.without.agreement.riders.get(given.name)
    day = in_zone(given.with_it.from_at, history.zone).date()
    reviewed = review_of(given.without, spoken) if not given.paper else ""
    return replace(
        with_review(
            framed(
                version,
                spoken,
                title=(offer.title if offer else None) or given.name[:1].upper() + given.name[1:],
                subtitle=spoken.say("rider to"),
                day=day,
            ),
            reviewed,
            spoken,
        ),
        sections=tuple(outline.sections),
        blanks=() if given.paper else (spoken.say("rider from"),),
        signers=both_sides(version, spoken, given.signed),
    )


def _given(history: History, version: Version, name: str | None) -> _Given:
    taken = {rider.name for rider in version.riders}
    known = tuple(dict.fromkeys((*version.agreement.riders, *taken)))
    chosen = known[0] if name is None and len(known) == 1 else name
    if chosen is None or chosen not in known:
        what = KIND if name is None else f"{KIND} {name}"
        raise NothingToPrint(agreement=history.agreement, what=what, known=tuple(f"{KIND} {each}" for each in known))
    if chosen in taken:
        return _taken(history, version, chosen)
    return _Given(chosen, version, _with_offer(version, chosen))


def _taken(history: History, version: Version, name: str) -> _Given:
    """Return a rider that was taken up, beside the version that would hold without its paper."""
    paper, signed = next(
        (model, each.signed)
        for source, each in zip(version.draft.papers, version.papers, strict=True)
        if (model := read_tree(source.tree, Rider).mended if source.kind == KIND else None) and model.rider == name
    )
    begins = next(
        each for each in history.versions if f"{KIND} {name}" in each.layers and each.number <= version.number
    )
    earlier = [each for each in history.versions if each.number < begins.number]
    without = earlier[-1] if earlier else begins
    until = paper.until.date() if paper.until else None
    return _Given(name, without, begins, paper, until, signed)


def _with_offer(version: Version, name: str) -> Version:
    """Return a version as it would be with an offered rider laid over it."""
    layered = lay_offer(version.draft.layered, name)
    model = Agreement.model_validate(plain(layered.tree))
    draft = Draft(version.from_at, version.draft.papers, version.running_tickets, layered, model)
    return replace(version, draft=draft)


def _add_terms(outline: Outline, given: _Given) -> None:
    outline.begin("what it gives")
    head = ("term", "without it", "with it", "for the customer")
    rows = change_rows(given.without, given.with_it, outline.language)
    outline.table(("riders", given.name), "rider gives", head, rows)
    outline.clause(("rest",), "rest stays")


def _add_price(outline: Outline, given: _Given) -> None:
    spoken = outline.language
    outline.begin("what it costs")
    offered = prices(outline, given.name) if given.name in outline.agreement.riders else ()
    if given.paper:
        month = next(each.per_month for each in given.with_it.riders if each.name == given.name)
        own = (spoken.say("per month", price=spoken.value(str(month))),) if month else ()
        offered = (*own, *offered[1:]) if own else offered
    path = ("riders", given.name, "price")
    if offered:
        outline.clause(path, "rider costs", price=spoken.listed(offered))
    else:
        outline.clause(path, "rider is free")


def _add_use(outline: Outline, given: _Given) -> None:
    spoken = outline.language
    outline.begin("taking up")
    if given.paper:
        day = spoken.day(in_zone(given.with_it.from_at, given.with_it.terms.zone).date())
        if given.until:
            outline.clause(("in force from",), "taken until", day=day, until=spoken.day(given.until))
        else:
            outline.clause(("in force from",), "taken from", day=day)
    else:
        outline.clause(("in force from",), "may be taken up")
        offer = outline.agreement.riders[given.name]
        if offer.price and offer.price.per_ticket:
            outline.clause(("per ticket",), "for one ticket")
    outline.clause(("running",), "for open tickets")
    outline.clause(("dropped",), "may be dropped")
