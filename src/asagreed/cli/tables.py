"""The look of tables in the terminal."""

from __future__ import annotations

import sys

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table

NUMBERS = frozenset(
    {
        *("met", "breached", "open", "share", "95 %", "tickets", "over", "used", "total", "time", "open time"),
        *("how much", "at", "net", "price", "put in", "taken", "left", "no longer kept"),
    }
)
"""Columns with these heads stand to the right."""


def new_table(title: str, *heads: str) -> Table:
    """Return an empty table."""
    table = Table(title=title, title_justify="left", title_style="bold", box=SIMPLE_HEAD, pad_edge=False)
    for head in heads:
        is_number = head in NUMBERS
        table.add_column(head, justify="right" if is_number else "left", overflow="fold", no_wrap=is_number)
    return table


WIDTH_OF_A_FILE = 120
"""The width where the output goes to a file or a pipe, which has none."""


def new_console() -> Console:
    """Return the console that output goes to, as wide as the terminal."""
    return Console(width=None if sys.stdout.isatty() else WIDTH_OF_A_FILE, highlight=False)
