"""Reading a file of outages or of checks: facts, and every row that was not taken, with the reason."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from asagreed.facts.uptime import Excuse, Outage, Reading, Unwatched, UptimeFacts, WindowHeld
from asagreed.facts.uptime_readers.records import Check, NotTaken, Record, record_of
from asagreed.facts.uptime_readers.rows import Refused, Row, rows_of
from asagreed.facts.uptime_readers.upptime import OtherCommit, changes_of

Kind = TypeVar("Kind", Outage, Unwatched, WindowHeld, Excuse)


@dataclass(frozen=True, kw_only=True)
class UptimeLog:
    """What a file says: records, checks by system, and rows that were not taken. Rows read are all of them together.

    `is_of_changes` says that a state holds to the next check, however late; `others` are lines that say nothing of a
    system.
    """

    facts: UptimeFacts = field(default_factory=UptimeFacts)
    checks: dict[str, list[Reading]] = field(default_factory=dict)
    refused: tuple[Refused, ...] = ()
    others: int = 0
    is_of_changes: bool = False

    @property
    def rows(self) -> int:
        """How many rows were read: records, checks, others and refused ones."""
        facts = self.facts
        records = len(facts.outages) + len(facts.unwatched) + len(facts.windows) + len(facts.excuses)
        return records + sum(map(len, self.checks.values())) + self.others + len(self.refused)


def read_uptime(path: Path, *, zone: str) -> UptimeLog:
    """Read a file of uptime, its moments local in a zone where they have no offset. Raises UnreadableUptime."""
    if ".tsv" in path.suffixes:
        return _log(changes_of(path), is_of_changes=True)
    return _log(_taken(rows_of(path), zone), is_of_changes=False)


def _taken(rows: Iterable[Row | Refused], zone: str) -> Iterable[Record | Check | Refused]:
    for row in rows:
        if isinstance(row, Refused):
            yield row
            continue
        try:
            yield record_of(row, zone)
        except NotTaken as error:
            yield Refused(row.place, f"{error}.")


def _log(found: Iterable[Record | Check | OtherCommit | Refused], *, is_of_changes: bool) -> UptimeLog:
    records: dict[tuple[type[Record], str, int | None], Record] = {}
    checks: dict[str, list[Reading]] = {}
    refused: list[Refused] = []
    others = 0
    for each in found:
        if isinstance(each, Check):
            checks.setdefault(each.system, []).append(each.reading)
        elif isinstance(each, Refused):
            refused.append(each)
        elif isinstance(each, OtherCommit):
            others += 1
        elif (known := records.setdefault((type(each), each.id, each.recorded_at), each)) is not each:
            refused.append(_clash(each, known))
    facts = UptimeFacts(
        outages=_of(Outage, records.values()),
        unwatched=_of(Unwatched, records.values()),
        windows=_of(WindowHeld, records.values()),
        excuses=_of(Excuse, records.values()),
    )
    return UptimeLog(facts=facts, checks=checks, refused=tuple(refused), others=others, is_of_changes=is_of_changes)


def _of(kind: type[Kind], records: Iterable[Record]) -> tuple[Kind, ...]:
    return tuple(each for each in records if isinstance(each, kind))


def _clash(record: Record, known: Record) -> Refused:
    """Return why a record cannot stand beside one of its id: nobody could tell which of the two holds."""
    why = f"«{record.id}» was already written down at the same moment, at {known.place}, so nobody can tell which of "
    why += "the two holds. Give the correction a later «recorded», or another «id»."
    return Refused(record.place, why)
