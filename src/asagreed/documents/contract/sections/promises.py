"""The times that are promised, for which tickets, in which hours, and what stops their clocks."""

from __future__ import annotations

from collections.abc import Iterator

from asagreed.documents.contract.outline import Outline
from asagreed.terms.resolved.clock_words import BUILT_IN
from asagreed.terms.sections.targets import Promise, TargetBlock

Cells = dict[str, str]


def add(outline: Outline) -> None:
    """Add targets as one table, shares, clocks of one's own, pauses, reopening and closing."""
    outline.begin("promises")
    rows = list(_rows(outline, outline.agreement.targets, (), "", {}))
    clocks = list(dict.fromkeys(clock for _, _, cells in rows for clock in cells))
    if clocks:
        head = ("tickets", *(_known(clock) for clock in clocks), "counted in")
        none = outline.language.say("no promise")
        laid = [
            (tickets, *(cells.get(clock, none) for clock in clocks), hours or "–") for tickets, hours, cells in rows
        ]
        outline.table(("targets",), "targets", ("",), [tuple(_titled(outline, each) for each in head), *laid])
    _add_shares(outline, outline.agreement.targets, ())
    _add_clocks(outline)


def _known(clock: str) -> str:
    return f"clock {clock}" if clock in BUILT_IN else clock


def _titled(outline: Outline, head: str) -> str:
    own = outline.agreement.clocks.get(head)
    if own is not None or head not in outline.language.sentences:
        return (own.title if own else None) or head
    return outline.language.say(head)


def _rows(
    outline: Outline, block: TargetBlock, path: tuple[str, ...], hours: str, above: Cells
) -> Iterator[tuple[str, str, Cells]]:
    """Yield the tickets that a block is about, its hours, and what holds for them by clock.

    What a narrower block leaves out is as around it. A block without hours promises nothing by itself: those inside
    it say in which hours it holds.
    """
    named = block.hours or hours
    own = {clock: _promise(outline, promise, ("targets", *path, clock)) for clock, promise in block.promises.items()}
    cells = above | own
    has_hours = named or any(promise.hours for promise in block.promises.values())
    if cells and has_hours and (own or block.hours):
        yield ", ".join(path) or outline.language.say("all tickets"), named, cells
    for key, narrower in block.narrower.items():
        yield from _rows(outline, narrower, (*path, key), named, cells)


def _promise(outline: Outline, promise: Promise, path: tuple[str, ...]) -> str:
    time = outline.written(*path) or outline.written(*path, "within") or outline.written(*path, "guide")
    hours = f" ({outline.language.say('within', hours=promise.hours)})" if promise.hours else ""
    return f"{time}{hours}"


def _add_shares(outline: Outline, block: TargetBlock, path: tuple[str, ...]) -> None:
    for clock in block.kept_in:
        where = ("targets", *path, "kept in", clock)
        words = {"clock": _titled(outline, _known(clock)), "share": outline.written(*where)}
        if path:
            outline.clause(where, "kept in narrower", tickets=", ".join(path), **words)
        else:
            outline.clause(where, "kept in", **words)
    for key, narrower in block.narrower.items():
        _add_shares(outline, narrower, (*path, key))


def _add_clocks(outline: Outline) -> None:
    said = outline.agreement
    for name, clock in said.clocks.items():
        rule = outline.version.terms.clock_rules[name]
        stops = outline.listed(f"«{each}»" for each in rule.stops)
        outline.clause(("clocks", name), "own clock", name=clock.title or name, starts=rule.starts, stops=stops)
    for paused, reasons in said.pauses.items():
        title = _titled(outline, _known(paused))
        if reasons:
            outline.clause(("pauses", paused), "pauses", clock=title, reasons=outline.written("pauses", paused))
        else:
            outline.clause(("pauses", paused), "pauses nothing", clock=title)
    if said.reopening and said.reopening.within:
        does = said.reopening.clock
        length = outline.written("reopening", "within")
        outline.clause(("reopening",), "reopening", length=length, does=does)
    if said.closing and said.closing.after_failed_contacts:
        path = ("closing", "after failed contacts")
        outline.clause(path, "closing", contacts=outline.written(*path))
    if said.closing and said.closing.after_silence_of:
        path = ("closing", "after silence of")
        outline.clause(path, "closing silence", length=outline.written(*path))
    if "after_a_change" in said.model_fields_set:
        outline.clause(("after a change",), "change counts", count=outline.written("after a change"))
