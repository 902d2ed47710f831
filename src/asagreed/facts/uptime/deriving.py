"""What monitors said → when a system was down, degraded, or watched by nobody. A function of all that was said.

The order in which readings came, how often, and how late, changes nothing. Two kinds of monitors are told apart:

| a monitor that tells | example                        | what holds between two readings                            |
| -------------------- | ------------------------------ | ---------------------------------------------------------- |
| each change          | Zabbix, Icinga, Uptime Kuma    | the state of the first, however long                       |
| each look            | own checks, agents             | the same, but nobody knows more than `stale_after` seconds |

Of several states in one second the worst holds. A reading that is not confirmed counts only together with one that is,
in the same run: the outage then began with the first of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, zip_longest
from typing import Literal

State = Literal["up", "unknown", "degraded", "down"]
_RANK: dict[State, int] = {"up": 0, "unknown": 1, "degraded": 2, "down": 3}


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """That something was in a state at a moment (UTC seconds).

    `until` is the last moment of equal looks that were put together. `episode` names an outage that its source counts:
    its readings belong together, and one that it is over may tell since when it had lasted (`began_at`).
    """

    at: int
    state: State
    is_confirmed: bool = True
    until: int | None = None
    episode: str = ""
    began_at: int | None = None

    @property
    def last_at(self) -> int:
        """The last moment at which it was seen so."""
        return self.at if self.until is None else self.until


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """From when to when something was not up; an end of None is: not over yet.

    `confirmed_at` is when that was sure: with the first reading that was confirmed.
    """

    state: State
    start: int
    end: int | None
    confirmed_at: int


def stretches_of_changes(readings: Iterable[Reading]) -> tuple[Stretch, ...]:
    """Return when something was not up, by a monitor that tells each change."""
    sure = [reading for reading in readings if reading.is_confirmed]
    plain = _one_a_second(reading for reading in sure if not reading.episode)
    return tuple(_joined((*_walked((each, each.at) for each in plain), *_episodes(sure))))


def stretches_of_looks(
    readings: Iterable[Reading], *, stale_after: int, as_of: int, blind: Sequence[tuple[int, int]] = ()
) -> tuple[Stretch, ...]:
    """Return when something was not up, by a monitor that tells each look, as it stood at a moment (UTC seconds).

    `blind` is from when to when the monitor itself saw nothing, or did not know when it was: what it says of that time
    is worth nothing, and nobody knows what was so from the last look before it to the first one after it.
    """
    looks = [reading for reading in readings if reading.at <= as_of and not _is_within(reading, blind)]
    runs = _runs(_one_a_second(looks), stale_after, blind)
    found: list[Stretch] = []
    for run, following in zip_longest(runs, runs[1:]):
        last = run[-1].last_at
        here = _walked(_sure(run))
        if following is not None or _is_apart(last, as_of, stale_after, blind):
            # Nobody looked: what was down may have come back, and what was up may have failed.
            here = [replace(each, end=last) if each.end is None else each for each in here]
            end = following[0].at if following else None
            here.append(Stretch(state="unknown", start=last, end=end, confirmed_at=last))
        found += here
    return tuple(each for each in _joined(found) if each.end != each.start)


def _is_within(reading: Reading, blind: Sequence[tuple[int, int]]) -> bool:
    return any(start < reading.at < end for start, end in blind)


def _is_apart(last: int, then: int, stale_after: int, blind: Sequence[tuple[int, int]]) -> bool:
    """Whether nobody knows what was so between a look and a later moment."""
    return then - last > stale_after or any(start < then and last < end for start, end in blind)


def _place(stretch: Stretch) -> tuple[int, int]:
    return stretch.start, _RANK[stretch.state]


def _one_a_second(readings: Iterable[Reading]) -> list[Reading]:
    """Return readings in order, of each second the worst."""
    by_second: dict[int, Reading] = {}
    for reading in readings:
        known = by_second.setdefault(reading.at, reading)
        worse = max(known, reading, key=lambda each: (_RANK[each.state], each.is_confirmed))
        by_second[reading.at] = replace(worse, until=max(known.last_at, reading.last_at))
    return [by_second[at] for at in sorted(by_second)]


def _walked(readings: Iterable[tuple[Reading, int]]) -> list[Stretch]:
    """Return what readings, each with the moment from which it was sure, say from one to the next."""
    found: list[Stretch] = []
    state: State = "up"
    for reading, sure_at in readings:
        if reading.state == state:
            continue
        if state != "up":
            found[-1] = replace(found[-1], end=reading.at)
        if reading.state != "up":
            found.append(Stretch(state=reading.state, start=reading.at, end=None, confirmed_at=sure_at))
        state = reading.state
    return found


def _episodes(readings: Sequence[Reading]) -> list[Stretch]:
    """Return the outages that their source counts itself, whichever of their readings came."""
    told: dict[str, list[Reading]] = {}
    for reading in readings:
        if reading.episode:
            told.setdefault(reading.episode, []).append(reading)
    return _joined([stretch for episode in told.values() for stretch in _episode(episode)])


def _episode(readings: Sequence[Reading]) -> list[Stretch]:
    starts = [reading.at for reading in readings if reading.state != "up"]
    starts += [reading.began_at for reading in readings if reading.began_at is not None]
    ends = [reading.at for reading in readings if reading.state == "up"]
    if not starts or (ends and max(ends) <= min(starts)):
        return []
    state = max((reading.state for reading in readings), key=lambda each: _RANK[each])
    state = "down" if state == "up" else state
    return [Stretch(state=state, start=min(starts), end=max(ends, default=None), confirmed_at=min(starts))]


def _joined(stretches: Iterable[Stretch]) -> list[Stretch]:
    """Return stretches in order, those of one state that meet or overlap as one."""
    found: list[Stretch] = []
    for stretch in sorted(stretches, key=lambda each: (_RANK[each.state], each.start)):
        last = found[-1] if found else None
        if last is not None and last.state == stretch.state and (last.end is None or stretch.start <= last.end):
            ends = (last.end, stretch.end)
            found[-1] = replace(last, end=None if None in ends else max(end for end in ends if end is not None))
        else:
            found.append(stretch)
    return sorted(found, key=_place)


def _runs(looks: Sequence[Reading], stale_after: int, blind: Sequence[tuple[int, int]]) -> list[list[Reading]]:
    """Return looks in runs between which nobody looked."""
    runs: list[list[Reading]] = []
    for look in looks:
        if runs and not _is_apart(runs[-1][-1].last_at, look.at, stale_after, blind):
            runs[-1].append(look)
        else:
            runs.append([look])
    return runs


def _sure(run: Sequence[Reading]) -> Iterator[tuple[Reading, int]]:
    """Yield the looks of a run; failures in a row of which none is confirmed count as up, as a retry went well."""
    for is_up, looks in groupby(run, key=lambda look: look.state == "up"):
        row = list(looks)
        confirmed_at = next((look.at for look in row if look.is_confirmed), None)
        for look in row:
            if is_up or confirmed_at is None:
                yield replace(look, state="up"), look.at
            else:
                yield look, max(look.at, confirmed_at)
