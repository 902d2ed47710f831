"""Attainment on the page of a replay: a table for each clock and dimension, with charts for months and priorities."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import groupby
from typing import Any

from asagreed.documents import charts, states
from asagreed.documents.in_figures import interval_in_words, length, place, promised_in_words, share_in_full
from asagreed.documents.markup import Markup, element, joined, said
from asagreed.documents.page_tables import Column, numbers, sign, table, words

Data = dict[str, Any]
NOTHING = "(none)"
INTERVAL = "95\N{NO-BREAK SPACE}% interval"
TITLES = {
    "month": "By month",
    "priority": "By priority",
    "target": "By target",
    "kind": "By kind",
    "site": "By site",
}
CHARTS: dict[str, Callable[..., Markup]] = {"month": charts.periods_chart, "priority": charts.rows_chart}


def attainment(data: Data, dimension: str) -> Markup:
    """Return the attainment of every clock along one dimension."""
    chosen = [line for line in data["attainment"] if line["by"] == dimension]
    if all(line["name"] == NOTHING for line in chosen):
        return element("p", f"The tickets name no {dimension}." if chosen else "Nothing was decided yet.")
    clocks = [(clock, list(own)) for clock, own in groupby(chosen, key=lambda line: str(line["clock"]))]
    promised = {promise["clock"] for promise in data["promises"]}
    tables = [
        _table(own, dimension, f"{dimension}-{number}", clock, is_promised=clock in promised)
        for number, (clock, own) in enumerate(clocks)
    ]
    if dimension not in CHARTS:
        return joined(*tables)
    drawn = (
        CHARTS[dimension](own, title=_title(clock, dimension), name=f"{dimension}-{number}")
        for number, (clock, own) in enumerate(clocks)
    )
    return joined(element("div", *drawn, class_="charts"), states.legend(), *tables)


def share_columns() -> list[Column]:
    """Return the columns of `share_cells`."""
    return numbers("Share met", INTERVAL, "Met", "Breached", "Open")


def share_cells(line: Data) -> list[str]:
    """Return the share of a line with its interval and the counts behind it."""
    counts = (f"{line[key]:,}" for key in ("met", "breached", "undecided"))
    return [share_in_full(line), interval_in_words(line["interval"]), *counts]


def _title(clock: str, dimension: str) -> str:
    return f"{clock.capitalize()} {TITLES[dimension].lower()}"


def _table(lines: Sequence[Data], dimension: str, name: str, clock: str, *, is_promised: bool) -> Markup:
    columns = [*words(dimension.capitalize()), *share_columns()]
    rows = [[_name_of(line), *share_cells(line)] for line in lines]
    remark = joined()
    if is_promised:
        # The clocks of one priority have one promise or none; those of a month or a site may have several.
        otherwise = "none" if dimension == "priority" else "no single one"
        columns = [*columns[:1], *sign("Beside the promise"), *numbers("Promised"), *columns[1:]]
        rows = [
            [row[0], states.standing(line), promised_in_words(line["promised"], otherwise=otherwise), *row[1:]]
            for line, row in zip(lines, rows, strict=True)
        ]
    else:
        remark = element("p", "No share is promised for this clock.")
    if any(line["without_verdict"] for line in lines):
        columns += numbers("Only measured")
        rows = [[*row, f"{line['without_verdict']:,}"] for line, row in zip(lines, rows, strict=True)]
    title = _title(clock, dimension)
    return joined(element("h3", title), remark, table(name, title, columns, rows))


def _name_of(line: Data) -> Markup:
    target = line["target"]
    if target is None:
        return said(line["name"])
    guide = ", a guide" if target["is_guide"] else ""
    where = place(target["clauses"][0]) if target["clauses"] else said(line["name"])
    return joined(element("span", f"within {length(target['in_words'])}{guide}", class_="within"), " ", where)
