"""Judged clocks as rows: one for each clock of a ticket, with what reports group by."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator
from typing import NamedTuple, TypeVar

from asagreed.clocks import Verdict
from asagreed.clocks.in_bulk.columns import VERDICTS, ClockColumns
from asagreed.foresight import JudgedLog
from asagreed.foresight.months import month_of
from asagreed.measures import Attainment

Group = TypeVar("Group", bound=Hashable)


class ClockRow(NamedTuple):
    """A clock with a target: of which ticket (its position in the table), what it said, and in which month.

    `month` is the month in which the clock first stopped or breached, NO_MONTH while it is undecided. Empty texts are
    what the ticket does not say.
    """

    ticket: int
    clock: str
    priority: str
    kind: str
    system: str
    site: str
    month: int
    verdict: Verdict
    reported_at: int


def rows_of(judged: JudgedLog) -> tuple[ClockRow, ...]:
    """Return the clocks of a judged log that have a target, in the order of clocks and tickets."""
    return tuple(row for columns in judged.clocks for row in _rows(judged, columns))


def _rows(judged: JudgedLog, columns: ClockColumns) -> Iterator[ClockRow]:
    table = judged.table
    word = ("", *table.words.words)
    said = [table.columns[name][columns.ticket].tolist() for name in ("kind", "system", "site")]
    months = month_of(columns.decided_at, judged.history.zone).tolist()
    reported = table.reported_at[columns.ticket].tolist()
    each = zip(
        columns.ticket.tolist(), columns.target.tolist(), columns.priority.tolist(), *said, months,
        columns.verdict.tolist(), reported, strict=True,
    )  # fmt: skip
    for ticket, target, priority, kind, system, site, month, verdict, at in each:
        if target >= 0:
            yield ClockRow(
                ticket, columns.name, word[priority + 1], word[kind + 1], word[system + 1], word[site + 1], month,
                VERDICTS[verdict], at,
            )  # fmt: skip


def attainments(rows: Iterable[ClockRow], key: Callable[[ClockRow], Group]) -> dict[Group, Attainment]:
    """Return the attainment of each group of rows, in the order in which they come."""
    found: dict[Group, Attainment] = {}
    for row in rows:
        group = key(row)
        found[group] = found.get(group, NONE) + _ONE[row.verdict]
    return found


def attainment_of(rows: Iterable[ClockRow]) -> Attainment:
    """Return the attainment of some rows together."""
    return attainments(rows, lambda _: "").get("", NONE)


NONE = Attainment()
_ONE = {
    Verdict.MET: Attainment(met=1),
    Verdict.BREACHED: Attainment(breached=1),
    Verdict.OPEN: Attainment(undecided=1),
    Verdict.NONE: Attainment(without_verdict=1),
}
