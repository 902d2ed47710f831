"""How long clocks were paused, by hold reason."""

from __future__ import annotations

from collections.abc import Mapping

from asagreed.clocks.clock import Clock, ClockState


def paused_time(clock: Clock) -> dict[str, int]:
    """Return the open time for which a clock was paused, by reason."""
    found: dict[str, int] = {}
    for turn, end in zip(clock.turns, [*(turn.at for turn in clock.turns[1:]), clock.as_of], strict=True):
        start = max(turn.at, clock.started_at)
        seconds = clock.target.hours.seconds_between(start, end)
        if turn.state is ClockState.PAUSED and seconds:
            found = paused_in_all(found, {turn.reason: seconds})
    return found


def paused_in_all(*parts: Mapping[str, int]) -> dict[str, int]:
    """Return the sum of paused times, by reason."""
    total: dict[str, int] = {}
    for part in parts:
        for reason, time in part.items():
            total[reason] = total.get(reason, 0) + time
    return total
