"""What a piece of work is, seen by the clauses: from its entry, and from the incident that it belongs to."""

from __future__ import annotations

from dataclasses import dataclass

from asagreed.facts.books import DeferredItem, Incident, Ruling
from asagreed.facts.work import WorkEntry
from asagreed.terms import Terms
from asagreed.terms.resolved.scope import WorkLike
from asagreed.versions import AdvicePaper


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What is on record beside the work itself, as of the moment that decides.

    `declined` is the advice that stood declined when the incident began, of the kind that concerns it; `deferred` the
    due work that stood deferred then and failed; `ruling` what the decider has said of this work. `contested` says
    that the customer contests the cause.
    """

    declined: tuple[AdvicePaper, ...] = ()
    deferred: DeferredItem | None = None
    ruling: Ruling | None = None
    contested: bool = False


NOTHING_ON_RECORD = Circumstances()


def describe_work(entry: WorkEntry, terms: Terms, *, incident: Incident | None = None) -> WorkLike:
    """Return what decides whether an entry is covered; what the entry leaves out comes from its incident."""
    known = terms.issue_kinds.get(entry.kind or "")
    system, cause = entry.system, entry.cause
    if incident is not None:
        system = system or next(iter((*incident.outage_of, *incident.systems)), None)
        cause = cause or (incident.cause.cause if incident.cause else None)
    group = known.group if known else None
    return WorkLike(entry.service, entry.kind, group, system, entry.site, entry.delivery, cause)
