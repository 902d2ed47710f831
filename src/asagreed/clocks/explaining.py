"""A clock as a table of counted and uncounted stretches, and as a figure with its parts (mission F4)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from asagreed.clocks.clock import Clock, ClockState, Turn, Verdict
from asagreed.clocks.promises import Limit
from asagreed.figures import Clause, Figure
from asagreed.open_time import in_words, in_zone
from asagreed.open_time.reasons import Stretch, stretches


@dataclass(frozen=True, slots=True)
class Row:
    """A stretch of a clock: UTC seconds, whether it counts, why, the clause behind it, and the running total."""

    start: int
    end: int
    counts: bool
    why: str
    clause: Clause | None
    event: str
    total: int

    @property
    def seconds(self) -> int:
        """The seconds of the stretch on the wall; of a counted one also its open time."""
        return self.end - self.start


def rows_of(clock: Clock, *, zone: str) -> tuple[Row, ...]:
    """Return the stretches of a clock from its start to its end, by the hours of its target."""
    rows: list[Row] = []
    total = 0
    clause, event = clock.turns[0].clause, clock.turns[0].event
    limit = _limit(clock)
    for turn, end in _turns_with_ends(clock):
        # A change of version changes no state: what did is still the reason.
        clause, event = (turn.clause, turn.event) if turn.clause or turn.event else (clause, event)
        for stretch in _stretches(turn, end, limit, zone):
            counts = stretch.is_open and turn.state is ClockState.RUNNING
            total += stretch.end - stretch.start if counts else 0
            row = Row(stretch.start, stretch.end, counts, stretch.why, clause, event, total)
            rows.append(row)
    return tuple(_joined(rows))


def _limit(clock: Clock) -> Limit:
    return next(limit for limit in clock.turns[-1].limits if limit.target == clock.target)


def _turns_with_ends(clock: Clock) -> Iterator[tuple[Turn, int]]:
    ends = [turn.at for turn in clock.turns[1:]]
    for turn, end in zip(clock.turns, [*ends, _end(clock)], strict=True):
        # What happened before a report counts, such as a hold at night, is no part of the clock.
        start = max(turn.at, clock.started_at)
        if start < end:
            yield replace(turn, at=start), end


def _end(clock: Clock) -> int:
    return clock.as_of if clock.stopped_at is None else max(clock.stopped_at, clock.started_at)


def _stretches(turn: Turn, end: int, limit: Limit, zone: str) -> Iterator[Stretch]:
    if turn.state is ClockState.PAUSED:
        yield Stretch(turn.at, end, is_open=False, why=f"paused: {turn.reason}")
    elif turn.state is ClockState.STOPPED:
        yield Stretch(turn.at, end, is_open=False, why="resolved")
    else:
        begin = min(max(turn.at, limit.counted_from), end)
        if turn.at < begin:
            yield Stretch(turn.at, begin, is_open=False, why="before the clock counted anew")
        yield from stretches(limit.target.hours, begin, end, zone=zone)


def _joined(rows: list[Row]) -> Iterator[Row]:
    """Join neighbours that a turn parted without changing anything."""
    current: Row | None = None
    for row in rows:
        same = current and (current.end, current.counts, current.why) == (row.start, row.counts, row.why)
        if current is not None and same:
            current = Row(current.start, row.end, row.counts, row.why, current.clause, current.event, row.total)
            continue
        if current is not None:
            yield current
        current = row
    if current is not None:
        yield current


def figure_of(clock: Clock, *, zone: str) -> Figure:
    """Return the elapsed time of a clock as a figure: its verdict, the target, and every stretch as parts."""
    target = clock.target
    promised = Figure(target.within, "s of open time", f"promised {target.because}".strip(), target.clauses)
    parts = [_stretch_figure(row, zone) for row in rows_of(clock, zone=zone)]
    events = tuple(dict.fromkeys(turn.event for turn in clock.turns if turn.event))
    return Figure(clock.elapsed, "s of open time", verdict_in_words(clock), target.clauses, events, (promised, *parts))


def _stretch_figure(row: Row, zone: str) -> Figure:
    spread = f"{in_zone(row.start, zone).isoformat()} to {in_zone(row.end, zone).isoformat()}"
    clauses = (row.clause,) if row.clause else ()
    events = (row.event,) if row.event else ()
    return Figure(row.seconds if row.counts else 0, "s of open time", f"{row.why}, {spread}", clauses, events)


def verdict_in_words(clock: Clock) -> str:
    """Return the verdict as a sentence fit for a person."""
    used, target = in_words(clock.elapsed), in_words(clock.target.within)
    if clock.verdict is Verdict.MET:
        return f"met: {used} of {target} used"
    if clock.verdict is Verdict.BREACHED:
        return f"breached by {in_words(-clock.remaining)}: {used} used of {target}"
    if clock.verdict is Verdict.OPEN:
        return f"{clock.state.value}: {used} of {target} used, {in_words(clock.remaining)} left"
    if clock.state is ClockState.CANCELLED:
        return f"ended without a verdict: the ticket was cancelled or merged after {used}"
    return f"a guide, not a promise: {used} used, {target} aimed at"
