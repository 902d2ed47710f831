"""From the turns of a clock to its state, due moment and verdict (semantics/clocks.md, section 4).

Elapsed time is counted over the stretches in which the clock ran, always by the hours of the limit in question. The
verdict is taken on elapsed time: met means elapsed <= target.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from asagreed.clocks.clock import Clock, ClockState, FiredStep, Turn, Verdict
from asagreed.clocks.promises import Limit, Step

Stretch = tuple[int, int]
ENDED = (ClockState.STOPPED, ClockState.CANCELLED)


def judge_clock(*, name: str, cycle: int | None, started_at: int, turns: Sequence[Turn], as_of: int) -> Clock | None:
    """Return the clock that these turns make up to `as_of`, or None when no target measures it.

    Turns are in order; the first is the start. Raises NoWorkingTime when a due moment does not exist.
    """
    last = turns[-1]
    if not last.limits:
        return None
    course = _Course(tuple(turns), started_at, as_of)
    limit, due = course.deciding(last.limits)
    elapsed = course.elapsed(limit)
    stop = course.first_stop()
    breached_at = course.breached_at()
    is_waiting = last.state is ClockState.PAUSED and elapsed < limit.target.within
    return Clock(
        name=name,
        cycle=cycle,
        state=last.state,
        verdict=_verdict(last, is_late=breached_at is not None),
        target=limit.target,
        started_at=started_at,
        stopped_at=last.at if last.state in ENDED else None,
        due_at=None if is_waiting else due,
        elapsed=elapsed,
        remaining=limit.target.within - elapsed,
        breached_at=None if last.state is ClockState.CANCELLED else breached_at,
        first_stopped_at=stop,
        first_elapsed=None if stop is None else course.elapsed(limit, until=stop),
        fired=tuple(_fired(course)),
        turns=course.turns,
        as_of=as_of,
    )


def _verdict(last: Turn, *, is_late: bool) -> Verdict:
    if last.state is ClockState.CANCELLED or all(limit.target.is_guide for limit in last.limits):
        return Verdict.NONE
    if is_late:
        return Verdict.BREACHED
    return Verdict.MET if last.state is ClockState.STOPPED else Verdict.OPEN


@dataclass(frozen=True)
class _Course:
    """The stretches in which a clock ran, up to a moment."""

    turns: tuple[Turn, ...]
    started_at: int
    as_of: int

    @cached_property
    def _stretches(self) -> list[Stretch]:
        """The running stretches on the wall, in order; turns between which the clock ran on make one."""
        borders = [turn.at for turn in self.turns[1:]] + [self.as_of]
        found: list[Stretch] = []
        for turn, end in zip(self.turns, borders, strict=True):
            if turn.state is not ClockState.RUNNING or turn.at >= end:
                continue
            if found and found[-1][1] == turn.at:
                found[-1] = (found[-1][0], end)
            else:
                found.append((turn.at, end))
        return found

    def running(self, counted_from: int, until: int) -> Iterator[Stretch]:
        """Yield the running stretches between two moments, on the wall."""
        for start, end in self._stretches:
            first, last = max(start, counted_from), min(end, until)
            if first < last:
                yield first, last

    def elapsed(self, limit: Limit, *, until: int | None = None) -> int:
        """Return the open seconds that the clock ran, by the hours of a limit."""
        end = self.as_of if until is None else until
        seconds_between = limit.target.hours.seconds_between
        return sum([seconds_between(*stretch) for stretch in self.running(limit.counted_from, end)])

    def deciding(self, limits: tuple[Limit, ...]) -> tuple[Limit, int]:
        """Return the limit that the clock is measured by, and its due moment.

        The earlier due moment holds; of a late clock the limit that was exceeded does.
        """
        first, *others = ((limit, self.due(limit)) for limit in limits)
        if not others:
            return first
        return min((first, *others), key=lambda pair: (not self.is_late((pair[0],), until=self.as_of), pair[1]))

    def due(self, limit: Limit, *, until: int | None = None) -> int:
        """Return the earliest moment at which elapsed time reaches the target.

        When it has not been reached, the clock is taken to run on from its last moment.
        """
        end = self.as_of if until is None else until
        need, hours = limit.target.within, limit.target.hours
        for start, stop in self.running(limit.counted_from, end):
            length = hours.seconds_between(start, stop)
            if length >= need:
                return hours.moment_after(start, need)
            need -= length
        last = self.turns[-1]
        onward = last.at if last.state in ENDED and until is None else end
        return hours.moment_after(max(onward, limit.counted_from), need)

    def first_stop(self) -> int | None:
        """Return when the clock first stopped, if it did."""
        return next((turn.at for turn in self.turns if turn.state is ClockState.STOPPED), None)

    def is_late(self, limits: tuple[Limit, ...], *, until: int) -> bool:
        """Say whether any promise was exceeded at a moment."""
        return any(self.elapsed(limit, until=until) > limit.target.within for limit in _promised(limits))

    def breached_at(self) -> int | None:
        """Return since when, without a break, the clock has been late; None when it is not.

        A change of terms that makes a clock late does so at the moment of the change (rule 8); a clock that was late
        already keeps its own moment (rule 6).
        """
        since: int | None = None
        for turn, end in self._phases():
            if self.is_late(turn.limits, until=turn.at):
                since = turn.at if since is None else since
            elif self.is_late(turn.limits, until=end):
                exceeded = (limit for limit in turn.limits if self.is_late((limit,), until=end))
                since = max(turn.at, min(self.due(limit, until=end) for limit in exceeded))
            else:
                since = None
        return since

    def _phases(self) -> list[tuple[Turn, int]]:
        """Return the turns at which the limits changed, each with its end."""
        firsts = [self.turns[0]]
        for turn in self.turns:
            before = firsts[-1].limits
            # Most turns keep the very limits that they found, and comparing those takes long.
            if turn.limits is not before and turn.limits != before:
                firsts.append(turn)
        ends = [turn.at for turn in firsts[1:]] + [self.as_of]
        return list(zip(firsts, ends, strict=True))


def _promised(limits: tuple[Limit, ...]) -> tuple[Limit, ...]:
    """Return the limits that are promises; a guide is never breached."""
    return tuple(limit for limit in limits if not limit.target.is_guide)


def _fired(course: _Course) -> list[FiredStep]:
    """Return the steps that fired up to the last moment, in order.

    Events at one moment are all taken before any step is; so an event at the very moment of a step wins over it
    (rule 12), and a change that jumps over steps fires them at its own moment, once.
    """
    fired: dict[Step, int] = {}
    for turn, end in _lasting(course):
        if turn.state in ENDED:
            continue
        for limit in turn.limits:
            ahead = [step for step in limit.target.steps if step not in fired]
            fired.update(_fired_in(course, ahead, limit, turn, end))
    return sorted((FiredStep(step, at) for step, at in fired.items()), key=lambda one: one.at)


def _lasting(course: _Course) -> list[tuple[Turn, int]]:
    """Return the turns that lasted, each with the moment before which its steps must fire.

    Turns that only go on with what was are one: between them no step fires that would not fire without them.
    """
    ends = [after.at for after in course.turns[1:]] + [course.as_of + 1]
    found: list[tuple[Turn, int]] = []
    for turn, end in zip(course.turns, ends, strict=True):
        if turn.at >= end and turn is not course.turns[-1]:
            continue
        if found and found[-1][1] == turn.at and _goes_on(found[-1][0], turn):
            found[-1] = (found[-1][0], end)
        else:
            found.append((turn, end))
    return found


def _goes_on(before: Turn, after: Turn) -> bool:
    return after.state is before.state and (after.limits is before.limits or after.limits == before.limits)


def _fired_in(course: _Course, steps: Sequence[Step], limit: Limit, turn: Turn, end: int) -> Iterator[tuple[Step, int]]:
    """Yield the steps of a limit that fire between a turn and the moment at which the next one comes."""
    # A report by e-mail at night counts from the next opening: nothing warns before.
    begin = max(turn.at, limit.counted_from)
    hours, runs = limit.target.hours, turn.state is ClockState.RUNNING
    elapsed = course.elapsed(limit, until=turn.at)
    reached = elapsed + hours.seconds_between(begin, end) if runs else elapsed
    for step in steps:
        threshold = step.threshold(limit.target.within)
        if elapsed > threshold or (elapsed == threshold and runs):
            moment = begin
        elif runs and reached >= threshold:
            moment = hours.moment_after(begin, threshold - elapsed)
        else:
            continue
        if moment < end:
            yield step, moment
