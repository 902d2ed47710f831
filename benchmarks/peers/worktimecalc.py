"""worktimecalc: a closed form for local times and one shift a day, elapsed only."""

from __future__ import annotations

from worktimecalc.calc import WorkTimeCalculator  # type: ignore[import-not-found]  # peers live in .venv-bench only

from benchmarks.calendars import CLOSES, OPENS, holiday_dates
from benchmarks.peers.peer import Given, Peer, one_by_one


def calls() -> tuple[Peer, ...]:
    """Return its one call."""
    return (
        Peer(
            "worktimecalc",
            "WorkTimeCalculator()",
            Given.LOCAL,
            elapsed=one_by_one(WorkTimeCalculator(OPENS, CLOSES, holidays=holiday_dates())),
        ),
    )
