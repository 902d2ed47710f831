"""Tables in Markdown, wide enough to be read in a terminal too."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from benchmarks.figures import Figure


@dataclass(frozen=True, slots=True)
class Table:
    """Lines of text under a heading; the first columns hold words, the others figures, set flush right."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    of_words: int = 1

    def __str__(self) -> str:
        widths = [max(3, *(len(row[i]) for row in (self.columns, *self.rows))) for i in range(len(self.columns))]
        rule = tuple("-" * width if i < self.of_words else "-" * (width - 1) + ":" for i, width in enumerate(widths))
        lines = [_line(cells, widths, self.of_words) for cells in (self.columns, rule, *self.rows)]
        return "\n".join((f"**{self.title}**", "", *lines))


@dataclass(frozen=True, slots=True)
class Section:
    """What one part of the benchmarks found: tables to read, records to keep, remarks in words."""

    name: str
    tables: tuple[Table, ...]
    records: Sequence[dict[str, Any]]
    remarks: tuple[str, ...] = field(default=())

    def __str__(self) -> str:
        return "\n\n".join((*map(str, self.tables), *self.remarks))


def figure_table(title: str, figures: Sequence[Figure]) -> Table:
    """Return a table of figures with their targets."""
    rows = tuple(
        (
            figure.what,
            figure.unit,
            number(figure.best),
            number(figure.median),
            "" if figure.target is None else str(figure.target),
            figure.outcome,
        )
        for figure in figures
    )
    return Table(title, ("", "unit", "best", "median", "target", ""), rows)


def figure_records(figures: Sequence[Figure]) -> list[dict[str, Any]]:
    """Return figures as plain data."""
    return [{**asdict(figure), "outcome": figure.outcome} for figure in figures]


def number(value: float) -> str:
    """Return a number with about three digits that mean something."""
    decimals = 0 if value >= 100 else 1 if value >= 10 else 2
    return f"{value:,.{decimals}f}"


def _line(cells: tuple[str, ...], widths: list[int], of_words: int) -> str:
    padded = (
        cell.ljust(width) if i < of_words else cell.rjust(width)
        for i, (cell, width) in enumerate(zip(cells, widths, strict=True))
    )
    return f"| {' | '.join(padded)} |"
