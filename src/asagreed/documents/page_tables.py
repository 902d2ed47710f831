"""Tables that become cards on a narrow screen and stay tables for a screen reader."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from asagreed.documents.markup import Markup, element


@dataclass(frozen=True, slots=True)
class Column:
    """The head of a column, and what stands in it: `number`, `sign` (a state), or words."""

    head: str
    kind: str | None = None


def words(*heads: str) -> list[Column]:
    """Return columns of words."""
    return [Column(head) for head in heads]


def numbers(*heads: str) -> list[Column]:
    """Return columns of numbers."""
    return [Column(head, "number") for head in heads]


def sign(head: str) -> list[Column]:
    """Return a column of states; on a card it stands beside the head of the row."""
    return [Column(head, "sign")]


def table(name: str, caption: str, columns: Sequence[Column], rows: Sequence[Sequence[str]]) -> Markup:
    """Return a table; the first cell of a row is its head.

    Roles are written out, since a browser takes the boxes of cards for no table. The caption is heard and not seen:
    the headings above say the same.
    """
    heads = [element("th", column.head, role="columnheader", scope="col", class_=column.kind) for column in columns]
    return element(
        "table",
        element("caption", caption, id=f"table-{name}"),
        element("thead", element("tr", *heads, role="row"), role="rowgroup"),
        element("tbody", *(_row(columns, row) for row in rows), role="rowgroup"),
        role="table",
    )


def _row(columns: Sequence[Column], row: Sequence[str]) -> Markup:
    head = element("th", row[0], role="rowheader", scope="row", class_=columns[0].kind)
    cells = (
        element("td", element("span", cell), role="cell", data_label=column.head, class_=column.kind)
        for column, cell in zip(columns[1:], row[1:], strict=True)
    )
    return element("tr", head, *cells, role="row")
