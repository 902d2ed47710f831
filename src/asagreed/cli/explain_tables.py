"""The clocks of one ticket in the terminal: stretches, clauses, verdict."""

from __future__ import annotations

from typing import Any

from rich.console import Console

from asagreed.cli.tables import new_console, new_table
from asagreed.open_time import in_words

Data = dict[str, Any]


def print_explanation(data: Data) -> None:
    """Print why each clock of a ticket says what it says."""
    console = new_console()
    title = f" {data['title']}" if data["title"] else ""
    console.print(f"[bold]{data['ticket']}[/bold]{title}  ({data['source']})")
    console.print(f"reported {_moment(data['reported_at'])}, {data['counts_because']}")
    if data["counts_from"] != data["reported_at"]:
        console.print(f"counts from {_moment(data['counts_from'])}{_cited(data['counts_clause'])}")
    if data["priority_clause"]:
        console.print(f"priority {data['priority']} by impact and urgency{_cited(data['priority_clause'])}")
    version = data["version"]
    papers = " < ".join(version["papers"])
    console.print(f"version {version['number']} ({version['hash'][:12]}): {papers}; times in {data['zone']}\n")
    for refused in data["refused"]:
        console.print(f"[bold]{refused['clock']}[/bold]: not judged. {refused['why']}\n")
    if not data["clocks"] and not data["refused"]:
        console.print("No target applies to this ticket, so there is no clock.")
    for clock in data["clocks"]:
        _print_clock(console, clock)


def _print_clock(console: Console, clock: Data) -> None:
    cycle = f" {clock['cycle']}" if clock["cycle"] else ""
    console.print(f"[bold]{clock['clock']}{cycle}[/bold]: {clock['in_words']}")
    target = clock["target"]
    cited = "; ".join(_clause(clause) for clause in target["clauses"])
    console.print(f"  target {target['in_words']} {target['because']}: {cited}")
    for loser in target["losers"]:
        console.print(f"  not {_clause(loser['clause'])}: {loser['why']}")
    due = "none while paused" if clock["due_at"] is None else _moment(clock["due_at"])
    breached = f", breached {_moment(clock['breached_at'])}" if clock["breached_at"] else ""
    console.print(f"  due {due}{breached}")
    for warning in clock["warnings"]:
        console.print(f"  warned {_moment(warning['at'])}{_cited(warning['clause'])}")
    if not clock["stretches"]:
        console.print("  no time has passed between its start and its end\n")
        return
    table = new_table("", "from", "to", "", "open time", "why", "total")
    for row in folded(clock["stretches"]):
        counted = in_words(row["seconds"]) if row["counts"] else "–"
        sign = "+" if row["counts"] else "·"
        why = row["why"] + _cited(row["clause"])
        table.add_row(_moment(row["from"]), _moment(row["to"]), sign, counted, why, in_words(row["total"]))
    console.print(table)


MOST_ROWS, SHOWN_AT_EACH_END = 24, 8


def folded(rows: list[Data]) -> list[Data]:
    """Return the rows, those in the middle of a long clock put together as one that counts what they count."""
    if len(rows) <= MOST_ROWS:
        return rows
    head, middle, tail = rows[:SHOWN_AT_EACH_END], rows[SHOWN_AT_EACH_END:-SHOWN_AT_EACH_END], rows[-SHOWN_AT_EACH_END:]
    counted = sum(row["seconds"] for row in middle if row["counts"])
    fold = {
        "from": middle[0]["from"],
        "to": middle[-1]["to"],
        "counts": True,
        "seconds": counted,
        "why": f"{len(middle)} more stretches (--json has all)",
        "clause": None,
        "total": middle[-1]["total"],
    }
    return [*head, fold, *tail]


def _moment(text: str) -> str:
    return text[:19].replace("T", " ").removesuffix(":00")


def _clause(clause: Data) -> str:
    place = f"{clause['file']}:{clause['line']}" if clause["line"] else clause["file"]
    return f"{clause['address']} ({place})" if place else str(clause["address"])


def _cited(clause: Data | None) -> str:
    return f" [{_clause(clause)}]".replace("[", "\\[", 1) if clause else ""
