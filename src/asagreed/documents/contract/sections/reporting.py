"""How a problem is reported, what it is called, and which priority it gets."""

from __future__ import annotations

from collections.abc import Iterator

from asagreed.documents.contract.outline import Outline
from asagreed.terms.sections.reporting import ChannelPart


def add(outline: Outline) -> None:
    """Add ways to report, impact, urgency, the matrix and the kinds of issue."""
    said = outline.agreement
    outline.begin("reporting")
    add_ways(outline)
    add_priorities(outline)
    kinds = [
        (group if number == 0 else "", name, "; ".join(each for each in (part.title, part.means) if each) or "–")
        for group, parts in said.issue_kinds.items()
        for number, (name, part) in enumerate(parts.items())
    ]
    outline.table(("issue kinds",), "issue kinds", ("group", "kind", "meaning"), kinds)


def add_ways(outline: Outline) -> None:
    """Add the ways in which a problem is reported."""
    ways = [
        (way_title(outline, name), _hours(outline, part), "; ".join(_remarks(outline, name, part)) or "–")
        for name, part in outline.agreement.reporting.items()
    ]
    outline.table(("reporting",), "channels", ("way", "hours", "remarks"), ways)
    if ways:
        outline.clause(("reporting",), "other ways")


def way_title(outline: Outline, name: str) -> str:
    """Return what a way to report is called."""
    part = outline.agreement.reporting.get(name)
    return (part.title if part else None) or outline.language.word(name)


def add_priorities(outline: Outline) -> None:
    """Add what decides a priority, what priorities are called, and who may change one."""
    priorities, word = outline.agreement.priorities, outline.language.word
    add_matrix(outline)
    if priorities.set_by:
        outline.clause(("priorities", "set by"), "priority set", who=outline.listed(map(word, priorities.set_by)))
    if priorities.may_be_changed_by:
        who = outline.listed(map(word, priorities.may_be_changed_by))
        outline.clause(("priorities", "may be changed by"), "priority changed", who=who)
    if priorities.after_workaround:
        steps = priorities.after_workaround.items()
        what = outline.listed(outline.language.say("becomes", old=old, new=new) for old, new in steps)
        outline.clause(("priorities", "after workaround"), "after workaround", what=what)


def add_matrix(outline: Outline) -> None:
    """Add impact, urgency, the priority that they make, and what priorities are called."""
    priorities = outline.agreement.priorities
    for key, words in (("impact", priorities.impact), ("urgency", priorities.urgency)):
        outline.table(("priorities", key), key, ("word", "meaning"), words.items())
    urgencies = list(dict.fromkeys(each for row in priorities.matrix.values() for each in row))
    rows = [(impact, *(row.get(each, "–") for each in urgencies)) for impact, row in priorities.matrix.items()]
    if rows:
        outline.table(("priorities", "matrix"), "matrix", ("",), [("", *urgencies), *rows])
    if priorities.titles:
        titles = outline.listed(f"{key} ({title})" for key, title in priorities.titles.items())
        outline.clause(("priorities", "titles"), "priority titles", titles=titles)


def _hours(outline: Outline, part: ChannelPart) -> str:
    return outline.hours(part.hours or "always")


def _remarks(outline: Outline, name: str, part: ChannelPart) -> Iterator[str]:
    say = outline.language.say
    yield from (text for text in (part.number, part.address, part.link, part.code, part.languages) if text)
    if part.called_back:
        yield say("called back", when=outline.written("reporting", name, "called back"))
    if part.answered_within:
        yield say("answered within", length=outline.written("reporting", name, "answered within"))
    if not part.counts:
        yield say("starts no clock")
    if part.confirmed_by:
        yield say("confirmed by", what=part.confirmed_by)
    if part.note:
        yield part.note
