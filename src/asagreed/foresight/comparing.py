"""What changes between two agreements on the same tickets, ticket by ticket and in sum."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

import numpy as np

from asagreed.clocks import Verdict
from asagreed.clocks.in_bulk.columns import NO_TARGET, NOT_JUDGED, VERDICTS, ClockColumns
from asagreed.facts.event_table import Int64
from asagreed.foresight.judged_log import JudgedLog

NOT_PROMISED, UNKNOWN = "not promised", "not judged"
MOST_LISTED = 50


@dataclass(frozen=True, slots=True)
class Shift:
    """How many tickets of one clock went from one verdict to another; the same one included."""

    clock: str
    before: str
    after: str
    tickets: int


@dataclass(frozen=True, slots=True)
class Changed:
    """A ticket whose verdict differs under the other agreement."""

    ticket: str
    clock: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two agreements on the same tickets. Clocks in cycles count as breached when any cycle is."""

    agreement: str
    against: str
    shifts: tuple[Shift, ...]
    changed: tuple[Changed, ...]
    number_changed: int


def compare_logs(
    before: JudgedLog,
    after: JudgedLog,
    *,
    names: tuple[str, str] | None = None,
    most: int = MOST_LISTED,
) -> Comparison:
    """Compare two judgements of one table; at most `most` changed tickets are listed, all are counted.

    `names` say what to call the two agreements where their own names are the same.
    """
    clocks = dict.fromkeys([columns.name for columns in (*before.clocks, *after.clocks)])
    shifts: Counter[tuple[str, str, str]] = Counter()
    changed: list[Changed] = []
    number = 0
    for name in clocks:
        old, new = _outcomes(before, name), _outcomes(after, name)
        for pair, count in zip(*np.unique(old * len(OUTCOMES) + new, return_counts=True), strict=True):
            was, becomes = divmod(int(pair), len(OUTCOMES))
            shifts[name, OUTCOMES[was], OUTCOMES[becomes]] += int(count)
        different = np.flatnonzero(old != new)
        number += len(different)
        listed = different[: max(most - len(changed), 0)]
        ids = before.table.ids_of(listed)
        changed += [
            Changed(ticket, name, OUTCOMES[old[row]], OUTCOMES[new[row]])
            for row, ticket in zip(listed, ids, strict=True)
        ]
    counted = tuple(Shift(*key, count) for key, count in sorted(shifts.items()))
    called = names or (before.history.agreement, after.history.agreement)
    return Comparison(*called, counted, tuple(changed), number)


NO_VERDICT = "no verdict"
OUTCOMES = (
    NOT_PROMISED,
    UNKNOWN,
    *(NO_VERDICT if verdict is Verdict.NONE else verdict.value for verdict in VERDICTS),
)


def _outcomes(judged: JudgedLog, name: str) -> Int64:
    """Return the outcome of a clock on every ticket, as a code into OUTCOMES."""
    outcome = np.zeros(judged.table.number_of_tickets, np.int64)
    for columns in judged.clocks:
        if columns.name == name:
            _write_outcomes(outcome, columns)
    return outcome


def _write_outcomes(outcome: Int64, columns: ClockColumns) -> None:
    outcome[columns.ticket[columns.target == NOT_JUDGED]] = OUTCOMES.index(UNKNOWN)
    unjudged = np.fromiter(columns.why_not, np.int64, len(columns.why_not))
    outcome[unjudged] = OUTCOMES.index(UNKNOWN)
    breached = VERDICTS.index(Verdict.BREACHED)
    rows = np.flatnonzero(columns.target > NO_TARGET)
    # Breached cycles are written last, so that one of them decides for its ticket.
    for chosen in (rows[columns.verdict[rows] != breached], rows[columns.verdict[rows] == breached]):
        outcome[columns.ticket[chosen]] = columns.verdict[chosen].astype(np.int64) + 2
