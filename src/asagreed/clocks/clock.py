"""A clock: one target measured on one ticket, as of a moment."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from asagreed.clocks.promises import Limit, ServiceTarget, Step
from asagreed.figures import Clause


class ClockState(Enum):
    """What a clock does."""

    RUNNING = "running"
    PAUSED = "paused"
    STOPPED = "stopped"
    CANCELLED = "cancelled"


class Verdict(Enum):
    """What a clock says; a breached clock may still run."""

    OPEN = "open"
    MET = "met"
    BREACHED = "breached"
    NONE = "none"
    """Ended without a verdict: cancelled, merged, or an aim that was never promised."""


@dataclass(frozen=True, slots=True)
class Turn:
    """From `at` on, what the clock does and by which limits it is measured, until the next turn.

    `because` says in plain words what happened, `event` is the id of the fact, `clause` what made it count.
    """

    at: int
    state: ClockState
    limits: tuple[Limit, ...]
    because: str
    event: str = ""
    clause: Clause | None = None
    reason: str = ""
    """The hold reason of a paused clock."""


@dataclass(frozen=True, slots=True)
class FiredStep:
    """A warning step and the moment at which it fired."""

    step: Step
    at: int


@dataclass(frozen=True, slots=True)
class Clock:
    """A clock and its verdict. Moments are UTC seconds, `elapsed` and `remaining` open seconds of the target.

    `due_at` is None while the clock is paused before it is due; of a clock that ended early it is when it would have
    been due. `remaining` is negative
    once the target is exceeded. `first_stopped_at` and `first_elapsed` keep the first stop of a clock that was resumed.
    """

    name: str
    cycle: int | None
    state: ClockState
    verdict: Verdict
    target: ServiceTarget
    started_at: int
    stopped_at: int | None
    due_at: int | None
    elapsed: int
    remaining: int
    breached_at: int | None
    first_stopped_at: int | None
    first_elapsed: int | None
    fired: tuple[FiredStep, ...]
    turns: tuple[Turn, ...]
    as_of: int

    @property
    def decided_at(self) -> int | None:
        """When the clock first stopped or breached: the moment that decides to which month it belongs."""
        moments = [moment for moment in (self.first_stopped_at, self.breached_at) if moment is not None]
        return min(moments) if moments else None
