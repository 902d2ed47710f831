"""Which recurring work falls due on which local dates: each date is decided by the version in force on it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import chain, pairwise

from asagreed.open_time import in_zone
from asagreed.terms import Terms
from asagreed.terms.resolved.upkeep_clauses import TaskClause
from asagreed.terms.values.recurrences import LONGEST_WAIT
from asagreed.versions import History, Version
from asagreed.versions.moments import utc_seconds

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class DueWork:
    """A task on a local date on which it falls due. Moments are UTC seconds.

    It is late after `due_at`, and missed after `missed_at`; without one it is never missed.
    """

    task: TaskClause
    due_on: date
    due_at: int
    missed_at: int | None


def due_work(history: History, *, from_on: date, until_on: date) -> tuple[DueWork, ...]:
    """Return the work that falls due from a local date until another one, which is left out, in order of time."""
    found = (work for version in history.versions for work in _of_version(history, version, from_on, until_on))
    return tuple(sorted(found, key=lambda each: (each.due_at, each.task.name)))


def work_as_needed(history: History, *, name: str, on: date) -> DueWork | None:
    """Return work without due dates as it stands on a local date, or None where the agreement has none of the name."""
    local = datetime.combine(on + _DAY, time())
    last_second = utc_seconds(local, history.zone) - 1
    for version in history.versions:
        if _holds(version, last_second) and name in version.terms.upkeep:
            task = version.terms.upkeep[name]
            return None if task.recurrence.rule else DueWork(task=task, due_on=on, due_at=last_second, missed_at=None)
    return None


def _of_version(history: History, version: Version, from_on: date, until_on: date) -> Iterator[DueWork]:
    begins = max(from_on, in_zone(version.from_at, history.zone).date())
    ends = until_on
    if version.until_at is not None:
        ends = min(ends, in_zone(version.until_at, history.zone).date() + _DAY)
    for task in version.terms.upkeep.values():
        for day, following in _dates(task, version.terms, begins, ends):
            due_at = _due_at(task, day, history.zone)
            if _holds(version, due_at):
                missed_at = _missed_at(task, day, following, history.zone)
                yield DueWork(task=task, due_on=day, due_at=due_at, missed_at=missed_at)


def _holds(version: Version, at: int) -> bool:
    return version.from_at <= at and (version.until_at is None or at < version.until_at)


def _dates(task: TaskClause, terms: Terms, begins: date, ends: date) -> Iterator[tuple[date, date | None]]:
    """Yield each date within the two, with the date on which the work falls due again."""
    recurrence = task.recurrence
    days = (
        day
        for day in recurrence.dates(began_on=task.began_on, until=ends + LONGEST_WAIT)
        if day >= begins and (not recurrence.on_working_days or _is_working_day(terms, task.calendar, day))
    )
    for day, following in pairwise(chain(days, (None,))):
        if day is None or day >= ends:
            return
        yield day, following


def _is_working_day(terms: Terms, calendar: str, day: date) -> bool:
    starts, ends = (utc_seconds(datetime.combine(each, time()), terms.zone) for each in (day, day + _DAY))
    return terms.calendar(calendar).spans(starts, ends).total > 0


def _due_at(task: TaskClause, day: date, zone: str) -> int:
    """Return the moment by which work is due: its time on that date, or else the last second of it."""
    if task.at is None:
        return utc_seconds(datetime.combine(day + _DAY, time()), zone) - 1
    return utc_seconds(_local(task, day), zone)


def _missed_at(task: TaskClause, day: date, following: date | None, zone: str) -> int | None:
    if task.within is not None:
        late = _local(task, day) if task.at is not None else datetime.combine(day + _DAY, time()) - timedelta(seconds=1)
        return utc_seconds(task.within.after(late), zone)
    return None if following is None else _due_at(task, following, zone)


def _local(task: TaskClause, day: date) -> datetime:
    return datetime.combine(day, time()) + timedelta(seconds=task.at or 0)
