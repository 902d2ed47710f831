"""The plain form of a report: sections, tables and cells. What a cell shows is made once, and printed by every form."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import Any, Literal

from asagreed.figures import Figure, figure_data
from asagreed.money import Money

Data = dict[str, Any]
GOOD, BAD, NEUTRAL = "good", "bad", "neutral"
Kind = Literal["words", "number", "state"]


def cell(shown: str, value: Exact = None, *, unit: str = "", state: str = "", why: Figure | None = None) -> Data:
    """Return a cell: the text that every form prints, the exact value behind it, and the reasons where it has some."""
    made: Data = {"shown": shown}
    if value is not None:
        made |= {"value": exact(value), "unit": unit}
    if state:
        made["state"] = state
    if why is not None:
        made["why"] = figure_data(why)
    return made


Exact = int | Fraction | Money | str | None


def exact(value: Exact) -> int | str | None:
    """Return a value as JSON holds it without loss: whole numbers, and everything else as text."""
    if isinstance(value, Money):
        return f"{value.amount} {value.currency}"
    return str(value) if isinstance(value, Fraction) else value


def column(name: str, head: str, kind: Kind = "words") -> Data:
    """Return a column: its name in data, its head in words, and what stands in it."""
    return {"id": name, "head": head, "kind": kind}


def row(name: str, *cells: Data) -> Data:
    """Return a row, whose name stays the same from one report to its restatement."""
    return {"id": name, "cells": list(cells)}


def table(name: str, caption: str, columns: Sequence[Data], rows: Iterable[Data], *, empty: str = "") -> Data:
    """Return a table; `empty` is said where it has no rows."""
    return {"id": name, "caption": caption, "columns": list(columns), "rows": list(rows), "empty": empty}


def section(
    name: str,
    title: str,
    *tables: Data,
    text: Iterable[str] = (),
    charts: Iterable[Data] = (),
    after: Iterable[str] = (),
) -> Data:
    """Return a part of a report: what is said first, its charts, its tables, and what is said after them."""
    return {
        "id": name,
        "title": title,
        "text": [each for each in text if each],
        "charts": list(charts),
        "tables": list(tables),
        "after": [each for each in after if each],
    }
