"""From the terms of one version to the target of a clock: selection, travel, access, warning steps."""

from __future__ import annotations

from collections.abc import Mapping

from asagreed.clocks.promises import ServiceTarget, Step, TicketSituation, Trigger
from asagreed.errors import NoPriority, SeveralTargetsFit, UnknownDistance
from asagreed.figures import Clause
from asagreed.open_time import AnyOf, Except, OpenHours
from asagreed.terms import Selection, Terms
from asagreed.terms.resolved import clauses

ARRIVAL, RESOLUTION, ON_SITE = "arrival", "resolution", "on-site"
ON_THE_SPOT = Trigger.ARRIVED.value
ATTRIBUTES = ("kind", "site", "system", "delivery", "channel")
Given = Mapping[str, str | None]


class ServiceTargets:
    """Finds targets and remembers them, so that equal situations get the same target and the same hours."""

    def __init__(self) -> None:
        self._found: dict[tuple[object, ...], ServiceTarget | None] = {}
        self._reduced: dict[tuple[int, str], OpenHours] = {}

    def find(self, terms: Terms, clock: str, situation: TicketSituation, *, reported_at: int) -> ServiceTarget | None:
        """Return the target, or None when none is promised. Raises NoPriority, SeveralTargetsFit, UnknownDistance."""
        given = {name: situation.attributes.get(name) for name in ATTRIBUTES}
        key = (
            terms.version,
            terms.layers,
            clock,
            situation.priority,
            *given.values(),
            self._open_at(terms, reported_at),
        )
        if key not in self._found:
            self._found[key] = self._find(terms, clock, situation, given, reported_at)
        return self._found[key]

    def _open_at(self, terms: Terms, moment: int) -> tuple[bool, ...]:
        return tuple(terms.calendar(name).is_open_at(moment) for name in terms.windows)

    def _find(
        self,
        terms: Terms,
        clock: str,
        situation: TicketSituation,
        given: Mapping[str, str | None],
        reported_at: int,
    ) -> ServiceTarget | None:
        if clock == ARRIVAL and given["delivery"] != ON_SITE:
            return None
        asked = terms.situation(reported_at=reported_at, priority=situation.priority, **given)
        selection = terms.select_target(clock=clock, situation=asked)
        if selection.several:
            addresses = tuple(str(target.clause) for target in selection.several)
            raise SeveralTargetsFit(clock=clock, clauses=addresses)
        if selection.winner is None:
            self._refuse_unknown_priority(terms, clock, situation.priority)
            return None
        return None if selection.winner.is_none else self._service_target(terms, selection.winner, selection, given)

    def _refuse_unknown_priority(self, terms: Terms, clock: str, priority: str | None) -> None:
        known = tuple(dict.fromkeys(target.selector.priority for target in terms.targets if target.selector.priority))
        cells = tuple(dict.fromkeys(cell.priority for cell in terms.cells.values()))
        if clock in terms.targets_by_clock and known and priority not in (*known, *cells):
            raise NoPriority(priority=priority, known=known)

    def _service_target(
        self, terms: Terms, winner: clauses.TargetClause, selection: Selection, given: Mapping[str, str | None]
    ) -> ServiceTarget:
        hours, because = terms.calendar(winner.calendar), [f"on the calendar «{winner.calendar}»"]
        cited = [winner.clause, *([winner.hours_clause] if winner.hours_clause else [])]
        within = winner.within
        if winner.plus_travel:
            travel, clause = _travel(terms, winner, given["site"])
            within += travel
            cited.append(clause)
            because.append(f"with {travel // 60} min of travel")
        access = _no_access(terms, winner.clock, given)
        if access is not None:
            hours = self._without_access(hours, access)
            cited.append(access.clause)
            because.append(f"less the times without access to {access.site}")
        return ServiceTarget(
            within=within,
            hours=hours,
            clauses=tuple(cited),
            steps=tuple(
                Step(step.percent and step.percent * 100, step.before, step.after, step.clause)
                for step in terms.steps.get(winner.clock, ())
            ),
            because=", ".join(because),
            is_guide=winner.is_guide,
            losers=tuple((loser.target.clause, loser.why) for loser in selection.losers),
        )

    def _without_access(self, hours: OpenHours, access: clauses.Constraint) -> OpenHours:
        """Return hours less the times without access, the same object for the same two calendars."""
        key = (id(hours), access.site)
        if key not in self._reduced:
            name = f"{hours.name} with access to {access.site}"
            self._reduced[key] = Except(name, hours, AnyOf(f"no access to {access.site}", (access.calendar,)))
        return self._reduced[key]


def _no_access(terms: Terms, clock: str, given: Given) -> clauses.Constraint | None:
    """Return the constraint of a site that touches a clock: on-site work waits for access, an answer does not."""
    waits = clock == RESOLUTION or ON_THE_SPOT in terms.clock_rules[clock].stops
    if not waits or given["delivery"] != ON_SITE or given["site"] is None:
        return None
    return terms.no_access(given["site"])


def _travel(terms: Terms, winner: clauses.TargetClause, site: str | None) -> tuple[int, Clause]:
    known = terms.sites.get(site or "")
    if known is None or known.distance is None:
        raise UnknownDistance(clause=winner.clause.address, site=site)
    return terms.travel[known.distance], terms.travel_clauses[known.distance]
