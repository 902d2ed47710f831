"""What is recommended, in words, each with the figures behind it."""

from __future__ import annotations

from asagreed.documents.report.cells import Data, cell, column, row, section, table
from asagreed.documents.report.uptime import title_of
from asagreed.documents.report.wording import Wording
from asagreed.proof import Measured
from asagreed.proof.recommended import Recommendation

_LENGTHS = ("watching", "hours")
_SYSTEMS = ("system", "uptime", "watching")


def section_of(found: tuple[Recommendation, ...], measured: Measured, words: Wording) -> Data:
    """Return what is recommended after a period."""
    columns = [column("recommendation", words.say("recommendation")), column("because", words.say("reason"))]
    rows = (_row(each, measured, words) for each in found)
    told = table("recommendations", words.say("recommendations"), columns, rows, empty=words.say("nothing recommended"))
    return section("recommendations", words.say("recommendations"), told)


def _row(each: Recommendation, measured: Measured, words: Wording) -> Data:
    about = title_of(each.about, measured) if each.kind in _SYSTEMS else words.spoken.word(each.about)
    said = words.length if each.kind in _LENGTHS else words.number
    because = words.say(f"because {each.kind}", part=said(each.part), whole=said(each.whole), about=about)
    return row(
        f"{each.kind} {each.about}".strip(), cell(words.say(f"recommend {each.kind}", about=about)), cell(because)
    )
