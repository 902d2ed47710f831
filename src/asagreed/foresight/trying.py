"""A situation that is only imagined, under an agreement: what would be promised, covered and paid, and why."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from types import MappingProxyType

from asagreed.billing.work.settling import WorkPart, settle
from asagreed.coverage import (
    Circumstances,
    Coverage,
    EmergencyVerdict,
    decide_coverage,
    describe_work,
    find_changes,
    is_emergency,
)
from asagreed.errors import UnknownInSituation
from asagreed.facts import EventKind, Ticket, TicketEvent
from asagreed.facts.books import Books, Incident
from asagreed.facts.tickets import ATTRIBUTES
from asagreed.facts.work import WorkEntry
from asagreed.foresight.explained_ticket import ExplainedTicket, explain_ticket
from asagreed.terms import Terms
from asagreed.terms.sections.places import DELIVERIES
from asagreed.versions import History

TRIED = "tried"


@dataclass(frozen=True, kw_only=True)
class Described:
    """What is imagined: reported at a moment (UTC seconds), in some way, about something; empty is not said.

    `work` is how long the work on it takes, in seconds, from the moment of the report.
    """

    at: int
    channel: str = ""
    priority: str = ""
    impact: str = ""
    urgency: str = ""
    kind: str = ""
    service: str = ""
    system: str = ""
    site: str = ""
    delivery: str = "remote"
    people: int | None = None
    is_outage: bool = False
    work: int = 3600

    def ticket(self) -> Ticket:
        """Return it as a ticket that was just reported."""
        said = {name: getattr(self, name) for name in ATTRIBUTES if hasattr(self, name)}
        return Ticket(
            id=TRIED,
            reported_at=self.at,
            recorded_at=self.at,
            events=(TicketEvent(kind=EventKind.CREATED, at=self.at),),
            priority=self.priority or None,
            attributes=MappingProxyType({name: value for name, value in said.items() if value}),
        )

    def entry(self) -> WorkEntry:
        """Return the work on it."""
        return WorkEntry(
            id=TRIED,
            seconds=self.work,
            start=self.at,
            end=self.at + self.work,
            service=self.service or None,
            kind=self.kind or None,
            system=self.system or None,
            site=self.site or None,
            delivery=self.delivery,
            ticket=TRIED,
            incident=TRIED,
        )

    def incident(self) -> Incident:
        """Return what broke."""
        systems = (self.system,) if self.system else ()
        return Incident(
            id=TRIED,
            reported_at=self.at,
            systems=systems,
            outage_of=systems if self.is_outage else (),
            people_unable_to_work=self.people,
        )


@dataclass(frozen=True)
class Tried:
    """What an agreement says of a situation: clocks, coverage, whether it is an emergency, and the parts of work.

    `changes_at` is when the answer about the emergency may change if nothing happens, in UTC seconds.
    """

    explained: ExplainedTicket
    coverage: Coverage
    emergency: EmergencyVerdict
    changes_at: int | None
    parts: tuple[WorkPart, ...]


def try_out(described: Described, history: History, *, books: Books | None = None) -> Tried:
    """Return what would hold for a situation, after what is on record. Raises NotInForce and UnknownInSituation."""
    terms = history.version_in_force(at=described.at).terms
    _refuse_unknown(described, terms)
    explained = explain_ticket(described.ticket(), history, as_of=described.at)
    entry, incident = described.entry(), described.incident()
    known = books or Books()
    broken = replace(known, incidents=MappingProxyType({**known.incidents, TRIED: incident}))
    ahead = (moment for moment in find_changes(incident, terms) if moment > described.at)
    return Tried(
        explained=explained,
        coverage=decide_coverage(describe_work(entry, terms), terms, Circumstances()),
        emergency=is_emergency(incident, terms, history.register, at=described.at),
        changes_at=min(ahead, default=None),
        parts=tuple(settle((entry,), history, broken).parts),
    )


def _refuse_unknown(described: Described, terms: Terms) -> None:
    """Refuse a word that the agreement does not have: it would be silently about nothing."""
    services = {service.name for service in terms.scope.services}
    kinds = {*terms.issue_kinds, *(kind.group for kind in terms.issue_kinds.values())}
    priorities = {cell.priority for cell in terms.cells.values()} | set(terms.priority_titles)
    priorities |= {target.selector.priority for target in terms.targets if target.selector.priority}
    words: tuple[tuple[str, str, Iterable[str]], ...] = (
        ("priority", described.priority, priorities),
        ("word for impact", described.impact, terms.impacts),
        ("word for urgency", described.urgency, terms.urgencies),
        ("kind of issue", described.kind, kinds),
        ("service", described.service, services),
        ("system", described.system, terms.systems),
        ("site", described.site, terms.sites),
        ("delivery", described.delivery, DELIVERIES),
    )
    for what, name, known in words:
        if name and name not in known:
            raise UnknownInSituation(what=what, name=name, known=tuple(sorted(known)))
