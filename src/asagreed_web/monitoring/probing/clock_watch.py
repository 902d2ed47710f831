"""Whether the clock on the wall can be believed: it is held against one that is never set and stops in sleep."""

from __future__ import annotations

from dataclasses import dataclass

TOLERATED = 2
"""Seconds by which a clock may be corrected without a word."""
NOT_RUNNING_AFTER = 180
"""Seconds without a beat after which nobody was looking, whatever the interval of a check."""


@dataclass(frozen=True, slots=True)
class Blind:
    """From when to when nothing was seen, or nobody knows when it was seen (UTC seconds), and why."""

    start: int
    end: int
    because: str


class ClockWatch:
    """Both clocks as of the last glance."""

    def __init__(self, *, wall: int, steady: float) -> None:
        self._wall, self._steady = wall, steady

    def glance(self, *, wall: int, steady: float) -> Blind | None:
        """Return for which time the clock cannot be believed, if it was set or the machine slept since the last one."""
        before, should = self._wall, self._wall + int(steady - self._steady)
        self._wall, self._steady = wall, steady
        if wall - should > TOLERATED:
            return Blind(before, wall, f"the machine slept, or its clock was set forward by {wall - should} seconds")
        if should - wall > TOLERATED:
            start, end = min(wall, before), max(should, before)
            return Blind(start, end, f"the clock was set back by {should - wall} seconds")
        return None


def since_last_beat(*, beat_at: int | None, at: int) -> Blind | None:
    """Return for which time nobody was looking before a process began, or None where one was just before it."""
    if beat_at is None:
        return None
    if at < beat_at:
        return Blind(at, beat_at, "the clock was set back while nobody was looking")
    if at - beat_at > NOT_RUNNING_AFTER:
        return Blind(beat_at, at, "the checks were not running")
    return None
