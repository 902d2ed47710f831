"""The rows of promised times: a group for each clock, a row for each priority, and the share that keeps it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from asagreed.documents.plan_table.cells import Cell, Group, Row, cell
from asagreed.documents.plan_table.services import capital
from asagreed.documents.plan_table.words import Words
from asagreed.terms.sections.priorities import PRIORITY
from asagreed.terms.sections.targets import TargetBlock
from asagreed.versions.plan_reading import ReadPlan

_IN_ORDER = ("response", "update", "arrival", "resolution")
ALL = ""
"""Stands for tickets of every priority."""


def groups(plans: Sequence[ReadPlan], words: Words) -> Iterator[Group]:
    """Yield a group for each clock that any of the plans promises."""
    clocks = dict.fromkeys(clock for plan in plans for clock in _clocks(plan.terms.targets))
    for clock in sorted(clocks, key=lambda each: _IN_ORDER.index(each) if each in _IN_ORDER else len(_IN_ORDER)):
        title = words.sentences.get(f"group clock {clock}") or _title(plans, clock)
        yield Group(f"clock {clock}", title, tuple(_rows(plans, clock, words)))


def usual_hours(plan: ReadPlan) -> str:
    """Return the hours in which most of the promised times of a plan are counted, or nothing."""
    block = plan.terms.targets
    named = [hours for _, each in _priorities(block) for _, hours in _hours(each, block.hours or "") if hours]
    return Counter(named or [block.hours or ""]).most_common(1)[0][0]


def _clocks(block: TargetBlock) -> Iterator[str]:
    yield from block.promises
    for narrower in block.narrower.values():
        yield from _clocks(narrower)


def _title(plans: Sequence[ReadPlan], clock: str) -> str:
    titles = (part.title for plan in plans if (part := plan.terms.clocks.get(clock)) and part.title)
    return capital(next(titles, clock))


def _priorities(block: TargetBlock) -> list[tuple[str, TargetBlock]]:
    return [(key, each) for key, each in block.narrower.items() if PRIORITY.fullmatch(key)]


def _rows(plans: Sequence[ReadPlan], clock: str, words: Words) -> Iterator[Row]:
    found = sorted({key for plan in plans for key, _ in _priorities(plan.terms.targets)})
    for priority in found or [ALL]:
        cells = tuple(_cell(plan, priority, clock, words) for plan in plans)
        if any(each.is_said for each in cells):
            yield Row(_priority_title(plans, priority, words), cells)
    yield Row(words.say("row kept"), tuple(cell(_kept(plan, clock, words), words) for plan in plans))


def _priority_title(plans: Sequence[ReadPlan], priority: str, words: Words) -> str:
    titles = (plan.terms.priorities.titles.get(priority) for plan in plans)
    return f"{priority} {next((each for each in titles if each), '')}".strip() or words.say("all tickets")


def _cell(plan: ReadPlan, priority: str, clock: str, words: Words) -> Cell:
    base = plan.terms.targets
    block = base.narrower.get(priority, base)
    paths = ([("targets", priority, clock)] if priority in base.narrower else []) + [("targets", clock)]
    time = next((each for each in (_time(plan, path, words) for path in paths) if each), "")
    notes = dict.fromkeys((*_other_hours(plan, block, words), *_narrower(plan, priority, block, clock, words)))
    return cell(time, words, remark="; ".join(notes) if time else "")


def _time(plan: ReadPlan, path: tuple[str, ...], words: Words) -> str:
    written = plan.written(*path) or plan.written(*path, "within")
    guide = plan.written(*path, "guide")
    if guide:
        return words.value(f"{guide} as a guide")
    return "" if written.strip().lower() == "none" else words.value(written)


def _hours(block: TargetBlock, around: str) -> list[tuple[str, str]]:
    """Return in which hours a block is counted: the narrowing key, and the hours."""
    inner = [(key, each.hours) for key, each in block.narrower.items() if each.hours]
    return inner or [("", block.hours or around)]


def _other_hours(plan: ReadPlan, block: TargetBlock, words: Words) -> Iterator[str]:
    usual = usual_hours(plan)
    for key, hours in _hours(block, plan.terms.targets.hours or ""):
        if hours and hours != usual:
            yield f"{words.known('word', key)}: {words.hours(hours)}" if key else words.hours(hours)


def _narrower(plan: ReadPlan, priority: str, block: TargetBlock, clock: str, words: Words) -> Iterator[str]:
    """Yield what is promised otherwise to some of the tickets: for password reset: 2 h."""
    for key in block.narrower:
        path = ("targets", *([priority] if priority in plan.terms.targets.narrower else []), key, clock)
        time = _time(plan, path, words)
        if time and not PRIORITY.fullmatch(key):
            yield f"{words.known('word', key)}: {time}"


def _kept(plan: ReadPlan, clock: str, words: Words) -> str:
    share = plan.terms.targets.kept_in.get(clock)
    return words.value(plan.written("targets", "kept in", clock)) if share and share.share is not None else ""
