"""Promises given as plain data, for tests of the engine."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from asagreed.clocks import (
    BUILT_IN,
    ClockRule,
    Limit,
    ServiceTarget,
    TicketSituation,
)
from asagreed.facts.event_table import Int64
from asagreed.figures import Clause


@dataclass(frozen=True)
class SimplePromises:
    """Targets by clock and priority; pauses by clock and status; no versions."""

    targets: Mapping[tuple[str, str | None], ServiceTarget]
    pauses: Mapping[str, frozenset[str]] = field(default_factory=dict)
    known_rules: tuple[ClockRule, ...] = BUILT_IN
    from_change: bool = False
    points: tuple[int, ...] = ()
    second: tuple[ServiceTarget, int] | None = None
    """A limit that is added to every clock from a moment on."""

    def rules(self, *, started_at: int) -> tuple[ClockRule, ...]:
        return self.known_rules

    def target(self, clock: str, situation: TicketSituation, *, started_at: int, at: int) -> ServiceTarget | None:
        return self.targets.get((clock, situation.priority))

    def pause(self, clock: str, status: str, situation: TicketSituation, *, started_at: int) -> Clause | None:
        return Clause(f"pauses.{clock}") if status in self.pauses.get(clock, frozenset()) else None

    def has_agreement(self, situation: TicketSituation) -> bool:
        return True

    def changes(self, start: int, end: int) -> tuple[int, ...]:
        return tuple(point for point in self.points if start < point <= end)

    def counts_from_change(self, clock: str, situation: TicketSituation, *, started_at: int) -> bool:
        return self.from_change

    def may_count_from_change(self, clock: str) -> bool:
        return self.from_change

    def second_limit(self, clock: str, situation: TicketSituation, *, started_at: int, at: int) -> Limit | None:
        return None if self.second is None or at < self.second[1] else Limit(*self.second)

    def time_classes(self, counts_from: Int64, reported_at: Int64) -> Int64:
        return np.zeros(len(counts_from), np.int64)

    def deciding_attributes(self) -> tuple[str, ...]:
        return ()

    def turning_points(self) -> tuple[int, ...]:
        return self.points

    def happenings(self) -> frozenset[str]:
        return frozenset()

    def all_rules(self) -> tuple[ClockRule, ...]:
        return self.known_rules

    def follows(self, rule: ClockRule, counts_from: Int64) -> NDArray[np.bool_]:
        return np.ones(len(counts_from), np.bool_)

    def priority_after(self, happening: str, situation: TicketSituation, *, started_at: int) -> str | None:
        return None
