"""How a problem is reported, what it is called, and which priority it gets."""

from __future__ import annotations

from collections.abc import Iterator

from asagreed.documents.contract.outline import Outline
from asagreed.terms.sections.reporting import ChannelPart


def add(outline: Outline) -> None:
    """Add ways to report, impact, urgency, the matrix and the kinds of issue."""
    said = outline.agreement
    outline.begin("reporting")
    ways = [
        (part.title or name, _hours(outline, part), "; ".join(_remarks(outline, part)) or "–")
        for name, part in said.reporting.items()
    ]
    outline.table(("reporting",), "channels", ("way", "hours", "remarks"), ways)
    if ways:
        outline.clause(("reporting",), "other ways")
    _add_priorities(outline)
    kinds = [
        (group if number == 0 else "", name, "; ".join(each for each in (part.title, part.means) if each) or "–")
        for group, parts in said.issue_kinds.items()
        for number, (name, part) in enumerate(parts.items())
    ]
    outline.table(("issue kinds",), "issue kinds", ("group", "kind", "meaning"), kinds)
    outline.clause(("clocks", "response"), "automatic")


def _add_priorities(outline: Outline) -> None:
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
    if priorities.set_by:
        outline.clause(("priorities", "set by"), "priority set", who=outline.listed(priorities.set_by))
    if priorities.may_be_changed_by:
        path = ("priorities", "may be changed by")
        outline.clause(path, "priority changed", who=outline.listed(priorities.may_be_changed_by))
    if priorities.after_workaround:
        what = outline.listed(f"{old} → {new}" for old, new in priorities.after_workaround.items())
        outline.clause(("priorities", "after workaround"), "after workaround", what=what)


def _hours(outline: Outline, part: ChannelPart) -> str:
    return outline.language.say("at any time") if part.hours in (None, "always") else part.hours or ""


def _remarks(outline: Outline, part: ChannelPart) -> Iterator[str]:
    say = outline.language.say
    yield from (text for text in (part.number, part.address, part.link, part.code, part.languages) if text)
    if part.called_back:
        yield say("called back", when=part.called_back)
    if part.answered_within:
        yield say("answered within", length=part.answered_within)
    if not part.counts:
        yield say("starts no clock")
    yield from (text for text in (part.confirmed_by, part.note) if text)
