"""What an agreement promises through its versions, in the form that clocks ask for (semantics/agreements.md, 2)."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from asagreed.clocks.promises import (
    ACCEPTED,
    ClockRule,
    Limit,
    ServiceTarget,
    TicketSituation,
    Trigger,
)
from asagreed.clocks.service_targets import ARRIVAL, ATTRIBUTES, ServiceTargets
from asagreed.facts.event_table import Int64
from asagreed.figures import Clause
from asagreed.open_time import OpenHours
from asagreed.terms import Terms
from asagreed.terms.resolved import clauses
from asagreed.versions import History, Version
from asagreed.versions.history import RE_RATE

RESOLUTION, NEXT_REPLY = "resolution", "next reply"
WORKAROUND = "workaround"


class AgreementPromises:
    """The promises of one agreement for all tickets: asked by clock, situation and moment.

    Targets are decided by the version in force when the clock started, unless an amendment re-rates running tickets;
    calendars by the version in force on each date. Raises NotInForce for moments that no version covers.
    """

    def __init__(self, history: History) -> None:
        self.history = history
        self._targets = ServiceTargets()
        self._with_rider: dict[tuple[int, str], Terms] = {}

    def rules(self, *, started_at: int) -> tuple[ClockRule, ...]:
        """Return the clocks of the version in force when a ticket was reported."""
        return self._rules[self.history.version_in_force(at=started_at).number]

    def all_rules(self) -> tuple[ClockRule, ...]:
        """Return every clock that any version knows."""
        return tuple(dict.fromkeys(rule for rules in self._rules.values() for rule in rules))

    def follows(self, rule: ClockRule, counts_from: Int64) -> NDArray[np.bool_]:
        """Say which tickets have a clock with exactly this rule."""
        if all(rule in rules for rules in self._rules.values()):
            return np.ones(len(counts_from), np.bool_)
        knows = [rule in self._rules[version.number] for version in self.history.versions]
        # A ticket that no version covers is kept, so that it can be said why it is not judged.
        return np.array([True, *knows], np.bool_)[self._version_of(counts_from) + 1]

    def has_agreement(self, situation: TicketSituation) -> bool:
        """Say that this agreement applies, unless the ticket was moved to another."""
        return situation.agreement in (None, self.history.agreement)

    def target(self, clock: str, situation: TicketSituation, *, started_at: int, at: int) -> ServiceTarget | None:
        """Return the target of a clock. Raises NotInForce, NoPriority, SeveralTargetsFit, UnknownDistance."""
        if not self.has_agreement(situation):
            return None
        terms = self.history.version_for_clock(started_at=started_at, at=at).terms
        return self._targets.find(terms, clock, situation, reported_at=_reported(situation, started_at))

    def pause(self, clock: str, status: str, situation: TicketSituation, *, started_at: int) -> Clause | None:
        """Return the clause by which a hold reason pauses a clock."""
        if not self.has_agreement(situation):
            return None
        return self.history.version_in_force(at=started_at).terms.pause_clauses.get((clock, status))

    def changes(self, start: int, end: int) -> tuple[int, ...]:
        """Return the moments at which running clocks may get other terms: re-rating amendments, riders taken up."""
        points = self._turning_points
        return tuple(moment for moment in points if start < moment <= end) if points else ()

    def turning_points(self) -> tuple[int, ...]:
        """Return the moments at which running clocks are re-rated or gain a limit."""
        return self._turning_points

    @cached_property
    def _turning_points(self) -> tuple[int, ...]:
        return tuple(
            version.from_at
            for version in self.history.versions[1:]
            if version.running_tickets == RE_RATE or self._begun_by_rider(version)
        )

    def counts_from_change(self, clock: str, situation: TicketSituation, *, started_at: int) -> bool:
        """Say whether the agreement counts anew from a change."""
        return self.history.version_in_force(at=started_at).terms.count_from_change

    def may_count_from_change(self, clock: str) -> bool:
        """Say whether any version counts anew from a change."""
        return any(version.terms.count_from_change for version in self.history.versions)

    def second_limit(self, clock: str, situation: TicketSituation, *, started_at: int, at: int) -> Limit | None:
        """Return the limit of a rider that was taken up after the clock started, counted from then."""
        if situation.accepted is not None:
            rider, taken_at = situation.accepted
            version = self._offering(rider, at=taken_at)
            if version is not None:
                return self._limit(self._taken_up(version, rider), clock, situation, started_at, taken_at)
        for version in self.history.versions[1:]:
            if started_at < version.from_at <= at and self._begun_by_rider(version):
                return self._limit(version.terms, clock, situation, started_at, version.from_at)
        return None

    def priority_after(self, happening: str, situation: TicketSituation, *, started_at: int) -> str | None:
        """Return the priority that a ticket gets by a workaround, where the agreement says so."""
        if happening != WORKAROUND or not self.has_agreement(situation):
            return None
        terms = self.history.version_in_force(at=started_at).terms
        return terms.after_workaround.get(situation.priority or "")

    def time_classes(self, counts_from: Int64, reported_at: Int64) -> Int64:
        """Return a number for each ticket that says which version and which windows decide its targets."""
        version = self._version_of(counts_from)
        number = version + 1
        for hours in self._windows:
            is_open = hours.seconds_between_many(reported_at, reported_at + 1)
            number = number * 2 + is_open
        return number

    def deciding_attributes(self) -> tuple[str, ...]:
        """Return the attributes on which any version's targets depend."""
        return self._deciding_attributes

    @cached_property
    def _deciding_attributes(self) -> tuple[str, ...]:
        named = {
            name
            for version in self.history.versions
            for target in version.terms.targets
            for selector in (target.selector, *target.unless)
            for name in selector.named
        }
        if any(target.plus_travel for version in self.history.versions for target in version.terms.targets):
            named |= {"site"}
        if any(version.terms.constraints for version in self.history.versions):
            named |= {"site", "delivery"}
        if any(ARRIVAL in version.terms.targets_by_clock for version in self.history.versions):
            named |= {"delivery"}
        return tuple(name for name in ATTRIBUTES if name in named)

    def happenings(self) -> frozenset[str]:
        """Return the happenings that take up a rider for one ticket, or stand for a workaround."""
        riders = {rider for version in self.history.versions for rider in version.agreement.riders}
        lowering = any(version.terms.after_workaround for version in self.history.versions)
        return frozenset({f"{ACCEPTED}{rider}" for rider in riders} | ({WORKAROUND} if lowering else set()))

    @cached_property
    def turning_words(self) -> frozenset[str]:
        """Every happening that starts, stops or re-rates a clock of any version; all others turn none."""
        named = {word for rule in self.all_rules() for word in (rule.starts, *rule.stops)}
        return self.happenings() | {word for word in named if isinstance(word, str)}

    @cached_property
    def _rules(self) -> Mapping[int, tuple[ClockRule, ...]]:
        return {version.number: _clock_rules(version.terms) for version in self.history.versions}

    @cached_property
    def _windows(self) -> tuple[OpenHours, ...]:
        names = dict.fromkeys(name for version in self.history.versions for name in version.terms.windows)
        last = self.history.versions[-1].terms
        return tuple(last.calendar(name) for name in names)

    def _version_of(self, moments: Int64) -> Int64:
        """Return the index of the version in force at each moment; -1 before the first, after the last none."""
        starts = np.array([version.from_at for version in self.history.versions], np.int64)
        index = np.searchsorted(starts, moments, side="right") - 1
        end = self.history.versions[-1].until_at
        return index if end is None else np.where(moments >= end, -1, index)

    def _taken_up(self, version: Version, rider: str) -> Terms:
        key = (version.number, rider)
        if key not in self._with_rider:
            self._with_rider[key] = version.terms_with(rider=rider)
        return self._with_rider[key]

    def _begun_by_rider(self, version: Version) -> bool:
        before = self.history.versions[version.number - 2] if version.number > 1 else None
        known = {paper.name for paper in before.papers} if before else set()
        return any(paper.kind == "rider" and paper.name not in known for paper in version.papers)

    def _offering(self, rider: str, *, at: int) -> Version | None:
        """Return the version in force at a moment, if there is one and it offers the rider."""
        index = int(self._version_of(np.array([at], np.int64))[0])
        version = self.history.versions[index] if index >= 0 else None
        return version if version is not None and rider in version.agreement.riders else None

    def _limit(
        self, terms: Terms, clock: str, situation: TicketSituation, started_at: int, taken_at: int
    ) -> Limit | None:
        target = self._targets.find(terms, clock, situation, reported_at=_reported(situation, started_at))
        return Limit(target, taken_at) if target else None


def _reported(situation: TicketSituation, started_at: int) -> int:
    return started_at if situation.reported_at is None else situation.reported_at


def _clock_rules(terms: Terms) -> tuple[ClockRule, ...]:
    return tuple(_clock_rule(terms, rule) for rule in terms.clock_rules.values())


def _clock_rule(terms: Terms, rule: clauses.ClockRule) -> ClockRule:
    reopening = terms.reopening
    how = reopening.clock if reopening else "resumes"
    return ClockRule(
        name=rule.name,
        starts=_trigger(rule.starts),
        stops=tuple(_trigger(stop) for stop in rule.stops),
        repeats=rule.repeats,
        resumes=rule.name == RESOLUTION and how != "stays stopped",
        resumes_within=reopening.within if reopening and rule.name == RESOLUTION else None,
        starts_again=rule.name == RESOLUTION and how == "starts again",
        after_response=rule.name == NEXT_REPLY,
        clause=rule.clause,
    )


def _trigger(word: str) -> Trigger | str:
    try:
        return Trigger(word)
    except ValueError:
        return word
