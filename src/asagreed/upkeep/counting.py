"""How much of the recurring work of a period was done, skipped and missed: the figures of a report."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from asagreed.figures import Figure
from asagreed.upkeep.judging import UpkeepItem, UpkeepState

_WORDS = {
    UpkeepState.DONE: "done",
    UpkeepState.SKIPPED: "skipped with a reason",
    UpkeepState.MISSED: "missed",
    UpkeepState.DEFERRED: "deferred by the customer",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class UpkeepCount:
    """What became of recurring work, counted; `open` is what is neither settled nor missed, `fell_due` all of it."""

    fell_due: Figure
    done: Figure
    skipped: Figure
    missed: Figure
    deferred: Figure
    open: Figure
    worked: Figure
    """Seconds of work that were recorded for it."""
    drawn: Figure
    """Seconds of that which count against included hours."""


def count_upkeep(items: Iterable[UpkeepItem]) -> UpkeepCount:
    """Return how much of recurring work was done, skipped, missed, deferred and open, and the time it took."""
    known = tuple(items)
    settled = {state: [item for item in known if item.state is state] for state in _WORDS}
    counted = {state: _counted(found, _WORDS[state]) for state, found in settled.items()}
    left = [item for item in known if item.state not in _WORDS]
    return UpkeepCount(
        fell_due=_counted(known, "due in the period"),
        done=counted[UpkeepState.DONE],
        skipped=counted[UpkeepState.SKIPPED],
        missed=counted[UpkeepState.MISSED],
        deferred=counted[UpkeepState.DEFERRED],
        open=_counted(left, "open"),
        worked=_seconds(known, "time recorded for recurring work"),
        drawn=_seconds([item for item in known if item.task.draws_hours], "time that draws on included hours"),
    )


def _counted(items: Iterable[UpkeepItem], words: str) -> Figure:
    parts = tuple(_named(item) for item in items)
    return Figure(len(parts), "tasks", f"{len(parts)} {words}", parts=parts)


def _seconds(items: Iterable[UpkeepItem], words: str) -> Figure:
    parts = tuple(
        Figure(item.worked, "s", f"{item.task.title}, due on {item.due_on}", clauses=(item.task.clause,))
        for item in items
        if item.worked
    )
    return Figure(sum(item.worked for item in items), "s", words, parts=parts)


def _named(item: UpkeepItem) -> Figure:
    why = f"{item.task.title}, due on {item.due_on}: {item.why.because}"
    return Figure(item.state.value, "state", why, clauses=item.why.clauses, events=item.why.events)
