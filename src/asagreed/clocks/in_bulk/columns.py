"""One clock of many tickets, in columns."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from asagreed.clocks.clock import Clock, ClockState, Verdict
from asagreed.clocks.promises import ClockRule, Promises, ServiceTarget
from asagreed.facts.event_table import Int8, Int32, Int64

NO_MOMENT = np.iinfo(np.int64).min
"""Stands for «never» in a column of moments."""

STATES = tuple(ClockState)
VERDICTS = tuple(Verdict)
NO_TARGET = -1
NOT_JUDGED = -2


class PromisesInBulk(Promises, Protocol):
    """Promises that can also be asked for many tickets at a time."""

    def time_classes(self, counts_from: Int64, reported_at: Int64) -> Int64:
        """Return a number for each ticket: where it is the same, moments make no difference to the targets."""
        ...

    def deciding_attributes(self) -> tuple[str, ...]:
        """Return the attributes of a ticket on which targets depend, besides its priority."""
        ...

    def all_rules(self) -> tuple[ClockRule, ...]:
        """Return every clock that any version knows; one name may have several rules."""
        ...

    def follows(self, rule: ClockRule, counts_from: Int64) -> NDArray[np.bool_]:
        """Say which tickets have a clock with exactly this rule, by the moment from which they count."""
        ...

    def turning_points(self) -> tuple[int, ...]:
        """Return the moments at which running clocks are re-rated or gain a limit."""
        ...

    def may_count_from_change(self, clock: str) -> bool:
        """Say whether any version counts this clock anew from a change of priority."""
        ...

    def happenings(self) -> frozenset[str]:
        """Return the happenings of a ticket that change a target or a limit."""
        ...


@dataclass(frozen=True, slots=True, eq=False)
class ClockColumns:
    """A clock of n tickets, as of a moment; one row a ticket, or one a cycle of a repeating clock.

    `ticket` is the position in the event table, `priority` the one by which the clock was judged, as a code of the
    table. `target` indexes `targets`; NO_TARGET where nothing was promised, NOT_JUDGED where `why_not` says why (by
    ticket). `state` and `verdict` are codes into STATES and VERDICTS. Moments are UTC seconds or NO_MOMENT. `elapsed`
    is open seconds by the hours of the target, and so is `paused`, the time in all by hold reason.
    """

    name: str
    ticket: NDArray[np.intp]
    target: Int32
    state: Int8
    verdict: Int8
    elapsed: Int64
    breached_at: Int64
    stopped_at: Int64
    first_stopped_at: Int64
    started_at: Int64
    priority: Int32
    targets: tuple[ServiceTarget, ...]
    why_not: Mapping[int, str]
    paused: Mapping[str, int]

    @property
    def decided_at(self) -> Int64:
        """When each clock first stopped or breached; NO_MOMENT while undecided."""
        either = np.maximum(self.first_stopped_at, self.breached_at)
        both = (self.first_stopped_at != NO_MOMENT) & (self.breached_at != NO_MOMENT)
        return np.where(both, np.minimum(self.first_stopped_at, self.breached_at), either)

    @property
    def within(self) -> Int64:
        """The target of each row in open seconds; 0 where there is none."""
        lengths = np.array([target.within for target in self.targets] + [0], np.int64)
        return np.where(self.target >= 0, lengths[np.maximum(self.target, -1)], 0)

    def of_tickets(self, chosen: NDArray[np.bool_]) -> ClockColumns:
        """Return the rows of chosen tickets; `paused` stays that of all."""
        if chosen.all():
            return self
        rows = chosen[self.ticket]
        return replace(
            self,
            ticket=self.ticket[rows],
            target=self.target[rows],
            state=self.state[rows],
            verdict=self.verdict[rows],
            elapsed=self.elapsed[rows],
            breached_at=self.breached_at[rows],
            stopped_at=self.stopped_at[rows],
            first_stopped_at=self.first_stopped_at[rows],
            started_at=self.started_at[rows],
            priority=self.priority[rows],
            why_not={ticket: why for ticket, why in self.why_not.items() if chosen[ticket]},
        )


@dataclass(slots=True)
class ClockRows:
    """Columns while they are filled in."""

    target: Int32
    state: Int8
    verdict: Int8
    elapsed: Int64
    breached_at: Int64
    stopped_at: Int64
    first_stopped_at: Int64

    @classmethod
    def blank(cls, rows: int) -> ClockRows:
        """Return rows in which nothing is known yet."""
        moments = [np.full(rows, NO_MOMENT, np.int64) for _ in range(3)]
        return cls(
            np.full(rows, NO_TARGET, np.int32),
            np.full(rows, STATES.index(ClockState.RUNNING), np.int8),
            np.full(rows, VERDICTS.index(Verdict.OPEN), np.int8),
            np.zeros(rows, np.int64),
            *moments,
        )

    def write(self, row: int, clock: Clock, target: int) -> None:
        """Fill one row from a clock judged by itself."""
        self.target[row] = target
        self.state[row] = STATES.index(clock.state)
        self.verdict[row] = VERDICTS.index(clock.verdict)
        self.elapsed[row] = clock.elapsed
        self.breached_at[row] = _moment(clock.breached_at)
        self.stopped_at[row] = _moment(clock.stopped_at if clock.state is ClockState.STOPPED else None)
        self.first_stopped_at[row] = _moment(clock.first_stopped_at)


def _moment(at: int | None) -> int:
    return NO_MOMENT if at is None else at
