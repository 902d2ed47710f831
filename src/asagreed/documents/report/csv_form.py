"""A report as CSV: one cell a row, with the very text that the page and the PDF show and the exact value behind it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from asagreed.billing.exports.csv_cells import csv_text, text_cell
from asagreed.documents.report.cells import Data

HEAD = ("section", "table", "row", "column", "shown", "value", "unit", "state")


def report_csv(data: Data) -> str:
    """Return every figure and cell of a report by RFC 4180; what a spreadsheet might run begins with an apostrophe."""
    return csv_text(HEAD, ([text_cell(each) for each in line] for line in _lines(data)))


def _lines(data: Data) -> Iterator[Sequence[str]]:
    for key in ("form", "hash", "title", "subtitle", "customer", "provider", "as_of"):
        yield "report", "", key, "", data[key], "", "", ""
    yield "report", "", "verdict", "", data["verdict"]["shown"], "", "", data["verdict"].get("state", "")
    for figure in data["figures"]:
        value, unit = _value(figure), str(figure.get("unit", ""))
        yield "figures", "", figure["id"], figure["name"], figure["shown"], value, unit, figure["state"]
        yield "figures", "", figure["id"], "target", figure["target_shown"], str(figure["target"] or ""), unit, ""
        yield "figures", "", figure["id"], "verdict", figure["verdict"], "", "", figure["state"]
        if figure["beside"]:
            yield "figures", "", figure["id"], "beside", figure["beside"], "", "", ""
    for table in data["first"]:
        yield from _table("first", table)
    for section in data["sections"]:
        for table in section["tables"]:
            yield from _table(section["id"], table)
        for number, said in enumerate([*section["text"], *section["after"]], start=1):
            yield section["id"], "", f"text {number}", "", said, "", "", ""


def _table(section: str, table: Data) -> Iterator[Sequence[str]]:
    for row in table["rows"]:
        for column, cell in zip(table["columns"], row["cells"], strict=True):
            yield (
                section, table["id"], row["id"], column["head"], cell["shown"], _value(cell),
                str(cell.get("unit", "")), cell.get("state", ""),
            )  # fmt: skip


def _value(cell: Data) -> str:
    value = cell.get("value")
    return "" if value is None else str(value)
