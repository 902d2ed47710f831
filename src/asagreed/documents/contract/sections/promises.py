"""The times that are promised, for which tickets, in which hours, and what stops their clocks."""

from __future__ import annotations

from collections.abc import Iterator

from asagreed.documents.contract.addresses import clock_title, narrowing
from asagreed.documents.contract.outline import Outline
from asagreed.terms.resolved.clock_words import BUILT_IN
from asagreed.terms.sections.targets import Promise, TargetBlock

Cells = dict[str, str]


def add(outline: Outline) -> None:
    """Add targets as one table, shares, clocks of one's own, pauses, reopening and closing."""
    outline.begin("promises")
    add_targets(outline)
    add_shares(outline)
    _add_automatic(outline)
    _add_clocks(outline)
    add_pauses(outline)
    _add_ends(outline)


def add_targets(outline: Outline) -> None:
    """Add the table of promised times."""
    rows = list(_rows(outline, outline.agreement.targets, (), "", {}))
    clocks = list(dict.fromkeys(clock for _, _, cells in rows for clock in cells))
    if clocks:
        say = outline.language.say
        head = (say("tickets"), *(titled(outline, clock) for clock in clocks), say("counted in"))
        none = say("no promise")
        laid = [
            (tickets, *(cells.get(clock, none) for clock in clocks), outline.hours(hours) if hours else "–")
            for tickets, hours, cells in rows
        ]
        outline.table(("targets",), "targets", ("",), [head, *laid])


def titled(outline: Outline, clock: str) -> str:
    """Return what a clock is called: by the agreement, else by the language."""
    own = outline.agreement.clocks.get(clock)
    return (own.title if own else None) or clock_title(clock, outline.language)


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
        yield _tickets(outline, path), named, cells
    for key, narrower in block.narrower.items():
        yield from _rows(outline, narrower, (*path, key), named, cells)


def _tickets(outline: Outline, path: tuple[str, ...]) -> str:
    return ", ".join(narrowing(each, outline.language) for each in path) or outline.language.say("all tickets")


def _promise(outline: Outline, promise: Promise, path: tuple[str, ...]) -> str:
    say = outline.language.say
    time = outline.written(*path) or outline.written(*path, "within")
    if not time:
        time = say("as a guide", time=outline.written(*path, "guide"))
    if promise.hours:
        time = say("with hours", time=time, hours=say("within", hours=outline.hours(promise.hours)))
    return f"{time}; {promise.note}" if promise.note else time


def add_shares(outline: Outline) -> None:
    """Add which share of tickets keeps its times."""
    _add_shares(outline, outline.agreement.targets, ())


def _add_shares(outline: Outline, block: TargetBlock, path: tuple[str, ...]) -> None:
    for clock in block.kept_in:
        where = ("targets", *path, "kept in", clock)
        words = {"clock": titled(outline, clock), "share": outline.written(*where)}
        if path:
            outline.clause(where, "kept in narrower", tickets=_tickets(outline, path), **words)
        else:
            outline.clause(where, "kept in", **words)
    for key, narrower in block.narrower.items():
        _add_shares(outline, narrower, (*path, key))


def _add_automatic(outline: Outline) -> None:
    """Add that an automatic reply is no answer, where a person's is what stops the clock."""
    terms = outline.version.terms
    usual = BUILT_IN["response"].stops
    if "response" in terms.targets_by_clock and set(terms.clock_rules["response"].stops) <= set(usual):
        outline.clause(("targets", "automatic replies"), "automatic", clock=titled(outline, "response"))


def _add_clocks(outline: Outline) -> None:
    word = outline.language.word
    for name in outline.agreement.clocks:
        rule = outline.version.terms.clock_rules[name]
        stops = outline.listed(outline.language.say("named", name=word(each)) for each in rule.stops)
        outline.said.update(("clocks", name, key) for key in ("title", "starts", "stops"))
        path = ("clocks", name, "starts")
        outline.clause(path, "own clock", name=titled(outline, name), starts=word(rule.starts), stops=stops)


def add_pauses(outline: Outline) -> None:
    """Add the reasons for which a clock stands still."""
    for paused, reasons in outline.agreement.pauses.items():
        if reasons:
            listed = outline.listed(map(outline.language.word, reasons))
            outline.clause(("pauses", paused), "pauses", clock=titled(outline, paused), reasons=listed)
        else:
            outline.clause(("pauses", paused), "pauses nothing", clock=titled(outline, paused))


def _add_ends(outline: Outline) -> None:
    """Add what holds when a fix does not hold, when nobody answers, and when a priority changes."""
    said = outline.agreement
    if said.reopening and said.reopening.within:
        length = outline.written("reopening", "within")
        outline.clause(("reopening",), f"reopening {said.reopening.clock}", length=length)
    if said.closing and said.closing.after_failed_contacts:
        contacts = outline.language.count(said.closing.after_failed_contacts, "contact")
        outline.clause(("closing", "after failed contacts"), "closing", contacts=contacts)
    if said.closing and said.closing.after_silence_of:
        path = ("closing", "after silence of")
        outline.clause(path, "closing silence", length=outline.written(*path))
    if "after_a_change" in said.model_fields_set:
        message = "count from the change" if said.after_a_change else "count from the start"
        outline.clause(("after a change",), message)
