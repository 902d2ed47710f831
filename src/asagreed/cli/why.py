"""The trace of a figure in the terminal: a tree of reasons, each with its clause and events."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from rich.console import Console
from rich.markup import escape
from rich.tree import Tree

from asagreed.open_time import in_words

Data = dict[str, Any]


def print_why(console: Console, title: str, figure: Data) -> None:
    """Print a figure with everything below it."""
    tree = Tree(f"[bold]{escape(title)}[/bold]", guide_style="dim")
    _add(tree, figure)
    console.print(tree)


def _add(tree: Tree, figure: Data) -> None:
    branch = tree.add(escape(_told(figure)))
    for part in figure["parts"]:
        _add(branch, part)


def _told(figure: Data) -> str:
    clauses = "; ".join(clause_words(clause) for clause in figure["clauses"])
    events = ", ".join(figure["events"])
    cited = "".join(f"  [{each}]" for each in (clauses, events) if each)
    return f"{_value(figure['value'], figure['unit'])}{figure['because']}{cited}"


def _value(value: Any, unit: str) -> str:
    if value is None:
        return "open: "
    if unit in ("clause", "to call", "to do", "verdict", "coverage", "emergency"):
        return f"{value}: "
    if unit == "s":
        return f"{in_words(value) if value > 0 else f'−{in_words(-value)}' if value else '0 min'}: "
    if isinstance(value, dict):
        return (
            f"{value['amount']} {value['currency']}: " if unit == value["currency"] else f"{value['amount']} {unit}: "
        )
    if isinstance(value, str) and "/" in value:
        value = f"{float(Fraction(value)):.6g}"
    return f"{value} {unit}: ".replace("  ", " ")


def clause_words(clause: Data | None) -> str:
    """Return a clause with the place where it was written, or a dash."""
    if not clause:
        return "–"
    place = f"{clause['file']}:{clause['line']}" if clause["line"] else clause["file"]
    return f"{clause['address']} ({place})" if place else str(clause["address"])
