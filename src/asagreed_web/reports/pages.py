"""What pages print of a report: its data as the library made it, its charts, and what people may write into it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from asagreed.documents.report import charts
from asagreed_web.reports.making import Data
from asagreed_web.reports.queries import Annotations

MISSES = "misses"
"""The section, and its table, that has a row for each miss."""
MOST_RECOMMENDATIONS = 5


@dataclass(frozen=True, slots=True)
class ReportView:
    """A report for a page: its data, and its charts as drawings by their names."""

    said: Data
    charts: Mapping[str, Markup]


@dataclass(frozen=True, slots=True)
class Writing:
    """Something that people may write: about what, how that is called on the page, what stands there now, and who."""

    about: str
    title: str
    text: str
    by: str


@dataclass(frozen=True, slots=True)
class AnnotationView:
    """The causes and recommendations of a report that is to come, as they stand."""

    causes: tuple[Writing, ...]
    recommendations: tuple[Writing, ...]


def report_view(data: Data | str) -> ReportView | None:
    """Return a report for a page, from its data or from the text of a frozen one; None where that was erased."""
    if not data:
        return None
    said: Data = json.loads(data) if isinstance(data, str) else data
    return ReportView(said, {name: Markup(drawn) for name, drawn in charts(said).items()})  # noqa: S704 – the library escapes it


def annotation_view(data: Data, written: Annotations) -> AnnotationView:
    """Return what may be written into a report: the cause of each miss, and some recommendations."""
    causes = (_writing(name, title, written.causes) for name, title in _misses(data))
    numbers = map(str, range(1, MOST_RECOMMENDATIONS + 1))
    known = (_writing(number, number, written.recommendations) for number in numbers)
    filled = [each for each in known if each.text]
    # One empty place after those that are filled.
    new = [Writing(str(len(filled) + 1), "", "", "")] if len(filled) < MOST_RECOMMENDATIONS else []
    return AnnotationView(tuple(causes), (*filled, *new))


def _misses(data: Data) -> list[tuple[str, str]]:
    tables = (table for section in data["sections"] if section["id"] == MISSES for table in section["tables"])
    rows = (row for table in tables if table["id"] == MISSES for row in table["rows"])
    return [(row["id"], f"{row['cells'][0]['shown']}: {row['cells'][1]['shown']}") for row in rows]


def _writing(about: str, title: str, written: Mapping[str, Any]) -> Writing:
    row = written.get(about)
    return Writing(about, title, row.text, row.written_by.name) if row else Writing(about, title, "", "")
