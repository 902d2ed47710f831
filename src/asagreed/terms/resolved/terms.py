"""The terms of one version of an agreement, ready to be asked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from asagreed.figures import Clause
from asagreed.open_time import always
from asagreed.open_time.counting import OpenHours
from asagreed.terms.resolved.clauses import (
    Channel,
    ClockRule,
    Closing,
    Constraint,
    IssueKind,
    MatrixCell,
    Reopening,
    ShareClause,
    SiteClause,
    Step,
    SystemClause,
    TargetClause,
)
from asagreed.terms.resolved.emergency_clauses import EmergencyTerms
from asagreed.terms.resolved.fee_clauses import ChargeTerms
from asagreed.terms.resolved.prepaid_clauses import PrepaidTerms
from asagreed.terms.resolved.rate_card import RateTerms
from asagreed.terms.resolved.scope import Scope
from asagreed.terms.resolved.selection import Selection, select_target
from asagreed.terms.resolved.selector import Situation, window_calendar
from asagreed.terms.resolved.upkeep_clauses import TaskClause
from asagreed.terms.resolved.uptime_clauses import UptimeTerms
from asagreed.terms.values.parties import Party

ALWAYS = "always"


@dataclass(frozen=True, kw_only=True)
class Terms:
    """Everything that one version says about tickets, work and money; frozen, with the clause of every entry."""

    agreement: str
    version: str
    zone: str
    layers: tuple[str, ...]
    currency: str | None
    provider: str
    customer: str
    working_day_seconds: int | None
    calendars: Mapping[str, OpenHours]
    targets: tuple[TargetClause, ...]
    pause_clauses: Mapping[tuple[str, str], Clause]
    steps: Mapping[str, tuple[Step, ...]]
    clock_rules: Mapping[str, ClockRule]
    channels: Mapping[str, Channel]
    sites: Mapping[str, SiteClause]
    travel: Mapping[str, int]
    travel_clauses: Mapping[str, Clause]
    systems: Mapping[str, SystemClause]
    shares: tuple[ShareClause, ...]
    issue_kinds: Mapping[str, IssueKind]
    impacts: Mapping[str, str]
    urgencies: Mapping[str, str]
    cells: Mapping[tuple[str, str], MatrixCell]
    priority_titles: Mapping[str, str]
    priority_set_by: tuple[str, ...]
    priority_may_be_changed_by: tuple[str, ...]
    after_workaround: Mapping[str, str]
    constraints: tuple[Constraint, ...]
    running_tickets: str
    count_from_change: bool
    reopening: Reopening | None
    closing: Closing | None
    scope: Scope
    emergencies: EmergencyTerms
    rates: RateTerms
    prepaid: PrepaidTerms
    charges: ChargeTerms
    uptime: UptimeTerms
    upkeep: Mapping[str, TaskClause]
    provider_party: Party
    customer_party: Party

    def calendar(self, name: str) -> OpenHours:
        """Return a calendar by name; `always` exists although nobody wrote it."""
        if name == ALWAYS and name not in self.calendars:
            return always()
        return self.calendars[name]

    @cached_property
    def pauses(self) -> Mapping[str, frozenset[str]]:
        """The hold reasons that pause each clock."""
        clocks = {clock for clock, _ in self.pause_clauses}
        return {clock: frozenset(why for name, why in self.pause_clauses if name == clock) for clock in clocks}

    def pause_clause(self, clock: str, reason: str) -> Clause:
        """Return the clause by which a reason pauses a clock."""
        return self.pause_clauses[clock, reason]

    def matrix(self, impact: str, urgency: str) -> MatrixCell:
        """Return the priority of an impact and an urgency, with its clause."""
        return self.cells[impact, urgency]

    def no_access(self, site: str) -> Constraint | None:
        """Return the times at which nobody may enter a site, if the agreement names any."""
        return next((found for found in self.constraints if found.site == site), None)

    def share(self, clock: str, *, priority: str | None = None) -> ShareClause | None:
        """Return the share that is promised for a clock and priority; a share of the priority's own goes first."""
        found = [share for share in self.shares if share.clock == clock and share.priority in (None, priority)]
        return max(found, key=lambda share: share.priority is not None, default=None)

    @cached_property
    def targets_by_clock(self) -> Mapping[str, tuple[TargetClause, ...]]:
        """The target clauses of each clock, in the order in which they were written."""
        clocks = dict.fromkeys(target.clock for target in self.targets)
        return {clock: tuple(target for target in self.targets if target.clock == clock) for clock in clocks}

    @cached_property
    def windows(self) -> tuple[str, ...]:
        """The calendars on which a choice of target depends when a ticket is reported."""
        asked = {target.selector.window for target in self.targets}
        asked |= {other.window for target in self.targets for other in target.unless}
        return tuple(sorted({window_calendar(window) for window in asked if window}))

    def situation(
        self,
        *,
        reported_at: int,
        priority: str | None = None,
        kind: str | None = None,
        site: str | None = None,
        system: str | None = None,
        delivery: str | None = None,
        channel: str | None = None,
    ) -> Situation:
        """Return what a ticket is like, with the calendars that were open at `reported_at` (UTC seconds)."""
        known = self.issue_kinds.get(kind or "")
        group = known.group if known else None
        is_open = frozenset(name for name in self.windows if self.calendar(name).is_open_at(reported_at))
        return Situation(priority, kind, group, site, system, delivery, channel, is_open)

    def select_target(self, *, clock: str, situation: Situation) -> Selection:
        """Return the clause that decides how long a clock may run for a ticket, and why not the others."""
        return select_target(self.targets_by_clock.get(clock, ()), layers=self.layers, situation=situation)
