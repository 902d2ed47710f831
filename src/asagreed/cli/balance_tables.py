"""Balances and the accounts of the ledger in the terminal."""

from __future__ import annotations

from typing import Any

from rich.markup import escape

from asagreed.cli.tables import new_console, new_table
from asagreed.cli.why import print_why
from asagreed.cli.work_tables import print_balances

Data = dict[str, Any]


def print_balance(data: Data, *, why: bool) -> None:
    """Print what is left of every purse, and the sums of the ledger's accounts."""
    console = new_console()
    console.print(f"[bold]{data['agreement']}[/bold] at {data['at'][:16].replace('T', ' ')}")
    if data["balances"]:
        print_balances(console, data["balances"])
    else:
        console.print("Nothing was granted, bought or paid ahead.")
    table = new_table(f"Ledger, {data['entries']} entries, head {data['head'][:12]}", "account", "sum")
    for account, sums in data["accounts"].items():
        table.add_row(escape(account), ", ".join(sums.values()))
    console.print(table)
    for each in data["balances"] if why else ():
        print_why(console, each["name"], each["figure"])
