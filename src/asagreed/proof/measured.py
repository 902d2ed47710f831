"""The tickets of a customer measured for a report: clocks as rows, promised shares, and misses explained."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from asagreed.clocks import Clock, Verdict
from asagreed.clocks.agreement_promises import AgreementPromises
from asagreed.errors import NotInForce
from asagreed.facts import Ticket
from asagreed.foresight import JudgedLog, explain_ticket, judge_log
from asagreed.measures import Attainment
from asagreed.open_time import Span, in_zone
from asagreed.proof.clock_rows import ClockRow, attainment_of, rows_of
from asagreed.proof.periods import ReportPeriod, period_around
from asagreed.proof.report_facts import ReportFacts
from asagreed.terms.resolved.clauses import ShareClause
from asagreed.versions import History, Version

TREND = 12
"""So many months are shown beside the one that a report is about."""


@dataclass(frozen=True, slots=True)
class PromisedShare:
    """A share that is promised for a clock, in the one of its own periods that the report touches."""

    clause: ShareClause
    promised: Fraction
    period: ReportPeriod
    attainment: Attainment
    is_over: bool

    @property
    def is_kept(self) -> bool | None:
        """Whether it was kept, exactly; None where nothing was decided."""
        return self.attainment.keeps(self.promised)


@dataclass(frozen=True, slots=True)
class ExplainedMiss:
    """A clock that was breached, with its ticket."""

    ticket: Ticket
    clock: Clock
    breached_at: int


@dataclass(frozen=True, eq=False)
class Measured:
    """The tickets of a customer, judged as of a moment, for one period; `rows` are those of the trend too."""

    facts: ReportFacts
    period: ReportPeriod
    as_of: int
    judged: JudgedLog
    rows: tuple[ClockRow, ...]
    versions: tuple[Version, ...]
    promises: AgreementPromises

    @property
    def zone(self) -> str:
        """The zone of the agreement."""
        return self.facts.history.zone

    @cached_property
    def span(self) -> Span:
        """The period in UTC seconds."""
        return self.period.span(self.zone)

    @cached_property
    def version(self) -> Version:
        """The last version that was in force in the period."""
        return self.versions[-1]

    @cached_property
    def decided(self) -> tuple[ClockRow, ...]:
        """The clocks that were decided in the period."""
        months = self.period.months
        return tuple(row for row in self.rows if row.month in months)

    @cached_property
    def clocks(self) -> tuple[str, ...]:
        """The clocks for which the version in force has targets, in the order of the agreement."""
        return tuple(self.version.terms.targets_by_clock)

    @cached_property
    def tickets_reported(self) -> int:
        """How many tickets were reported in the period."""
        reported = self.judged.table.reported_at
        return int(((reported >= self.span.start) & (reported < self.span.end)).sum())

    @cached_property
    def shares(self) -> tuple[PromisedShare, ...]:
        """Every promised share in each of its own periods that the report touches."""
        return tuple(self._shares())

    def _shares(self) -> Iterator[PromisedShare]:
        terms = self.version.terms
        for clause in terms.shares:
            promised = clause.share.share
            if promised is None:
                continue
            periods = dict.fromkeys(period_around(month, clause.share.every) for month in self.period.months)
            for period in periods:
                months = period.months
                own = (
                    row
                    for row in self.rows
                    if row.month in months and row.clock == clause.clock
                    and terms.share(row.clock, priority=row.priority) is clause
                )  # fmt: skip
                yield PromisedShare(
                    clause, promised, period, attainment_of(own), period.span(self.zone).end <= self.as_of
                )

    @cached_property
    def misses(self) -> tuple[ExplainedMiss, ...]:
        """Every clock that was breached and belongs to the period, in the order in which they were."""
        missed = dict.fromkeys(row.ticket for row in self.decided if row.verdict is Verdict.BREACHED)
        found = [miss for position in missed for miss in self._missed(position)]
        return tuple(sorted(found, key=lambda miss: (miss.breached_at, miss.ticket.id, miss.clock.name)))

    def _missed(self, position: int) -> Iterator[ExplainedMiss]:
        ticket = self.judged.table.ticket_at(position)
        explained = explain_ticket(ticket, self.facts.history, as_of=self.as_of, promises=self.promises)
        for clock in explained.clocks:
            at, decided_at = clock.breached_at, clock.decided_at
            if at is not None and decided_at is not None and clock.verdict is Verdict.BREACHED \
                    and decided_at in self.span:  # fmt: skip
                yield ExplainedMiss(explained.ticket, clock, at)


def measure(facts: ReportFacts, *, period: ReportPeriod, as_of: int) -> Measured:
    """Judge the tickets of a customer for a period, as of a moment (UTC seconds).

    Clocks belong to the month in which they first stopped or breached. Raises NotInForce where the agreement was not
    in force on any day of the period.
    """
    history = facts.history
    versions = versions_in(history, period.span(history.zone))
    if not versions:
        raise _not_in_force(history, period)
    promises = AgreementPromises(history)
    judged = judge_log(facts.tickets, history, as_of=as_of, promises=promises)
    return Measured(facts, period, as_of, judged, rows_of(judged), versions, promises)


def versions_in(history: History, span: Span) -> tuple[Version, ...]:
    """Return the versions that were in force at any moment of a stretch, in order."""
    return tuple(
        each
        for each in history.versions
        if each.from_at < span.end and (each.until_at is None or each.until_at > span.start)
    )


def _not_in_force(history: History, period: ReportPeriod) -> NotInForce:
    first, end = history.versions[0].from_at, history.versions[-1].until_at
    return NotInForce(
        agreement=history.agreement,
        at=period.name,
        first=in_zone(first, history.zone).isoformat(),
        end=None if end is None else in_zone(end, history.zone).isoformat(),
    )
