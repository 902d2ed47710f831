"""What test restores have shown: how long a system took to come back, measured."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from asagreed.facts.upkeep import UpkeepRecord
from asagreed.open_time import in_zone
from asagreed.terms.resolved.upkeep_clauses import TaskClause


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasuredRestore:
    """The newest test restore of a system: on which local day, how long it took, and whether everything came back."""

    system: str
    on: date
    seconds: int | None
    succeeded: bool
    task: str
    by: str = ""
    evidence: str = ""


def measured_restores(
    records: Iterable[UpkeepRecord], tasks: Mapping[str, TaskClause], *, as_of: int, zone: str
) -> Mapping[str, MeasuredRestore]:
    """Return the newest test restore of each system that was recorded as done until a moment (UTC seconds)."""
    known = (each for each in records if (each.at if each.recorded_at is None else each.recorded_at) <= as_of)
    done = (each for each in known if each.says == "done" and each.task in tasks)
    newest: dict[str, MeasuredRestore] = {}
    for record in sorted(done, key=lambda each: each.at):
        if record.restored_in is None and record.succeeded is None:
            continue
        for system in tasks[record.task].restores:
            newest[system] = MeasuredRestore(
                system=system,
                on=in_zone(record.at, zone).date(),
                seconds=record.restored_in,
                succeeded=record.succeeded is not False,
                task=record.task,
                by=record.by,
                evidence=record.evidence,
            )
    return newest
