"""A report as a PDF: archival and accessible, with the very texts and charts of its data."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from asagreed.documents.language import Language, language_named
from asagreed.documents.report.charting import charts
from asagreed.documents.typesetting import Look, typeset

TEMPLATE = Path(__file__).with_name("report.typ")
_FRAME = ("page", "of")


def report_pdf(data: Mapping[str, Any], *, look: Look | None = None) -> bytes:
    """Return a report as a PDF: the same bytes for the same data and look. Raises NoLetterFor."""
    spoken = language_named(data["language"])
    printed = {
        **{key: data[key] for key in ("title", "subtitle", "customer", "provider", "language", "as_of_shown", "hash")},
        "verdict": data["verdict"],
        "figures": [_without_why(each) for each in data["figures"]],
        "first": [_table(each) for each in data["first"]],
        "sections": [
            {**each, "tables": [_table(table) for table in each["tables"]],
             "charts": [{"id": drawn["id"], "title": drawn["title"]} for drawn in each["charts"]]}
            for each in data["sections"]
        ],
        "charts": charts(dict(data)),
        "words": _words(spoken),
        "day": data["as_of"][:10],
        "remark": spoken.say("report made as of", at=data["as_of_shown"]),
        "warns": False,
    }  # fmt: skip
    return typeset(TEMPLATE, printed, day=datetime.fromisoformat(data["as_of"]).date(), look=look)


def _words(spoken: Language) -> dict[str, str]:
    return {name: spoken.say(name) for name in _FRAME} | {"hash": spoken.say("report data hash")}


def _table(table: Mapping[str, Any]) -> dict[str, Any]:
    """Return a table without the reasons, which are for whoever reads the data."""
    rows = [[_without_why(cell) for cell in row["cells"]] for row in table["rows"]]
    return {**table, "rows": rows}


def _without_why(cell: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in cell.items() if key in _PRINTED}


_PRINTED = ("shown", "state", "name", "target_shown", "verdict", "beside")
