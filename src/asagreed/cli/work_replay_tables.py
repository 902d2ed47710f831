"""The money half of a replay in the terminal: what past work would have come to, agreement beside agreement."""

from __future__ import annotations

from typing import Any

from rich.markup import escape

from asagreed.cli.tables import new_console, new_table

Data = dict[str, Any]
SHOWN = 5
"""How many reasons for unsettled work are listed."""


def print_work_replay(replays: list[Data]) -> None:
    """Print hours by outcome and money by kind of charge, one column an agreement."""
    console = new_console()
    table = new_table("Work", "", *(escape(replay["name"]) for replay in replays))
    outcomes = dict.fromkeys(share["outcome"] for replay in replays for share in replay["shares"])
    for outcome in outcomes:
        table.add_row(outcome, *(_hours(replay, outcome) for replay in replays))
    items = dict.fromkeys(item for replay in replays for item in replay["by_item"])
    for item in items:
        table.add_row(f"{item}, net", *(replay["by_item"].get(item, "–") for replay in replays))
    table.add_row("together, net", *(replay["net"] or "no money" for replay in replays))
    console.print(table)
    for replay in replays:
        span = " to ".join(dict.fromkeys(replay["months"]))
        console.print(f"{escape(replay['name'])}: {replay['entries']} entries, statements of {span}")
        for reason in replay["unsettled"][:SHOWN]:
            console.print(f"  to be settled, {reason['in_words']}: {escape(reason['why'])}")
        if len(replay["unsettled"]) > SHOWN:
            console.print(f"  and {len(replay['unsettled']) - SHOWN} more reasons (--json has all)")


def _hours(replay: Data, outcome: str) -> str:
    return next((share["in_words"] for share in replay["shares"] if share["outcome"] == outcome), "–")
