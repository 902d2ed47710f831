"""Which box a piece of work is in: included, excluded, by arrangement; or that no clause fits, or several do.

1. Of the clauses that fit, the one of the latest paper decides, and within a paper the one that names more
   (agreements.md, section 3). Two that are equal: several fit, and none is guessed.
2. Where none fits, `services: otherwise` decides; without it no clause fits.
3. What is included is taken out by its cause, by declined advice and by deferred work that failed, each by its clause.
4. What is by arrangement, or open, is settled by a ruling on record.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import NamedTuple

from asagreed.coverage.considered import Considered
from asagreed.coverage.work import NOTHING_ON_RECORD, Circumstances
from asagreed.figures import Clause
from asagreed.open_time import in_zone
from asagreed.terms import Terms
from asagreed.terms.resolved.scope import CauseClause, Scope, ServiceClause, WorkLike
from asagreed.terms.sections.services import ARRANGED, EXCLUDED, INCLUDED
from asagreed.versions import AdvicePaper

NO_CLAUSE, SEVERAL = "no clause fits", "several clauses fit"
OPEN = (ARRANGED, NO_CLAUSE, SEVERAL)
"""Answers that somebody still has to settle."""


@dataclass(frozen=True, slots=True)
class Coverage:
    """The box of a piece of work, and everything that was looked at to find it.

    `service` is the entry of the box that fits, also where a cause took the work out of it. `decider` is who has to
    be asked, `call` whom to call instead of us.
    """

    box: str
    because: str
    clause: Clause | None
    service: ServiceClause | None = None
    decider: str = ""
    call: str = ""
    considered: tuple[Considered, ...] = ()
    contested: bool = False

    @property
    def is_open(self) -> bool:
        """Whether somebody still has to decide."""
        return self.box in OPEN

    @property
    def is_offered(self) -> bool:
        """Whether the work is done at all."""
        return self.service is None or self.service.offered


def decide_coverage(work: WorkLike, terms: Terms, on_record: Circumstances = NOTHING_ON_RECORD) -> Coverage:
    """Return the box of a piece of work under the terms of one version."""
    found = _by_services(work, terms)
    if found.service is not None and found.service.cause is not None and on_record.contested:
        found = _contested(found)
    if found.box == INCLUDED and not (found.service is not None and found.service.whatever_the_cause):
        found = _taken_out(found, work, terms, on_record)
    return _ruled(found, on_record) if found.is_open and on_record.ruling else found


def _by_services(work: WorkLike, terms: Terms) -> Coverage:
    fitting = [service for service in terms.scope.services if service.fits(work)]
    if not fitting:
        return _otherwise(work, terms.scope)
    best = max(map(_rank, fitting))
    first = [service for service in fitting if _rank(service) == best]
    winner = first[0]
    losers = tuple(
        Considered(service.clause, _why_not(service, winner, terms.layers))
        for service in fitting
        if _rank(service) != best
    )
    if len(first) > 1:
        also = tuple(Considered(each.clause, "it fits as well as the others") for each in first)
        named = ", ".join(f"«{each.clause.address}»" for each in first)
        return Coverage(SEVERAL, f"{named} fit {work} equally", None, considered=(*also, *losers))
    return Coverage(
        winner.box,
        _because(winner),
        winner.clause,
        winner,
        decider=winner.decider,
        call=winner.call,
        considered=losers,
    )


def _rank(service: ServiceClause) -> tuple[int, int]:
    return service.layer, service.specificity


def _why_not(loser: ServiceClause, winner: ServiceClause, layers: tuple[str, ...]) -> str:
    if loser.layer != winner.layer:
        return f"{layers[winner.layer]} goes before {layers[loser.layer]}"
    return f"«{winner.clause.address}» names more of this work"


def _because(service: ServiceClause) -> str:
    if service.box == INCLUDED:
        delivered = f", {service.delivery}," if service.delivery else ""
        return f"{service.title}{delivered} is included"
    if service.box == ARRANGED:
        return f"{service.title} is by arrangement with {service.decider or 'somebody whom the clause does not name'}"
    reason = service.why or (f"caused by {service.cause}" if service.cause else "")
    return f"{service.title} is excluded" + (f": {reason}" if reason else "")


def _otherwise(work: WorkLike, scope: Scope) -> Coverage:
    other = scope.otherwise
    if other is None:
        return Coverage(NO_CLAUSE, f"no service of the agreement is about {work}", None)
    said = f"by arrangement with {other.decider}" if other.box == ARRANGED else other.box
    because = f"no service names {work}, and what no service names is {said}"
    return Coverage(other.box, because, other.clause, decider=other.decider)


class _Reason(NamedTuple):
    """What takes work out of the included box, and whether it does so because of what the cause was."""

    box: str
    because: str
    clause: Clause
    rests_on_cause: bool
    decider: str = ""
    call: str = ""


def _taken_out(found: Coverage, work: WorkLike, terms: Terms, on_record: Circumstances) -> Coverage:
    """Return the coverage after causes; the first of declined advice, deferred work and cause that applies decides."""
    reason = next(_reasons(found, work, terms, on_record), None)
    if reason is None:
        return found
    kept = Considered(found.clause, f"{reason.because}, which takes it out") if found.clause else None
    taken = replace(
        found,
        box=reason.box,
        because=reason.because,
        clause=reason.clause,
        decider=reason.decider,
        call=reason.call or found.call,
        considered=(*((kept,) if kept else ()), *found.considered),
    )
    return _contested(taken) if on_record.contested and reason.rests_on_cause else taken


def _contested(found: Coverage) -> Coverage:
    return replace(found, because=f"{found.because}; the customer contests this cause", contested=True)


def _reasons(found: Coverage, work: WorkLike, terms: Terms, on_record: Circumstances) -> Iterator[_Reason]:
    scope, zone = terms.scope, terms.zone
    for statement in on_record.declined:
        box = next((word for word in statement.then if word in (EXCLUDED, ARRANGED)), None)
        if box:
            yield _Reason(box, explain_declined(statement, zone), statement.clause, bool(statement.causes))
    proposals, item = scope.proposals, on_record.deferred
    if item is not None and item.deferred_at is not None and proposals is not None and proposals.box:
        by = f" by {item.by}" if item.by else ""
        because = f"{item.name} was proposed, deferred on {_day(item.deferred_at, zone)}{by}, and failed"
        yield _Reason(proposals.box, because, proposals.clause, rests_on_cause=True)
    cause = scope.causes.get(work.cause or "")
    if cause is not None and _applies(cause, found, work):
        because = f"the cause is {cause.name}: {cause.means}"
        yield _Reason(cause.box, because, cause.clause, rests_on_cause=True, decider=cause.decider, call=cause.call)


def _applies(cause: CauseClause, found: Coverage, work: WorkLike) -> bool:
    is_spared = found.service is not None and found.service.name in cause.unless
    return not is_spared and (not cause.systems or work.system in cause.systems)


def explain_declined(statement: AdvicePaper, zone: str) -> str:
    """Return when advice was declined, by whom, and in which words the risk was explained."""
    risk = f"; the risk was explained: «{statement.risk}»" if statement.risk else ""
    what = statement.advice or statement.about
    return f"«{what}» was declined on {_day(statement.from_at, zone)} by {statement.by}{risk}"


def _day(moment: int, zone: str) -> str:
    return in_zone(moment, zone).date().isoformat()


def _ruled(found: Coverage, on_record: Circumstances) -> Coverage:
    ruling = on_record.ruling
    if ruling is None or ruling.says not in (INCLUDED, EXCLUDED):
        return found
    by = " and ".join(f"{who} ({side})" for side, who in ruling.by.items())
    because = f"{found.because}; {by} decided on record that it is {ruling.says} (ruling {ruling.id})"
    return replace(found, box=ruling.says, because=because)
