"""Recurring work of a period: what was done, skipped with a reason, deferred, missed and is open still."""

from __future__ import annotations

from asagreed.documents.report.cells import BAD, GOOD, NEUTRAL, Data, cell, column, row, section, table
from asagreed.documents.report.wording import NOTHING, Wording
from asagreed.figures import Figure
from asagreed.open_time import in_zone
from asagreed.proof import Measured
from asagreed.upkeep import Upkeep, UpkeepItem, UpkeepState, count_upkeep, judge_upkeep

_STATES = {UpkeepState.DONE: GOOD, UpkeepState.MISSED: BAD, UpkeepState.LATE: BAD}


def upkeep_in(measured: Measured) -> Upkeep | None:
    """Return the recurring work of the period of a report; None where nobody kept it."""
    if measured.facts.upkeep is None:
        return None
    first, end = (in_zone(at, measured.zone).date() for at in (measured.span.start, measured.span.end))
    return judge_upkeep(
        measured.facts.history, measured.facts.upkeep, from_on=first, until_on=end, as_of=measured.as_of
    )


def section_of(found: Upkeep, words: Wording) -> Data:
    """Return recurring work, counted and one by one."""
    return section("upkeep", words.say("upkeep"), _counts(found, words), _items(found, words))


def _counts(found: Upkeep, words: Wording) -> Data:
    counted = count_upkeep(found.items)
    columns = [column("state", words.say("state")), column("count", words.say("count"), "number")]
    figures: list[tuple[str, Figure]] = [
        ("fell due", counted.fell_due), ("done", counted.done), ("skipped", counted.skipped),
        ("deferred", counted.deferred), ("missed", counted.missed), ("open", counted.open),
    ]  # fmt: skip
    rows = [row(name, cell(words.say(f"upkeep {name}")), _number(figure, words)) for name, figure in figures]
    rows += [
        row(name, cell(words.say(f"upkeep {name}")), _seconds(figure, words))
        for name, figure in (("worked", counted.worked), ("drawn", counted.drawn))
        if figure.value
    ]
    return table("upkeep counts", words.say("upkeep counts"), columns, rows)


def _number(figure: Figure, words: Wording) -> Data:
    number = figure.value if isinstance(figure.value, int) else 0
    return cell(words.number(number), number, why=figure)


def _seconds(figure: Figure, words: Wording) -> Data:
    seconds = figure.value if isinstance(figure.value, int) else 0
    return cell(words.length(seconds), seconds, unit="s", why=figure)


def _items(found: Upkeep, words: Wording) -> Data:
    columns = [
        column("task", words.say("task")),
        column("due", words.say("due on")),
        column("state", words.say("state"), "state"),
        column("done", words.say("done on")),
        column("evidence", words.say("evidence or reason")),
    ]
    rows = (_item(each, words) for each in found.items)
    return table("upkeep", words.say("upkeep one by one"), columns, rows, empty=words.say("no upkeep"))


def _item(each: UpkeepItem, words: Wording) -> Data:
    told = "; ".join(filter(None, (each.reason, each.evidence)))
    state = each.state.value
    named = "late done" if each.was_late else state
    return row(
        f"{each.task.name} {each.due_on.isoformat()}",
        cell(each.task.title),
        cell(words.spoken.day(each.due_on), each.due_on.isoformat()),
        {**cell(words.say(f"upkeep {named}"), state, why=each.why), "state": _STATES.get(each.state, NEUTRAL)},
        cell(NOTHING if each.done_at is None else words.day(each.done_at), each.done_at),
        cell(told or NOTHING),
    )
