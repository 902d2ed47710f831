"""Recurring work in the terminal."""

from __future__ import annotations

from typing import Any

from rich.markup import escape

from asagreed.cli.tables import new_console, new_table
from asagreed.open_time import in_words

Data = dict[str, Any]
_STYLES = {"missed": "bold red", "late": "yellow", "done": "green", "skipped": "dim", "deferred": "dim"}
_COUNTED = ("done", "skipped", "missed", "deferred", "open")


def print_upkeep(data: Data, *, why: bool) -> None:
    """Print each piece of work with its state, and how many there are of each."""
    console = new_console()
    console.print(
        f"[bold]{escape(data['agreement'])}[/bold], upkeep of {data['month']}, as known {_short(data['as_of'])}"
    )
    if not data["items"]:
        console.print("No recurring work falls due in this month.")
        return
    columns = ("why", "clause") if why else ("systems", "time", "evidence")
    table = new_table("", "due", "work", "state", *columns)
    for item in data["items"]:
        state = f"{item['state']}, late" if item["late"] else item["state"]
        style = _STYLES.get(item["state"], "none")
        shown = f"[{style}]{state}[/]" if style != "none" else state
        table.add_row(_due(item), escape(item["title"]), shown, *map(escape, _because(item) if why else _facts(item)))
    console.print(table)
    counts = data["counts"]
    told = ", ".join(f"{counts[name]} {name}" for name in _COUNTED)
    console.print(f"{counts['fell_due']} due: {told}")
    if counts["worked"]:
        drawn = f", {in_words(counts['drawn'])} of it from included hours" if counts["drawn"] else ""
        console.print(f"{in_words(counts['worked'])} of work{drawn}")


def _due(item: Data) -> str:
    return _short(item["due_at"]) if not item["due_at"][11:].startswith("23:59:59") else str(item["due_on"])


def _facts(item: Data) -> tuple[str, ...]:
    worked = in_words(item["worked_seconds"]) if item["worked_seconds"] else ""
    return ", ".join(item["systems"]), worked, _shows(item)


def _because(item: Data) -> tuple[str, ...]:
    return item["why"]["because"], _place(item["why"]["clauses"][0])


def _shows(item: Data) -> str:
    restored = item["restored_in_seconds"]
    took = f"restored in {in_words(restored)}" if restored else ""
    failed = "not everything came back" if item["everything_came_back"] is False else ""
    return "; ".join(filter(None, (item["evidence"], took, failed, item["because"])))


def _place(clause: Data) -> str:
    return f"{clause['address']} ({clause['file']}:{clause['line']})"


def _short(moment: str) -> str:
    return moment[:16].replace("T", " ")
