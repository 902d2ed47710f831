"""Adding to a report what is no figure of it: what people wrote, and what a restatement changes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from asagreed.billing.ledger.canonical import sha256_of
from asagreed.documents.report.cells import Data, cell, column, row, section, table
from asagreed.documents.report.restating import restated
from asagreed.documents.report.wording import Wording, wording

MISSES, WRITTEN, RESTATEMENT = "misses", "written", "restatement"


def with_written(data: Data, *, causes: Mapping[str, str], recommendations: Sequence[str]) -> Data:
    """Return a report with what people wrote into it, after its misses: causes by the row of the miss, and advice.

    A cause of what is no miss any more is left out.
    """
    words = wording(data["language"], data["zone"])
    rows = list(_causes(data, causes))
    tables = [_cause_table(rows, words)] if rows else []
    if recommendations:
        tables.append(_recommendation_table(recommendations, words))
    if not tables:
        return data
    places = [number for number, each in enumerate(data["sections"], start=1) if each["id"] == MISSES]
    return _with(data, section(WRITTEN, words.say("written"), *tables), at=places[0])


def as_restatement(data: Data, *, before: Data) -> tuple[Data, Sequence[Mapping[str, Any]]]:
    """Return a report that says first what it restates, and the changes themselves; none leave it as it was.

    Raises NotTheSameReport where the two are not of one customer, period and language.
    """
    told = [each for each in before["sections"] if each["id"] != RESTATEMENT]
    found = restated({**before, "sections": told}, data)
    return (_with(data, found["section"], at=0) if found["changes"] else data), found["changes"]


def _with(data: Data, added: Data, *, at: int) -> Data:
    sections = [*data["sections"][:at], added, *data["sections"][at:]]
    told = {**{name: value for name, value in data.items() if name != "hash"}, "sections": sections}
    return {**told, "hash": sha256_of(told)}


def _causes(data: Data, causes: Mapping[str, str]) -> Iterator[Data]:
    found = (each for part in data["sections"] if part["id"] == MISSES for each in part["tables"])
    for line in (line for each in found for line in each["rows"] if line["id"] in causes):
        ticket, promise = line["cells"][:2]
        yield row(line["id"], cell(ticket["shown"]), cell(promise["shown"]), cell(causes[line["id"]]))


def _cause_table(rows: Sequence[Data], words: Wording) -> Data:
    columns = [column("ticket", words.say("ticket")), column("promise", words.say("promise")),
               column("cause", words.say("written cause"))]  # fmt: skip
    return table("causes", words.say("written causes"), columns, rows)


def _recommendation_table(recommendations: Sequence[str], words: Wording) -> Data:
    rows = (row(str(number), cell(each)) for number, each in enumerate(recommendations, start=1))
    columns = [column("recommendation", words.say("recommendation"))]
    return table("recommended", words.say("written advice"), columns, rows)
