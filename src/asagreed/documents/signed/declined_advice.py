"""A letter about advice that was declined: the measure, the risk, what follows, and how that ends."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from asagreed.documents.contract.outline import Outline
from asagreed.documents.contract.sections import prices
from asagreed.documents.language import language_named
from asagreed.documents.refusals import NothingToPrint
from asagreed.documents.sheet import Sheet, Signer, framed, recorded, review_of, with_review
from asagreed.open_time import in_zone
from asagreed.terms.papers import ACCEPTED, CONSEQUENCES, DECLINED, INSTALLED
from asagreed.versions import AdvicePaper, History

_AFTERWARDS = {ACCEPTED: "accepted on", INSTALLED: "installed on"}
_BILLABLE = CONSEQUENCES["billable"]


def declined_advice_of(history: History, *, about: str | None = None, language: str = "en") -> Sheet:
    """Return the letter about advice that was declined; without `about` the only one.

    Raises NothingToPrint and UnknownLanguage.
    """
    spoken = language_named(language)
    declined = _found(history, about)
    outline = Outline(history.versions[-1], spoken)
    for version in history.versions:
        if version.from_at <= declined.from_at:
            outline = Outline(version, spoken)
    _add_measure(outline, history, declined)
    _add_consequences(outline, declined)
    _add_end(outline, history, declined)
    outline.end()
    terms, reviewed = outline.version.terms, review_of(outline.version, spoken)
    day = in_zone(declined.from_at, history.zone).date()
    signed = next((each.signed for each in history.declarations if each.file == declined.clause.file), {})
    return replace(
        with_review(
            framed(
                outline.version,
                spoken,
                title=spoken.say("declined advice"),
                subtitle=spoken.say("about measure", about=declined.about),
                day=day,
            ),
            reviewed,
            spoken,
        ),
        opening=(spoken.say("declined opening"),),
        sections=tuple(outline.sections),
        closing=(spoken.say("read and understood"),),
        signers=(Signer(spoken.say("customer"), terms.customer or "–", recorded(signed, "customer", spoken)),),
    )


def _found(history: History, about: str | None) -> AdvicePaper:
    """Return the last paper that declines some advice, with what the paper that offered it says."""
    names = tuple(dict.fromkeys(each.about for each in history.register.statements if each.declares == DECLINED))
    chosen = names[0] if about is None and len(names) == 1 else about
    if chosen is None or chosen not in names:
        what = "declined advice" if about is None else f"declined advice about «{about}»"
        raise NothingToPrint(agreement=history.agreement, what=what, known=names)
    last = [each for each in history.register.about(chosen) if each.declares == DECLINED][-1]
    standing = history.register.declined_at(last.from_at)
    return next((each for each in standing if each.about == chosen), last)


def _add_measure(outline: Outline, history: History, declined: AdvicePaper) -> None:
    spoken, path = outline.language, ("declarations", declined.about)
    outline.begin("recommended")
    outline.clause((*path, "advice"), "the measure", advice=declined.advice or declined.about)
    if declined.systems:
        outline.clause((*path, "on"), "measure systems", names=outline.systems(declined.systems))
    day = spoken.day(in_zone(declined.from_at, history.zone).date())
    outline.clause((*path, "by"), "declined on", day=day, by=spoken.word(declined.by))
    outline.begin("the risk")
    if declined.risk:
        outline.clause((*path, "risk"), "risk", risk=declined.risk)


def _add_consequences(outline: Outline, declined: AdvicePaper) -> None:
    path = ("declarations", declined.about)
    outline.begin("what follows")
    if declined.consequence:
        outline.clause((*path, "consequence"), "consequence", consequence=declined.consequence)
    for consequence in declined.then:
        outline.clause((*path, "then", consequence), f"then {consequence}")
    if declined.causes:
        causes = outline.listed(declined.causes)
        outline.clause((*path, "when caused by"), "where from", causes=causes)
    if _BILLABLE in declined.then:
        prices.add_rates(outline)


def _add_end(outline: Outline, history: History, declined: AdvicePaper) -> None:
    path = ("declarations", declined.about)
    outline.begin("how it ends")
    outline.clause((*path, "ends"), f"ends {declined.ends}")
    later = list(_later(outline, history, declined))
    for name, day in later:
        outline.clause((*path, name), name, day=day)
    if not later:
        outline.clause((*path, "mind"), "change your mind")


def _later(outline: Outline, history: History, declined: AdvicePaper) -> Iterator[tuple[str, str]]:
    for each in history.register.about(declined.about):
        if each.declares in _AFTERWARDS and each.from_at >= declined.from_at:
            day = outline.language.day(in_zone(each.from_at, history.zone).date())
            yield _AFTERWARDS[each.declares], day
