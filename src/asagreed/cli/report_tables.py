"""A report in the terminal: its sentence, its figures, and the tables that fit there."""

from __future__ import annotations

from typing import Any

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from asagreed.cli.tables import new_console, new_table

Data = dict[str, Any]
_COLOURS = {"good": "green", "bad": "red"}
_ELSEWHERE = ("how we count",)
"""Sections that are long, and the same from month to month: the page and the PDF have them."""


def print_report(data: Data) -> None:
    """Print a report; what it shows is what every other form shows."""
    console = new_console()
    console.print(f"[bold]{escape(data['title'])}[/bold]  {escape(data['customer'])}  {escape(data['subtitle'])}")
    console.print(_coloured(data["verdict"]["shown"], data["verdict"].get("state", "")), soft_wrap=True)
    console.print()
    _print_figures(console, data["figures"])
    for table in data["first"]:
        _print_table(console, table)
    for section in data["sections"]:
        if section["id"] not in _ELSEWHERE:
            console.rule(escape(section["title"]), align="left")
            for said in section["text"]:
                console.print(escape(said), soft_wrap=True)
            for table in section["tables"]:
                _print_table(console, table)
            for said in section["after"]:
                console.print(escape(said), soft_wrap=True)


def _print_figures(console: Console, figures: list[Data]) -> None:
    table = Table(box=None, pad_edge=False, show_header=False)
    for each in figures:
        told = ", ".join(filter(None, (each["target_shown"], each["beside"])))
        table.add_row(
            escape(each["name"]), f"[bold]{escape(each['shown'])}[/bold]", escape(told),
            _coloured(each["verdict"], each["state"]),
        )  # fmt: skip
    console.print(table)
    console.print()


def _print_table(console: Console, data: Data) -> None:
    if not data["rows"]:
        console.print(escape(data["empty"]), style="dim")
        return
    table = new_table(escape(data["caption"]))
    for column in data["columns"]:
        is_number = column["kind"] == "number"
        table.add_column(escape(column["head"]), justify="right" if is_number else "left", overflow="fold")
    for row in data["rows"]:
        table.add_row(*(_coloured(cell["shown"], cell.get("state", "")) for cell in row["cells"]))
    console.print(table)


def _coloured(shown: str, state: str) -> str:
    colour = _COLOURS.get(state)
    return f"[{colour}]{escape(shown)}[/{colour}]" if colour else escape(shown)
