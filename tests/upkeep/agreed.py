"""An agreement with recurring work, and records of it, for tests."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from tests.written_agreements import at, written

from asagreed.facts.upkeep import UpkeepRecord, UpkeepSettled
from asagreed.upkeep import Upkeep, judge_upkeep
from asagreed.versions import History

TASKS = """\
calendars:
  support: {hours: {mon-thu: "08:00-17:00"}, closed: [illinois]}
holidays: {illinois: {2026-05-25: Memorial Day}}
proactive:
  backup logs: {title: Review of backup logs, when: every working day, hours: support, at: "10:00"}
  patches: {when: monthly on the second tue, within: 3 days, draws: hours}
  cleaning: every 6 months
  special software: as needed
  test restore: {when: monthly on the 15, restores: [files, mail]}
"""


def history(folder: Path, text: str = TASKS, **papers: str) -> History:
    """Return an agreement with recurring work."""
    return written(folder, text, **papers)


def record(task: str, due_on: str, says: UpkeepSettled, moment: str, **more: Any) -> UpkeepRecord:
    """Return a record that was made at a local moment."""
    return UpkeepRecord(task=task, due_on=date.fromisoformat(due_on), says=says, at=at(moment), **more)


def judged(
    agreed: History, *records: UpkeepRecord, as_of: str = "2026-06-01 12:00", begins: str = "2026-05-01",
    ends: str = "2026-06-01",
) -> Upkeep:  # fmt: skip
    """Return what became of the recurring work of a month."""
    days = (date.fromisoformat(each) for each in (begins, ends))
    return judge_upkeep(agreed, records, from_on=next(days), until_on=next(days), as_of=at(as_of))


def states(found: Upkeep, task: str) -> dict[str, str]:
    """Return the states of a task by the day and month on which it was due."""
    return {f"{item.due_on:%m-%d}": item.state.value for item in found.items if item.task.name == task}
