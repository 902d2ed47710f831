"""How we count: the rules in words, the hours and windows of the agreement, its versions, and what was read."""

from __future__ import annotations

from collections.abc import Iterator

from asagreed.documents.contract.outline import Outline
from asagreed.documents.contract.sections import availability, hours
from asagreed.documents.report.cells import Data, cell, column, row, section, table
from asagreed.documents.report.uptime import title_of
from asagreed.documents.report.wording import Wording
from asagreed.documents.sheet import Block
from asagreed.measures.standing import told_by_monitors
from asagreed.proof import Measured

RULES = ("open time", "stretches", "pauses", "met or missed", "shares", "months", "rounding")
OF_UPTIME = ("uptime",)
OF_MONEY = ("money rule",)


def section_of(measured: Measured, words: Wording) -> Data:
    """Return everything that somebody needs to count again."""
    rules = (*RULES, *(OF_UPTIME if measured.facts.uptime is not None else ()))
    if measured.facts.books is not None:
        rules = (*rules, *OF_MONEY)
    columns = [column("rule", words.say("rule")), column("words", words.say("in words"))]
    rows = [row(name, cell(words.say(f"rule {name}")), cell(words.say(f"about {name}"))) for name in rules]
    rows += _reported_only(measured, words)
    return section(
        "how we count",
        words.say("how we count"),
        table("rules", words.say("rules"), columns, rows),
        *_agreed(measured, words),
        _versions(measured, words),
        _inputs(measured, words),
        text=[words.say("counted for", zone=words.zone, as_of=words.moment(measured.as_of))],
    )


def _reported_only(measured: Measured, words: Wording) -> Iterator[Data]:
    """Yield the rule that names the systems of which people alone would tell that they were down, if there are any."""
    if measured.facts.uptime is None:
        return
    promised = {system for figure in measured.version.terms.uptime.figures for system in figure.members}
    watched = measured.facts.watched | told_by_monitors(measured.facts.uptime, within=measured.span)
    systems = ", ".join(title_of(system, measured) for system in sorted(promised - watched))
    if systems:
        told = words.say("about reported only", systems=systems)
        yield row("reported only", cell(words.say("rule reported only")), cell(told))


def _agreed(measured: Measured, words: Wording) -> Iterator[Data]:
    """Yield the hours and windows that the agreement names, in the words of its contract."""
    outline = Outline(measured.version, words.spoken)
    hours.add(outline)
    if measured.facts.uptime is not None:
        availability.add(outline)
    outline.end()
    columns = [column("clause", words.say("clause")), column("words", words.say("in words"))]
    rows = [
        row(block.address, cell(block.address), cell(_told(block)))
        for part in outline.sections
        for block in part.blocks
    ]
    yield table("agreed", words.say("agreed hours"), columns, rows, empty=words.say("no hours agreed"))


def _told(block: Block) -> str:
    """Return a clause with what its table says, as running text."""
    rows = "; ".join(f"{each[0]}: {', '.join(each[1:])}" for each in block.rows)
    return f"{block.text} {rows}." if rows else block.text


def _versions(measured: Measured, words: Wording) -> Data:
    columns = [
        column("version", words.say("version")),
        column("from", words.say("from")),
        column("until", words.say("until")),
        column("hash", words.say("hash")),
    ]
    rows = (
        row(
            each.hash,
            cell(str(each.number), each.number),
            cell(words.day(each.from_at), each.from_at),
            cell(words.say("no end") if each.until_at is None else words.day(each.until_at), each.until_at),
            cell(each.hash),
        )
        for each in measured.versions
    )
    return table("versions", words.say("versions"), columns, rows)


def _inputs(measured: Measured, words: Wording) -> Data:
    columns = [column("input", words.say("input")), column("hash", words.say("hash"))]
    rows = (row(name, cell(name), cell(sha256)) for name, sha256 in measured.facts.inputs.items())
    return table("inputs", words.say("inputs"), columns, rows, empty=words.say("no inputs"))
