"""Who agrees, on what, for how long, and how it is changed."""

from __future__ import annotations

from asagreed.documents.contract.outline import Outline

RENEWALS = ("yearly", "quarterly", "monthly")


def add(outline: Outline) -> None:
    """Add parties, plan, term and changes."""
    said, day = outline.agreement, outline.language.day
    outline.begin("the agreement")
    terms = outline.version.terms
    outline.clause(("parties",), "the parties", provider=terms.provider or "–", customer=terms.customer or "–")
    if said.plan:
        outline.clause(("plan",), "the plan", plan=str(said.plan))
    begins = day(said.term.from_.date())
    if said.term.for_:
        outline.clause(("term", "for"), "term for", length=outline.written("term", "for"), begins=begins)
    else:
        outline.clause(("term", "from"), "term from", begins=begins)
    _add_end(outline)
    outline.clause(("zone",), "zone", zone=said.zone)
    outline.said.update((("agreement",), ("currency",), ("title",)))
    if said.working_day:
        outline.clause(("working day",), "working day", length=outline.written("working day"))
    changes = said.changes
    if changes.by:
        outline.clause(("changes", "by"), "changes", by=changes.by)
    if changes.notice:
        outline.clause(("changes", "notice"), "changes notice", notice=outline.written("changes", "notice"))
    if changes.price_notice:
        path = ("changes", "notice of prices")
        outline.clause(path, "changes of prices", notice=outline.written(*path))


def _add_end(outline: Outline) -> None:
    term = outline.agreement.term
    outline.said.add(("term", "from"))
    if term.ends:
        outline.clause(("term", "ends"), "term ends", day=outline.language.day(term.ends))
    if term.renews and term.notice:
        outline.said.add(("term", "notice"))
        notice = outline.written("term", "notice")
        outline.clause(("term", "renews"), "term renews", length=_renewal(outline), notice=notice)
    elif term.renews:
        outline.clause(("term", "renews"), "term renews without notice", length=_renewal(outline))
    elif "renews" in term.model_fields_set:
        outline.clause(("term", "renews"), "term ends by itself")


def _renewal(outline: Outline) -> str:
    """Return the length of a renewal: `yearly` is one year."""
    written = outline.written("term", "renews")
    return outline.language.say(written) if written in RENEWALS else written.removeprefix("for ")
