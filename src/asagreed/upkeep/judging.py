"""What became of recurring work: due, done, late, skipped, missed, proposed, agreed to or deferred, and why."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from asagreed.facts.upkeep import UpkeepRecord
from asagreed.figures import Figure
from asagreed.open_time import in_words, in_zone
from asagreed.open_time.shifts import DAY
from asagreed.terms.resolved.upkeep_clauses import TaskClause
from asagreed.upkeep.due_work import DueWork, due_work, work_as_needed
from asagreed.versions import History


class UpkeepState(StrEnum):
    """What may be said of a piece of work on the date on which it falls due."""

    DUE = "due"
    DONE = "done"
    LATE = "late"
    SKIPPED = "skipped"
    MISSED = "missed"
    PROPOSED = "proposed"
    AGREED = "agreed"
    DEFERRED = "deferred"


@dataclass(frozen=True, slots=True, kw_only=True)
class UpkeepItem:
    """A task on the local date on which it falls due, and what became of it. Moments are UTC seconds.

    `why` is the state as a figure, with the clause and the records behind it. `record` is the newest one, and `records`
    are all, the oldest first. `done_at` stands for missed work too, where it was done after all.
    """

    task: TaskClause
    due_on: date
    due_at: int
    missed_at: int | None
    state: UpkeepState
    why: Figure
    records: tuple[UpkeepRecord, ...] = ()

    @property
    def record(self) -> UpkeepRecord | None:
        """The record that holds."""
        return self.records[-1] if self.records else None

    @property
    def done_at(self) -> int | None:
        """When it was done, if it was."""
        return self.record.at if self.record and self.record.says == "done" else None

    @property
    def was_late(self) -> bool:
        """Whether it was done after it was due, and before it was missed."""
        if not self.task.recurrence.rule or self.done_at is None:
            return False
        return self.state is UpkeepState.DONE and self.done_at > self.due_at

    @property
    def worked(self) -> int:
        """Seconds of work that were recorded."""
        return (self.record.worked or 0) if self.record else 0

    @property
    def evidence(self) -> str:
        """What shows that it was done."""
        return self.record.evidence if self.record else ""

    @property
    def reason(self) -> str:
        """Why it was skipped or deferred, as it was written."""
        return self.record.because if self.record else ""

    @property
    def is_open(self) -> bool:
        """Whether somebody has to do something about it still."""
        return self.state in (UpkeepState.DUE, UpkeepState.LATE, UpkeepState.PROPOSED, UpkeepState.AGREED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Upkeep:
    """Everything that fell due in a period, and records that belong to nothing that did."""

    items: tuple[UpkeepItem, ...]
    unmatched: tuple[UpkeepRecord, ...] = ()


def judge_upkeep(
    history: History, records: Iterable[UpkeepRecord], *, from_on: date, until_on: date, as_of: int
) -> Upkeep:
    """Return recurring work from a local date until another one, which is left out, as it was known at a moment.

    What was recorded after `as_of` (UTC seconds) is not known yet.
    """
    filed = _filed(records, from_on, until_on, as_of)
    due = due_work(history, from_on=from_on, until_on=until_on)
    known = {(each.task.name, each.due_on) for each in due}
    extra = (work_as_needed(history, name=task, on=on) for task, on in filed if (task, on) not in known)
    everything = sorted((*due, *(each for each in extra if each)), key=lambda each: (each.due_at, each.task.name))
    matched = {(each.task.name, each.due_on) for each in everything}
    return Upkeep(
        items=tuple(
            judge_work(each, filed.get((each.task.name, each.due_on), ()), as_of=as_of, zone=history.zone)
            for each in everything
        ),
        unmatched=tuple(record for key, found in filed.items() if key not in matched for record in found),
    )


def judge_work(work: DueWork, records: tuple[UpkeepRecord, ...], *, as_of: int, zone: str) -> UpkeepItem:
    """Return what became of one piece of work by its records, the newest of which holds."""
    state, because = _state(work, records[-1] if records else None, as_of, zone)
    events = tuple(record.place for record in records if record.place)
    return UpkeepItem(
        task=work.task,
        due_on=work.due_on,
        due_at=work.due_at,
        missed_at=work.missed_at,
        state=state,
        why=Figure(state.value, "state", because, clauses=(work.task.clause,), events=events),
        records=records,
    )


def _filed(
    records: Iterable[UpkeepRecord], from_on: date, until_on: date, as_of: int
) -> Mapping[tuple[str, date], tuple[UpkeepRecord, ...]]:
    known = [each for each in records if _known_at(each) <= as_of and from_on <= each.due_on < until_on]
    filed: defaultdict[tuple[str, date], list[UpkeepRecord]] = defaultdict(list)
    for record in sorted(known, key=lambda each: (_known_at(each), each.at)):
        filed[record.task, record.due_on].append(record)
    return {key: tuple(found) for key, found in filed.items()}


def _known_at(record: UpkeepRecord) -> int:
    return record.at if record.recorded_at is None else record.recorded_at


def _state(work: DueWork, record: UpkeepRecord | None, as_of: int, zone: str) -> tuple[UpkeepState, str]:
    if record is None:
        return _open_state(work, UpkeepState.DUE, as_of, zone)
    if record.says == "done":
        return _done(work, record, zone)
    if record.says == "agreed":
        return _open_state(work, UpkeepState.AGREED, as_of, zone)
    by = f" by {record.by}" if record.by else ""
    reason = f": {record.because}" if record.because else ""
    return UpkeepState(record.says), f"{record.says} on {_moment(record.at, zone)}{by}{reason}"


def _done(work: DueWork, record: UpkeepRecord, zone: str) -> tuple[UpkeepState, str]:
    by = f" by {record.by}" if record.by else ""
    done, due = f"done on {_moment(record.at, zone)}{by}", f"due by {_moment(work.due_at, zone)}"
    if not work.task.recurrence.rule:
        return UpkeepState.DONE, f"{done}, as it was needed"
    if record.at <= work.due_at:
        return UpkeepState.DONE, f"{done}; {due}"
    late = _length(record.at - work.due_at)
    if work.missed_at is None or record.at <= work.missed_at:
        return UpkeepState.DONE, f"{done}, {late} late; {due}"
    return UpkeepState.MISSED, f"{done}, but it counted as missed after {_moment(work.missed_at, zone)}; {due}"


def _open_state(work: DueWork, before: UpkeepState, as_of: int, zone: str) -> tuple[UpkeepState, str]:
    due = f"due by {_moment(work.due_at, zone)}"
    if as_of <= work.due_at:
        said = "agreed to; " if before is UpkeepState.AGREED else ""
        return before, f"{said}{due}"
    if work.missed_at is None or as_of <= work.missed_at:
        late = _length(as_of - work.due_at)
        return UpkeepState.LATE, f"{due}, {late} ago, and nothing says that it was done"
    return UpkeepState.MISSED, f"{due}, and nothing said by {_moment(work.missed_at, zone)} that it was done"


def _length(seconds: int) -> str:
    """Return a length as people say it: in days from two of them on, else to the minute."""
    if seconds >= 2 * DAY:
        return f"{seconds // DAY} days"
    return in_words(max(seconds // 60, 1) * 60)


def _moment(at: int, zone: str) -> str:
    return f"{in_zone(at, zone):%Y-%m-%d %H:%M}"
