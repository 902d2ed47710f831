"""Which target applies to each of many tickets: every distinct situation is asked for once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np

from asagreed.clocks.columns import NO_TARGET, NOT_JUDGED, PromisesInBulk
from asagreed.clocks.log import Flags, Log, Positions
from asagreed.clocks.promises import ClockRule, ServiceTarget, Situation
from asagreed.errors import AsagreedError
from asagreed.facts.event_table import Int32, Int64
from asagreed.open_time import OpenHours


@dataclass(frozen=True, slots=True, eq=False)
class TargetTable:
    """The target of one clock on every ticket.

    `target` indexes `targets`, or is NO_TARGET or NOT_JUDGED. `time_class` numbers the terms by which each clock is
    judged, and `examples` has a situation and a moment for each number.
    """

    target: Int32
    within: Int64
    is_guide: Flags
    targets: tuple[ServiceTarget, ...]
    why_not: Mapping[int, str]
    time_class: Int64
    examples: tuple[tuple[Situation, int], ...]

    @property
    def number_of_classes(self) -> int:
        """How many different terms there are."""
        return len(self.examples)

    def by_hours(self) -> Iterator[tuple[OpenHours, Flags]]:
        """Yield each calendar in use, with the tickets whose target counts by it."""
        calendars = {id(target.hours): target.hours for target in self.targets}
        for identity, hours in calendars.items():
            own = np.array([id(target.hours) == identity for target in self.targets] + [False], np.bool_)
            yield hours, own[np.maximum(self.target, -1)]


def targets_of(
    log: Log, promises: PromisesInBulk, rule: ClockRule, counts_from: Int64, decided_by: Positions
) -> TargetTable:
    """Return the target by which each ticket's clock is judged: that of its situation when it ended."""
    classes, time_class = np.unique(promises.time_classes(counts_from, log.table.reported_at), return_inverse=True)
    priority = log.priority_at(decided_by)
    keys = [time_class.astype(np.int64), priority.astype(np.int64)]
    names = promises.deciding_attributes()
    keys += [log.table.columns[name].astype(np.int64) for name in names]
    code, distinct = _combined(keys, len(log.table.words.words) + 2)
    first = np.zeros(len(distinct), np.intp)
    # Written backwards, so that the first ticket of each situation stays as its example.
    first[code[::-1]] = np.arange(len(code))[::-1]
    found = _ask(log, promises, rule, counts_from, priority, first, names)
    return _spread(found, code, time_class, _examples(time_class, counts_from, len(classes)))


def _combined(keys: list[Int64], base: int) -> tuple[Positions, Int64]:
    """Number the combinations of several codes, which run from -1 (nothing) to below `base`."""
    code = keys[0]
    for key in keys[1:]:
        _, code = np.unique(code * (base + 1) + key + 1, return_inverse=True)
    distinct, code = np.unique(code, return_inverse=True)
    return code, distinct


_Found = list[ServiceTarget | str | None]


def _ask(
    log: Log,
    promises: PromisesInBulk,
    rule: ClockRule,
    counts_from: Int64,
    priority: Int32,
    tickets: Positions,
    names: tuple[str, ...],
) -> _Found:
    """Ask for the target of one ticket of each kind; a text says why there is no answer."""
    words, found = log.table.words, _Found()
    for ticket in tickets:
        attributes = {
            name: word for name in names if (word := words.word(int(log.table.columns[name][ticket]))) is not None
        }
        situation = Situation(
            priority=words.word(int(priority[ticket])),
            reported_at=int(log.table.reported_at[ticket]),
            attributes=MappingProxyType(attributes),
        )
        started_at = int(counts_from[ticket])
        try:
            found.append(promises.target(rule.name, situation, started_at=started_at, at=started_at))
        except AsagreedError as error:
            found.append(str(error))
    return found


def _spread(
    found: _Found, code: Positions, time_class: Int64, examples: tuple[tuple[Situation, int], ...]
) -> TargetTable:
    targets: list[ServiceTarget] = []
    number = np.full(len(found), NO_TARGET, np.int32)
    for row, answer in enumerate(found):
        if isinstance(answer, ServiceTarget):
            number[row] = len(targets)
            targets.append(answer)
        elif answer is not None:
            number[row] = NOT_JUDGED
    within = np.array([one.within if isinstance(one, ServiceTarget) else 0 for one in found], np.int64)
    guides = np.array([isinstance(one, ServiceTarget) and one.is_guide for one in found], np.bool_)
    target = number[code]
    why_not = {int(row): str(found[code[row]]) for row in np.flatnonzero(target == NOT_JUDGED)}
    return TargetTable(target, within[code], guides[code], tuple(targets), why_not, time_class, examples)


def _examples(time_class: Int64, counts_from: Int64, number: int) -> tuple[tuple[Situation, int], ...]:
    first = np.zeros(number, np.intp)
    first[time_class[::-1]] = np.arange(len(time_class))[::-1]
    return tuple((Situation(), int(counts_from[ticket])) for ticket in first)
