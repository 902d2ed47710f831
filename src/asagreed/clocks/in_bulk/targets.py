"""Which target applies to each of many tickets: every distinct situation is asked for once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from types import MappingProxyType

import numpy as np

from asagreed.clocks.in_bulk.columns import NO_TARGET, NOT_JUDGED, PromisesInBulk
from asagreed.clocks.in_bulk.log import Flags, Log, Positions
from asagreed.clocks.in_bulk.numbering import numbered
from asagreed.clocks.promises import ClockRule, ServiceTarget, TicketSituation
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
    why_not: dict[int, str]
    time_class: Int64
    priority: Int32
    examples: tuple[tuple[TicketSituation, int], ...]

    @property
    def number_of_classes(self) -> int:
        """How many different terms there are."""
        return len(self.examples)

    def leave_out(self, tickets: Flags) -> None:
        """Give some tickets no target after all."""
        self.target[tickets] = NO_TARGET
        self.within[tickets] = 0
        self.is_guide[tickets] = False
        for row in np.flatnonzero(tickets):
            self.why_not.pop(int(row), None)

    def part(self, rows: Positions) -> TargetTable:
        """Return the rows of some tickets."""
        return replace(
            self,
            target=self.target[rows],
            within=self.within[rows],
            is_guide=self.is_guide[rows],
            why_not={},
            time_class=self.time_class[rows],
            priority=self.priority[rows],
        )

    def by_hours(self) -> Iterator[tuple[OpenHours, Flags]]:
        """Yield each calendar in use, with the tickets whose target counts by it."""
        calendars = {id(target.hours): target.hours for target in self.targets}
        for identity, hours in calendars.items():
            own = np.array([id(target.hours) == identity for target in self.targets] + [False], np.bool_)
            yield hours, own[np.maximum(self.target, -1)]


def targets_of(
    log: Log,
    promises: PromisesInBulk,
    rule: ClockRule,
    counts_from: Int64,
    at: Positions,
    tickets: Positions | None = None,
) -> TargetTable:
    """Return the target of each ticket, or of some tickets, in the situation after one of its events."""
    chosen = np.arange(len(counts_from)) if tickets is None else tickets
    classes, time_class = numbered(promises.time_classes(counts_from[chosen], log.table.reported_at[chosen]))
    priority = log.priority_at(at)[chosen]
    keys = [time_class, priority.astype(np.int64)]
    names = promises.deciding_attributes()
    keys += [log.table.columns[name][chosen].astype(np.int64) for name in names]
    code, count = _combined(keys)
    first = np.zeros(count, np.intp)
    # Written backwards, so that the first ticket of each situation stays as its example.
    first[code[::-1]] = np.arange(len(code))[::-1]
    found = [_ask(log, promises, rule, counts_from, int(chosen[row]), int(priority[row])) for row in first]
    examples = _examples(time_class, counts_from[chosen], len(classes))
    return _spread(found, code, time_class, priority, examples)


def _combined(keys: list[Int64]) -> tuple[Positions, int]:
    """Give numbers to the combinations of several codes, and say how many there are."""
    code, count = np.zeros(len(keys[0]), np.int64), 1
    for key in keys:
        values, number = numbered(key)
        distinct, code = numbered(code * len(values) + number)
        count = len(distinct)
    return code, count


Examples = tuple[tuple[TicketSituation, int], ...]
_Answer = ServiceTarget | str | None


def _ask(
    log: Log, promises: PromisesInBulk, rule: ClockRule, counts_from: Int64, ticket: int, priority: int
) -> _Answer:
    """Ask for the target of one ticket; a text says why there is no answer."""
    words = log.table.words
    said = {name: words.word(int(log.table.columns[name][ticket])) for name in promises.deciding_attributes()}
    situation = TicketSituation(
        priority=words.word(priority),
        reported_at=int(log.table.reported_at[ticket]),
        attributes=MappingProxyType({name: word for name, word in said.items() if word is not None}),
    )
    started_at = int(counts_from[ticket])
    try:
        return promises.target(rule.name, situation, started_at=started_at, at=started_at)
    except AsagreedError as error:
        return error.summary


def _spread(
    found: list[_Answer],
    code: Positions,
    time_class: Int64,
    priority: Int32,
    examples: Examples,
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
    return TargetTable(target, within[code], guides[code], tuple(targets), why_not, time_class, priority, examples)


def _examples(time_class: Int64, counts_from: Int64, number: int) -> Examples:
    first = np.zeros(number, np.intp)
    first[time_class[::-1]] = np.arange(len(time_class))[::-1]
    return tuple((TicketSituation(), int(counts_from[ticket])) for ticket in first)
