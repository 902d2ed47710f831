"""Advice that stands declined: what was recommended, who declined it and when, and the risk that remains."""

from __future__ import annotations

from asagreed.documents.report.cells import Data, cell, column, row, section, table
from asagreed.documents.report.wording import Wording
from asagreed.proof import Measured
from asagreed.versions import AdvicePaper


def declined_in(measured: Measured) -> tuple[AdvicePaper, ...]:
    """Return the advice that stood declined when the period ended, or at the moment of an earlier report."""
    return measured.facts.history.register.declined_at(min(measured.span.end - 1, measured.as_of))


def section_of(measured: Measured, words: Wording) -> Data:
    """Return the declined advice that is still open."""
    columns = [
        column("advice", words.say("advice")),
        column("declined", words.say("declined")),
        column("risk", words.say("risk")),
        column("consequence", words.say("consequence")),
    ]
    rows = (
        row(
            each.about,
            cell(each.advice or each.about),
            cell(words.say("declined by", day=words.day(each.from_at), by=words.spoken.word(each.by)), each.from_at),
            cell(each.risk or "–"),
            cell(each.consequence or "–"),
        )
        for each in declined_in(measured)
    )
    found = table("declined advice", words.say("declined advice"), columns, rows, empty=words.say("nothing declined"))
    return section("declined advice", words.say("declined advice"), found)
